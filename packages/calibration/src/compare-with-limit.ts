import type { FeatureMatrix } from '@ventral/assembly';
import type { SimulatedRecordings } from '@ventral/core';
import { median } from '@ventral/numerics';
import { type AuditedMetric, scoreFeatures } from './audited-metric.ts';
import type { CalibrationCheck, CalibrationSettings } from './calibration.ts';
import { checkMean } from './check.ts';
import type { Draw } from './draw.ts';

// Whole data sets: a prediction reaches its limit only where it is fitted on many stimuli.
const simulations = 5;

/**
 * Holds the scores of the true stage, and of the responses without noise, against the highest that
 * noise allows, in simulations of the data set's own size.
 *
 * @returns no checks for a metric that does not predict site by site: its limit is not known
 */
export async function compareWithLimit(
  audited: AuditedMetric,
  draw: Draw,
  { seed }: CalibrationSettings,
  onProgress: (done: number, total: number) => void,
): Promise<readonly CalibrationCheck[]> {
  const reached: number[] = [];
  const known: number[] = [];
  for (let index = 0; index < simulations; index++) {
    onProgress(index, simulations);
    const { simulation, recorded } = await draw({ seed: seed + index });
    const stage = simulation.stages.get(recorded.stage) as FeatureMatrix;
    const share = await shareOfLimit(audited, stage, recorded, seed + index);
    const knownShare = await shareOfLimit(audited, recorded.responses, recorded, seed + index);
    if (share === undefined || knownShare === undefined) return [];
    reached.push(share);
    known.push(knownShare);
  }
  onProgress(simulations, simulations);
  return [
    checkMean(
      {
        id: 'limit',
        title: 'The stage that the recordings come from predicts all that noise allows',
        expected: 1,
        accepted: [0.95, 1],
      },
      reached,
    ),
    checkMean(
      {
        id: 'leakage',
        title: 'Responses without noise predict no more than noise allows',
        expected: 1,
        accepted: [0.95, 1],
      },
      known,
    ),
  ];
}

/**
 * The score of features relative to the highest that noise allows.
 *
 * The limit of a correlation with recordings is the root of their reliability, site by site; the
 * score's is the median over sites.
 */
async function shareOfLimit(
  audited: AuditedMetric,
  features: FeatureMatrix,
  { recordings, reliabilities }: SimulatedRecordings,
  seed: number,
): Promise<number | undefined> {
  const { better, raw } = await scoreFeatures(audited, features, recordings, seed);
  if (better === 'lower' || raw.perNeuroid === undefined) return undefined;
  return raw.value / median(reliabilities.map(Math.sqrt));
}
