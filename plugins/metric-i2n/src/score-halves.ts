import { setImmediate } from 'node:timers/promises';
import { type MetricContext, type Score, throwIfInterrupted } from '@ventral/core';
import { digestSplits, mean, type Split, standardDeviation } from '@ventral/numerics';
import type { Agreement } from './correlate-signatures.ts';
import type { TrialHalvesOptions } from './options.ts';
import { drawHalves } from './trial-halves.ts';

/**
 * The score over trial halves: the mean of what is measured each time trials are split; its error
 * is the standard deviation (divided by n) over those times.
 */
export async function scoreHalves(
  trialCount: number,
  { seed }: TrialHalvesOptions,
  context: MetricContext,
  measure: (halves: Split) => Agreement,
): Promise<Score> {
  const splits = drawHalves(trialCount, seed);
  const agreements: Agreement[] = [];
  for (const halves of splits) {
    const done = agreements.length;
    throwIfInterrupted(context.signal, `after ${done} of ${splits.length} splits of trials`);
    agreements.push(measure(halves));
    context.report({
      task: 'Comparing choices',
      done: done + 1,
      total: splits.length,
      unit: 'splits',
    });
    // An interruption is only seen when the event loop turns.
    await setImmediate();
  }
  const perSplit = agreements.map(({ r }) => r);
  const raw = { value: mean(perSplit), error: standardDeviation(perSplit), perSplit };
  const skipped = agreements.reduce((sum, agreement) => sum + agreement.skipped, 0);
  const trials = Array.from({ length: trialCount }, (_, trial) => trial);
  return {
    value: raw.value,
    error: raw.error,
    better: 'higher',
    raw,
    ...(skipped === 0
      ? {}
      : {
          notes: [
            `${skipped} values of d' in ${splits.length} splits of trials are undefined and left out.`,
          ],
        }),
    splitsDigest: digestSplits(splits, trials),
  };
}
