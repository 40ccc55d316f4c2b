import type { MetricSources } from '@ventral/core';
import { type AuditedMetric, scoreSource } from './audited-metric.ts';
import type { CalibrationCheck, CalibrationSettings } from './calibration.ts';
import { checkMean } from './check.ts';
import type { AuditedSource, Drawn, Subject } from './subject.ts';

// Whole data sets: a prediction reaches its limit only where it is fitted on many stimuli.
const simulations = 5;

/**
 * Holds the scores of what made the data, and of the data without noise, against the highest that noise
 * allows, in simulations of the data set's own size.
 *
 * @returns no checks for a metric whose limit is not known
 */
export async function compareWithLimit<Source extends AuditedSource>(
  audited: AuditedMetric<Source>,
  { draw, titles }: Subject<Source>,
  { seed }: CalibrationSettings,
  onProgress: (done: number, total: number) => void,
): Promise<readonly CalibrationCheck[]> {
  const reached: number[] = [];
  const known: number[] = [];
  for (let index = 0; index < simulations; index++) {
    onProgress(index, simulations);
    const drawn = await draw({ seed: seed + index });
    const share = (source: MetricSources[Source]) =>
      shareOfLimit(audited, drawn, source, seed + index);
    const generator = drawn.generators.get(drawn.trueGenerator) as MetricSources[Source];
    const reachedShare = await share(generator);
    if (reachedShare === undefined) return [];
    reached.push(reachedShare);
    if (drawn.noiseless !== undefined) known.push((await share(drawn.noiseless)) as number);
  }
  onProgress(simulations, simulations);
  const expectation = { expected: 1, accepted: [0.95, 1] } as const;
  const limit = checkMean({ id: 'limit', title: titles.limit, ...expectation }, reached);
  if (known.length === 0) return [limit];
  const title = 'Responses without noise predict no more than noise allows';
  return [limit, checkMean({ id: 'leakage', title, ...expectation }, known)];
}

/** The raw value of a score relative to the highest that noise allows. */
async function shareOfLimit<Source extends AuditedSource>(
  audited: AuditedMetric<Source>,
  { target, limitOf }: Drawn<Source>,
  source: MetricSources[Source],
  seed: number,
): Promise<number | undefined> {
  const score = await scoreSource(audited, source, target, seed);
  const limit = limitOf(score);
  return limit === undefined ? undefined : score.raw.value / limit;
}
