import { VentralError } from '@ventral/errors';
import { mean, pearson } from '@ventral/numerics';
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

/** How signatures agree. */
export interface Agreement {
  /** Pearson's r. */
  readonly r: number;
  /** How many values of the source were left out because they are undefined. */
  readonly skipped: number;
}

/**
 * Correlates two signatures over the values that the target defines.
 *
 * @param skipUndefined whether values that only the source leaves undefined are left out
 * @throws VentralError `RESPONSES_INVALID` for such a value that is not to be left out, or where
 *   no correlation is defined
 */
export function correlateSignatures(
  source: Signature,
  target: Signature,
  skipUndefined: boolean,
): Agreement {
  const wanted = [...target.values.keys()].filter((cell) => !Number.isNaN(target.values[cell]));
  const compared = wanted.filter((cell) => !Number.isNaN(source.values[cell]));
  const skipped = wanted.length - compared.length;
  if (skipped > 0 && !skipUndefined) {
    const cell = wanted.find((one) => Number.isNaN(source.values[one])) as number;
    throw new VentralError(
      'RESPONSES_INVALID',
      `What is compared with people leaves d' of ${source.describe(cell)} undefined: these ` +
        'alternatives were in no trial of one half, or rates of 0 and 1 cancel out.',
      { hint: 'Set the option skipUndefined to leave such cases out, as for the public images.' },
    );
  }
  const pick = ({ values }: Signature) => compared.map((cell) => values[cell] as number);
  const r = compared.length < 2 ? Number.NaN : pearson(pick(source), pick(target));
  if (Number.isFinite(r)) return { r, skipped };
  throw new VentralError(
    'RESPONSES_INVALID',
    `No correlation is defined over ${compared.length} values of d': there are too few, or they ` +
      'do not vary.',
    { hint: 'Give more trials, or check that the probabilities differ between images.' },
  );
}
