import { type FeatureMatrix, featureMatrix, selectStimuli } from '@ventral/arrays';
import type { Dataset, RunContext, Score } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { median } from '@ventral/numerics';
import type { SimulatedDataset, SimulatedRecordings } from './simulation.ts';
import type { Drawn, Subject } from './subject.ts';
import { truthUnknown } from './truth-unknown.ts';

const sizes = {
  stimuli: 160,
  sites: 24,
  repeats: 50,
  power: { stimuli: [40, 80, 160, 320], sites: [2, 6, 24, 72], repeats: [1, 2, 5, 50] },
};

const featureCount = 30;

/**
 * Recordings of a region of simulated brains, and the stages of those brains as features.
 *
 * @throws VentralError `OPTION_INVALID` for data whose truth is not known, or an unknown region
 */
export function recordingsSubject(
  dataset: Dataset,
  region: string,
  context: RunContext,
): Subject<'features'> {
  const { id, regions, simulate } = dataset as Partial<SimulatedDataset> & Dataset;
  if (simulate === undefined) throw truthUnknown(`The truth behind ${id} is not known.`);
  if (!regions.includes(region)) {
    throw new VentralError('OPTION_INVALID', `${id} has no region '${region}'.`, {
      hint: `${didYouMean(region, regions)}Its regions are ${regions.join(', ')}.`,
    });
  }
  return {
    region,
    sizes,
    smallest: { stimuli: 60, sites: 8 },
    titles: {
      recovery: 'The stage that the recordings come from scores best',
      limit: 'The stage that the recordings come from predicts all that noise allows',
    },
    async draw(size): Promise<Drawn<'features'>> {
      const { stages, regions: recorded } = await simulate(size, context);
      const { recordings, stage, responses, reliabilities } = recorded[
        region
      ] as SimulatedRecordings;
      return {
        generators: stages,
        trueGenerator: stage,
        target: recordings,
        noiseless: responses,
        limitOf: (score) => limitOf(score, reliabilities),
      };
    },
    noiseModel({ generators, trueGenerator }, random) {
      const { stimulusIds } = generators.get(trueGenerator) as FeatureMatrix;
      const length = stimulusIds.length * featureCount;
      const values = Float64Array.from({ length }, () => random.standardNormal());
      return featureMatrix(values, stimulusIds);
    },
    permuteStimuli(source, random) {
      const { stimulusIds } = source;
      const order = Array.from(random.permutation(stimulusIds.length), (row) => stimulusIds[row]!);
      return { ...selectStimuli(source, order), stimulusIds };
    },
  };
}

/**
 * The limit of a correlation with recordings is the root of their reliability, site by site; the
 * score's is the median over sites. That of metrics which do not predict site by site is not known.
 */
function limitOf({ better, raw }: Score, reliabilities: readonly number[]): number | undefined {
  if (better === 'lower' || raw.perNeuroid === undefined) return undefined;
  return median(reliabilities.map(Math.sqrt));
}
