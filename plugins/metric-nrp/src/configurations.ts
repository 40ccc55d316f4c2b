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
const mostConfigurations = 1000;

/**
 * The grid that options ask for: each choice of layers with each size and learning rate.
 *
 * @param layers the layers that features come from
 * @throws VentralError `OPTION_INVALID` for every choice of more than 8 layers, or a grid of more than 1,000
 *   predictors
 */
export function listConfigurations(
  layers: readonly string[],
  options: NrpOptions,
): readonly Configuration[] {
  const several = (name: 'l1' | 'l2' | 'learningRate') => new Set([options[name]].flat());
  const subsets = chooseSubsets(layers, options.subsets);
  const count =
    subsets.length * several('l1').size * several('l2').size * several('learningRate').size;
  if (count > mostConfigurations) {
    throw new VentralError('OPTION_INVALID', `The grid has ${count} predictors.`, {
      hint: `Name fewer values or layers, for at most ${mostConfigurations}.`,
    });
  }
  const grid: Configuration[] = [];
  for (const chosen of subsets) {
    for (const l1 of several('l1')) {
      for (const l2 of several('l2')) {
        for (const learningRate of several('learningRate')) {
          grid.push({ layers: chosen, l1, l2, learningRate });
        }
      }
    }
  }
  return grid;
}

function chooseSubsets(
  layers: readonly string[],
  subsets: NrpOptions['subsets'],
): readonly (readonly string[])[] {
  if (subsets === 'together' || layers.length === 1) return [layers];
  if (subsets === 'each') return [...layers.map((layer) => [layer]), layers];
  const count = 2 ** layers.length - 1;
  if (layers.length > mostLayersInEveryChoice) {
    throw new VentralError(
      'OPTION_INVALID',
      `Every choice of ${layers.length} layers would be ${count} predictors.`,
      { hint: `Name at most ${mostLayersInEveryChoice} layers, or use subsets=each.` },
    );
  }
  return Array.from({ length: count }, (_, index) =>
    layers.filter((_layer, place) => ((index + 1) >> place) & 1),
  );
}
