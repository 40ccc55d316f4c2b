import type { CoordinateValue } from '@ventral/arrays';

/** Labels on their way between threads: each distinct string once, or what are no strings as they are. */
export type PackedLabels =
  | readonly CoordinateValue[]
  | { readonly distinct: readonly CoordinateValue[]; readonly indices: Uint32Array<ArrayBuffer> };

/** Packs labels; see {@link unpackLabels}. */
export function packLabels(labels: readonly CoordinateValue[]): PackedLabels {
  if (!labels.some((label) => typeof label === 'string')) return labels;
  const known = new Map<CoordinateValue, number>();
  const indices = Uint32Array.from(labels, (label) => {
    const index = known.get(label) ?? known.size;
    known.set(label, index);
    return index;
  });
  return { distinct: [...known.keys()], indices };
}

/** The labels that were packed. */
export function unpackLabels(packed: PackedLabels): readonly CoordinateValue[] {
  if (!('distinct' in packed)) return packed;
  const { distinct, indices } = packed;
  return Array.from(indices, (index) => distinct[index] as CoordinateValue);
}
