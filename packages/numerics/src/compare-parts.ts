import type { LabelledStimuli } from '@ventral/arrays';
import type { PartsOptions } from './parts-options.ts';
import { type RunOptions, yieldToEvents } from './run-options.ts';
import { digestSplits } from './split.ts';
import { splitStimuli } from './split-stimuli.ts';

/** What a comparison gives over parts of the stimuli. */
export interface PartsComparison {
  /** One value a part. */
  readonly perSplit: readonly number[];
  /** Which stimuli were in which part; see {@link digestSplits}. */
  readonly splitsDigest: string;
}

/**
 * Compares over random parts of the stimuli: the test side of each split, as nothing is fitted on
 * the other. How much the values differ tells how much depends on which stimuli were shown.
 *
 * Progress is in parts.
 *
 * @param seed of the parts, from 0 to 2^32 - 1
 * @param compare the value over the stimuli with the given indices
 * @throws VentralError `OPTION_INVALID` for an unknown label, or sizes that leave a part without
 *   stimuli
 * @throws VentralError `INTERRUPTED`
 */
export async function compareParts(
  stimuli: LabelledStimuli,
  { splits: total, testSize, stratification }: PartsOptions,
  seed: number,
  compare: (part: readonly number[]) => number,
  { signal, onProgress }: RunOptions = {},
): Promise<PartsComparison> {
  const size = { test: testSize };
  const splits = splitStimuli(stimuli, { splits: total, size, stratification, seed });
  const perSplit: number[] = [];
  for (const { test } of splits) {
    await yieldToEvents(signal, `comparing parts of the stimuli (${perSplit.length} of ${total})`);
    perSplit.push(compare(test));
    onProgress?.(perSplit.length, total);
  }
  return { perSplit, splitsDigest: digestSplits(splits, stimuli.stimulusIds) };
}
