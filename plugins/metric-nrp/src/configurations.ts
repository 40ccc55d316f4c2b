import { VentralError } from '@ventral/errors';
import type { NrpOptions } from './nrp-options.ts';

/** One predictor of a grid. */
export interface Configuration {
  /** Layers of the model that feed it, in the model's order. */
  readonly layers: readonly string[];
  readonly l1: number;
  readonly l2: number;
  readonly learningRate: number;
}

// Every choice of more layers than that would be more predictors than anyone can wait for.
const mostLayersInEveryChoice = 8;

/**
 * The grid that options ask for: each choice of layers with each size and learning rate.
 *
 * @param layers the layers that features come from
 * @throws VentralError `OPTION_INVALID` for every choice of more than 8 layers
 */
export function listConfigurations(
  layers: readonly string[],
  { l1, l2, learningRate, subsets }: NrpOptions,
): readonly Configuration[] {
  return chooseSubsets(layers, subsets).flatMap((chosen) =>
    severalOf(l1).flatMap((first) =>
      severalOf(l2).flatMap((second) =>
        severalOf(learningRate).map((rate) => ({
          layers: chosen,
          l1: first,
          l2: second,
          learningRate: rate,
        })),
      ),
    ),
  );
}

function chooseSubsets(
  layers: readonly string[],
  subsets: NrpOptions['subsets'],
): readonly (readonly string[])[] {
  if (subsets === 'together' || layers.length === 1) return [layers];
  if (subsets === 'each') return [...layers.map((layer) => [layer]), layers];
  if (layers.length > mostLayersInEveryChoice) {
    throw new VentralError(
      'OPTION_INVALID',
      `Every choice of ${layers.length} layers would be ${2 ** layers.length - 1} predictors.`,
      { hint: `Name at most ${mostLayersInEveryChoice} layers, or use subsets=each.` },
    );
  }
  return Array.from({ length: 2 ** layers.length - 1 }, (_, index) =>
    layers.filter((_layer, place) => ((index + 1) >> place) & 1),
  );
}

function severalOf(values: number | readonly number[]): readonly number[] {
  return typeof values === 'number' ? [values] : [...new Set(values)];
}
