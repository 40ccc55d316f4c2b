import type { Coordinate, CoordinateValue } from '@ventral/arrays';
import { didYouMean, VentralError } from '@ventral/errors';

/** Which labels to keep, by coordinate: one, or any of several. */
export type Selection = Readonly<Record<string, CoordinateValue | readonly CoordinateValue[]>>;

const namedAtMost = 10;

/**
 * The indices along a dimension whose labels are all wanted, ascending; each of them where nothing
 * is asked of the dimension.
 *
 * @throws VentralError `OPTION_INVALID` where a wanted label occurs nowhere
 */
export function selectIndices(
  dim: string,
  length: number,
  coords: Readonly<Record<string, Coordinate>>,
  selection: Selection,
): readonly number[] {
  let indices = Array.from({ length }, (_, index) => index);
  for (const [name, wanted] of Object.entries(selection)) {
    const { dim: labelled, values = [] } = coords[name] ?? {};
    if (labelled !== dim) continue;
    const labels = new Set<CoordinateValue>(isList(wanted) ? wanted : [wanted]);
    requireLabels(name, labels, values);
    indices = indices.filter((index) => labels.has(values[index] as CoordinateValue));
  }
  return indices;
}

/**
 * Checks that every coordinate of a selection exists.
 *
 * @throws VentralError `OPTION_INVALID`
 */
export function requireCoordinates(
  selection: Selection,
  coords: Readonly<Record<string, Coordinate>>,
): void {
  const names = Object.keys(coords);
  const unknown = Object.keys(selection).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new VentralError('OPTION_INVALID', `There is no coordinate '${unknown}' to select by.`, {
    hint: `${didYouMean(unknown, names)}There are: ${names.join(', ')}.`,
  });
}

function requireLabels(
  name: string,
  labels: ReadonlySet<CoordinateValue>,
  values: readonly CoordinateValue[],
): void {
  const known = new Set(values);
  const unknown = [...labels].find((label) => !known.has(label));
  if (unknown === undefined) return;
  const some = [...known].slice(0, namedAtMost).join(', ');
  throw new VentralError('OPTION_INVALID', `Nothing has the ${name} '${unknown}'.`, {
    hint: `It is one of ${known.size}: ${some}${known.size > namedAtMost ? ', ...' : ''}.`,
  });
}

function isList(
  wanted: CoordinateValue | readonly CoordinateValue[],
): wanted is readonly CoordinateValue[] {
  return Array.isArray(wanted);
}
