import { type Assembly, createAssembly, dimensionSize, selectAlong } from '@ventral/arrays';
import type { Dataset, RunContext } from '@ventral/core';
import type { SimulatedDataset } from './simulation.ts';
import type { Drawn, Subject } from './subject.ts';
import { truthUnknown } from './truth-unknown.ts';

const sizes = {
  stimuli: 96,
  repeats: 4,
  power: { stimuli: [48, 96, 240, 480], repeats: [2, 4, 20, 60] },
};

/**
 * Choices of simulated observers, and observers as probabilities of choices.
 *
 * @throws VentralError `OPTION_INVALID` for data without simulated choices
 */
export function choicesSubject(dataset: Dataset, context: RunContext): Subject<'probabilities'> {
  const { id, simulateChoices } = dataset as Partial<SimulatedDataset> & Dataset;
  if (simulateChoices === undefined) {
    throw truthUnknown(`${id} has no choices whose truth is known.`);
  }
  return {
    region: 'behavior',
    sizes,
    smallest: { stimuli: 48, repeats: 10 },
    titles: {
      recovery: 'The observer who made the choices scores best',
      limit: 'The observer who made the choices agrees with them as far as noise allows',
    },
    async draw(size): Promise<Drawn<'probabilities'>> {
      const { observers, observer, trials, agreements } = await simulateChoices(size, context);
      return {
        generators: observers,
        trueGenerator: observer,
        target: trials,
        // Noise of the trials enters the agreement of two halves twice, that with the truth once.
        limitOf({ metric }) {
          const agreement = agreements[metric?.id ?? ''];
          return agreement === undefined ? undefined : Math.sqrt(agreement);
        },
      };
    },
    noiseModel({ generators, trueGenerator }, random) {
      const like = generators.get(trueGenerator) as Assembly;
      const values = Float64Array.from(like.values, () => Math.exp(random.standardNormal()));
      return createAssembly({ ...like, values });
    },
    permuteStimuli(source, random) {
      const order = Array.from(random.permutation(dimensionSize(source, 'presentation')));
      return createAssembly({
        ...selectAlong(source, 'presentation', order),
        coords: source.coords,
      });
    },
  };
}
