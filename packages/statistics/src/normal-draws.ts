import { VentralError } from '@ventral/errors';
import { openRandomStream } from './random-stream.ts';

/**
 * Draws of normal variables with mean zero and this covariance, one row a variable.
 *
 * @param covariance symmetric, positive semidefinite, one row a variable
 * @throws VentralError `RESPONSES_INVALID` where it is no covariance
 */
export function drawNormals(
  covariance: readonly ArrayLike<number>[],
  { draws, seed }: { readonly draws: number; readonly seed: number },
): readonly Float64Array[] {
  const random = openRandomStream(seed);
  const root = choleskyRoot(covariance);
  const normals = root.map(() => Float64Array.from({ length: draws }, () => random.normal()));
  return root.map((row, variable) => {
    const drawn = new Float64Array(draws);
    for (let other = 0; other <= variable; other++) {
      const weight = row[other] as number;
      if (weight === 0) continue;
      const normal = normals[other] as Float64Array;
      for (let draw = 0; draw < draws; draw++) drawn[draw]! += weight * normal[draw]!;
    }
    return drawn;
  });
}

/** A lower triangle L with L L' = covariance; columns of what depends on others are zero. */
function choleskyRoot(covariance: readonly ArrayLike<number>[]): readonly Float64Array[] {
  const size = covariance.length;
  const root = covariance.map(() => new Float64Array(size));
  for (let row = 0; row < size; row++) {
    const own = root[row] as Float64Array;
    const variance = covariance[row]![row] as number;
    for (let column = 0; column <= row; column++) {
      const other = root[column] as Float64Array;
      let rest = covariance[row]![column] as number;
      const mirrored = covariance[column]![row] as number;
      if (!(Math.abs(rest - mirrored) <= 1e-9 * Math.abs(rest))) throw noCovariance(row, column);
      for (let before = 0; before < column; before++) rest -= own[before]! * other[before]!;
      const tolerance = 1e-10 * variance;
      if (column === row) {
        if (!(rest >= -tolerance)) throw noCovariance(row, column);
        own[row] = rest <= tolerance ? 0 : Math.sqrt(rest);
      } else if (other[column] !== 0) {
        own[column] = rest / other[column]!;
      }
    }
  }
  return root;
}

function noCovariance(row: number, column: number): VentralError {
  return new VentralError(
    'RESPONSES_INVALID',
    `The matrix is no covariance: row ${row}, column ${column} contradicts what is above it.`,
    { hint: 'A covariance is symmetric and positive semidefinite, and has no NaN.' },
  );
}
