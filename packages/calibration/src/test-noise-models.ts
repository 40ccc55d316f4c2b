import { RandomState } from '@ventral/numerics';
import type { AuditedMetric } from './audited-metric.ts';
import type { CalibrationCheck, CalibrationSettings } from './calibration.ts';
import { checkMean, checkShare } from './check.ts';
import { permutationTest } from './permutation-test.ts';
import type { AuditedSource, Subject } from './subject.ts';

const level = 0.05;
// The least with which a p-value reaches the level.
const permutations = 19;
const modelsPerSimulation = 10;

/** What became of models without any relation to the data. */
export interface NoiseModelTests {
  readonly checks: readonly CalibrationCheck[];
  readonly pValues: readonly number[];
}

/**
 * Tests models that are noise: their scores should average 0, and their p-values be uniform.
 *
 * A metric on which lower is better has no score that stands for chance; only its p-values count.
 */
export async function testNoiseModels<Source extends AuditedSource>(
  audited: AuditedMetric<Source>,
  subject: Subject<Source>,
  { seed, repeats, noiseModels }: CalibrationSettings,
  onProgress: (done: number, total: number) => void,
): Promise<NoiseModelTests> {
  const values: number[] = [];
  const pValues: number[] = [];
  // Not the seeds of simulations: a generator that drew the stimuli must not draw the noise.
  const seeds = new RandomState(seed);
  for (let first = 0; first < noiseModels; first += modelsPerSimulation) {
    const drawn = await subject.draw({ repeats, ...subject.smallest, seed: seed + first });
    for (let model = first; model < Math.min(first + modelsPerSimulation, noiseModels); model++) {
      onProgress(model, noiseModels);
      const random = new RandomState(seeds.randint(2 ** 32));
      const source = subject.noiseModel(drawn, random);
      const settings = { permutations, random, seed: seed + model };
      const test = await permutationTest(audited, subject, source, drawn.target, settings);
      values.push(test.value);
      pValues.push(test.pValue);
    }
  }
  onProgress(noiseModels, noiseModels);
  const falsePositives = checkShare(
    {
      id: 'false-positives',
      title: `Noise is taken for signal in ${100 * level} % of tests at that level`,
      expected: level,
      accepted: [level, level],
    },
    pValues.filter((pValue) => pValue <= level).length,
    noiseModels,
  );
  if (audited.metric.better === 'lower') return { checks: [falsePositives], pValues };
  const zero = checkMean(
    { id: 'noise', title: 'Noise scores zero', expected: 0, accepted: [0, 0] },
    values,
  );
  return { checks: [zero, falsePositives], pValues };
}
