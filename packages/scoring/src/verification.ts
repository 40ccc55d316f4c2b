import type { RecordComparison } from './compare-records.ts';
import type { CheckedSignature } from './record-signature.ts';

/** What became of a verification; plain JSON. */
export interface Verification extends Omit<RecordComparison, 'numbers'> {
  /** `not computed` where other packages than the recorded ones were refused before they ran. */
  readonly numbers: RecordComparison['numbers'] | 'not computed';
  /** Of numbers that are not the same but within the tolerance: the power of ten they agree to. */
  readonly equalWithin?: string;
  /** Fields of the record that this version does not know, by path, where there are any: not compared. */
  readonly unknown?: readonly string[];
  /** Absent for a record that is not signed. */
  readonly signature?: CheckedSignature;
}

/** Adds to a comparison what a person asks first. */
export function describeComparison(comparison: RecordComparison): Verification {
  if (comparison.numbers !== 'equal within tolerance') return comparison;
  const exponent = Math.ceil(Math.log10(comparison.largestDistance));
  return { ...comparison, equalWithin: `1e${exponent}` };
}
