import { VentralError } from '@ventral/errors';
import { pearson } from '@ventral/numerics';
import type { Signature } from './signature.ts';

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
  const compared: number[] = [];
  let skipped = 0;
  for (const [cell, value] of target.values.entries()) {
    if (Number.isNaN(value)) continue;
    if (!Number.isNaN(source.values[cell])) compared.push(cell);
    else if (skipUndefined) skipped++;
    else throw undefinedValue(source.describe(cell));
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

function undefinedValue(cell: string): VentralError {
  return new VentralError(
    'RESPONSES_INVALID',
    `What is compared with people leaves d' of ${cell} undefined: these alternatives were in no ` +
      'trial of one half, or rates of 0 and 1 cancel out.',
    { hint: 'Set the option skipUndefined to leave such cases out, as for the public images.' },
  );
}
