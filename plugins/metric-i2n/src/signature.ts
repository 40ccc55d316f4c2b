import { mean } from '@ventral/numerics';
import {
  imageDiscriminability,
  objectDiscriminability,
  withoutObjectMeans,
} from './discriminability.ts';
import type { ResponseMatrix } from './response-matrix.ts';

/** The names of the signatures, as in the literature; `n`: without the means of objects. */
export const signatureIds = ['i1', 'i1n', 'i2', 'i2n', 'o1', 'o2'] as const;

/** Which pattern of choices is compared. */
export type SignatureId = (typeof signatureIds)[number];

/** A pattern of discriminability, d', that choices leave. */
export interface Signature {
  /** NaN where undefined. */
  readonly values: Float64Array;
  /** What a value is about, for messages: `image 'im07' against 'dog'`. */
  describe(index: number): string;
}

/**
 * The pattern of d' over images (i) or objects (o), against each other object (2) or on average
 * over all other objects (1).
 */
export function signature(responses: ResponseMatrix, id: SignatureId): Signature {
  const { images, objects } = responses;
  const perImage = id.startsWith('i');
  const raw = perImage ? imageDiscriminability(responses) : objectDiscriminability(responses);
  const pairs = id.endsWith('n') ? withoutObjectMeans(responses, raw) : raw;
  const shown = perImage ? images : objects;
  const name = (row: number) => `${perImage ? 'image' : 'object'} '${shown[row]}'`;
  const size = objects.length;
  if (id[1] === '2') {
    return {
      values: pairs,
      describe: (cell) => `${name(Math.floor(cell / size))} against '${objects[cell % size]}'`,
    };
  }
  const values = Float64Array.from(shown, (_, row) =>
    mean(pairs.subarray(row * size, (row + 1) * size)),
  );
  return { values, describe: name };
}
