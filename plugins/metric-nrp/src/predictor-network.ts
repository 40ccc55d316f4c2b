import type { Network, NetworkLayer } from '@ventral/training';
import type { Configuration } from './configurations.ts';

/** The name of the samples of a layer, in a predictor's network. */
export function inputName(index: number): string {
  return `features${index}`;
}

/**
 * The network of a neural response predictor: for each layer of the model a dense block of its own
 * (L1) with ReLU, side by side; a dense layer (L2) with ReLU; and a linear output a site.
 *
 * @param featureCounts of each layer of the configuration
 */
export function predictorNetwork(
  { l1, l2 }: Configuration,
  featureCounts: readonly number[],
  sites: number,
): Network {
  const blocks = featureCounts.flatMap((count, index): NetworkLayer[] => [
    { kind: 'input', name: inputName(index), shape: [count] },
    { kind: 'dense', name: `l1_${index}`, input: inputName(index), units: l1 },
    { kind: 'relu', name: `block${index}`, input: `l1_${index}` },
  ]);
  return {
    layers: [
      ...blocks,
      { kind: 'concatenate', name: 'blocks', inputs: featureCounts.map((_, i) => `block${i}`) },
      { kind: 'dense', name: 'l2', input: 'blocks', units: l2 },
      { kind: 'relu', name: 'hidden', input: 'l2' },
      { kind: 'dense', name: 'rates', input: 'hidden', units: sites },
    ],
  };
}

/** Numbers that {@link predictorNetwork} fits. */
export function countParameters(
  { l1, l2 }: Configuration,
  featureCounts: readonly number[],
  sites: number,
): number {
  const blocks = featureCounts.reduce((sum, count) => sum + (count + 1) * l1, 0);
  return blocks + (featureCounts.length * l1 + 1) * l2 + (l2 + 1) * sites;
}
