import { VentralError } from '@ventral/errors';
import type { FeatureMatrix } from './feature-matrix.ts';

/**
 * Features of the same stimuli side by side, as one matrix that remembers its blocks.
 *
 * @param parts features by name, in the order that their columns are to have
 * @throws VentralError `STIMULI_MISMATCH` where rows are not about the same stimuli in the same order
 * @throws VentralError `SHAPE_MISMATCH` without parts
 */
export function joinFeatures(parts: ReadonlyMap<string, FeatureMatrix>): FeatureMatrix {
  const [first] = parts.values();
  if (first === undefined) throw new VentralError('SHAPE_MISMATCH', 'No features to join.');
  const { stimulusIds } = first;
  for (const [name, part] of parts) {
    const same =
      part.stimulusIds.length === stimulusIds.length &&
      part.stimulusIds.every((id, row) => id === stimulusIds[row]);
    if (same) continue;
    throw new VentralError(
      'STIMULI_MISMATCH',
      `The features of '${name}' are about other stimuli than those of '${[...parts.keys()][0]}', or in another order.`,
      { hint: 'Bring them into one order with selectStimuli of @ventral/arrays.' },
    );
  }
  const blocks = [...parts].map(([name, { featureCount }]) => ({ name, featureCount }));
  return {
    stimulusIds,
    featureCount: blocks.reduce((sum, block) => sum + block.featureCount, 0),
    blocks,
    async readColumns(start, end) {
      const pieces = await Promise.all(piecesBetween(parts.values(), start, end));
      const size = stimulusIds.length * (end - start);
      const joined = pieces.every(({ values }) => values instanceof Float32Array)
        ? new Float32Array(size)
        : new Float64Array(size);
      for (const { values, offset, width } of pieces) {
        for (let row = 0; row < stimulusIds.length; row++) {
          const part = values.subarray(row * width, (row + 1) * width);
          joined.set(part, row * (end - start) + offset);
        }
      }
      return joined;
    },
  };
}

interface Piece {
  readonly values: Float32Array | Float64Array;
  /** Its first column among those asked for. */
  readonly offset: number;
  readonly width: number;
}

function* piecesBetween(
  parts: Iterable<FeatureMatrix>,
  start: number,
  end: number,
): Generator<Promise<Piece>> {
  let first = 0;
  for (const part of parts) {
    const from = Math.max(start, first);
    const to = Math.min(end, first + part.featureCount);
    const place = { offset: from - start, width: to - from };
    if (to > from) {
      yield part.readColumns(from - first, to - first).then((values) => ({ values, ...place }));
    }
    first += part.featureCount;
  }
}
