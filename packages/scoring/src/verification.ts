import type { RecordComparison } from './compare-records.ts';
import type { CheckedSignature } from './record-signature.ts';

/** What became of a verification; plain JSON. */
export interface Verification extends Omit<RecordComparison, 'numbers'> {
  /** `not computed` where other packages than the recorded ones were refused before they ran. */
  readonly numbers: RecordComparison['numbers'] | 'not computed';
  /** Of numbers that are not the same but within the tolerance: the power of ten they agree to. */
  readonly equalWithin?: string;
  /** Absent for a record that is not signed. */
  readonly signature?: CheckedSignature;
}

/** Adds to a comparison what a person asks first. */
export function describeComparison(comparison: RecordComparison): Verification {
  if (comparison.numbers !== 'equal within tolerance') return comparison;
  const exponent = Math.ceil(Math.log10(comparison.largestDistance));
  return { ...comparison, equalWithin: `1e${exponent}` };
}

/** A verification as text for people: the verdict first, then each difference by its kind. */
export function verificationText(verification: Verification): string {
  const { verdict, numbers, equalWithin, differences, signature } = verification;
  const numbersAre = equalWithin === undefined ? numbers : `equal within ${equalWithin}`;
  const environment = differences.filter(({ kind }) => kind === 'environment');
  const decisive = differences.filter(({ kind }) => kind !== 'environment');
  return [
    ...(signature === undefined ? [] : [signatureText(signature)]),
    verdict === 'equal' ? numbersAre : `different; the numbers are ${numbersAre}`,
    ...decisive.map(({ kind, message }) => `  ${kind.padEnd(8)} ${message}`),
    ...(environment.length === 0 ? [] : ['Made on another machine:']),
    ...environment.map(({ message }) => `  ${message}`),
  ].join('\n');
}

function signatureText({ fingerprint, keyNamed }: CheckedSignature): string {
  return keyNamed
    ? `Signed with the key ${fingerprint}, the one you named.`
    : `Signed with the key ${fingerprint}, which only the record itself vouches for; name one with --public-key.`;
}
