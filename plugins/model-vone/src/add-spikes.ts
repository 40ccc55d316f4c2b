import { VentralError } from '@ventral/errors';
import type { GrowingGraph } from '@ventral/onnx';

/** How responses become spike counts, whose variance is their mean. */
export interface SpikeNoise {
  /**
   * Spikes that a response of 1 stands for, above 0.
   * @default 8.75
   */
  readonly spikes: number;
  /**
   * Spikes of a cell that does not respond, above 0: they keep it variable, and the root of its variance sloping.
   * @default 0.07
   */
  readonly baseline: number;
}

/**
 * Noise as VOneNets are trained and attacked with: a mean count of 0.35 spikes for a response of 1, and 0.07 without.
 * A response of 1 is that of cells with a gain of 25, which those here do not have.
 *
 * Reference: https://doi.org/10.1101/2020.06.16.154542; the three numbers are from memory. That they fit: cells here
 * respond with 0.034 on average to images that macaques looked at (Cowley2023.210325), and so with 0.37 spikes, where
 * the paper has, from memory too, 0.32.
 */
export const paperNoise: SpikeNoise = { spikes: 25 * 0.35, baseline: 0.07 };

/** @throws VentralError `OPTION_INVALID` for numbers of spikes that are not above 0 */
export function requireSpikes({ spikes, baseline }: SpikeNoise): void {
  for (const [what, value] of Object.entries({ spikes, baseline })) {
    if (value > 0 && value < Number.POSITIVE_INFINITY) continue;
    throw new VentralError('OPTION_INVALID', `Noise cannot have ${value} as its ${what}.`, {
      hint: `Give a number above 0, such as ${paperNoise[what as keyof SpikeNoise]}: without it the noise has no slope.`,
    });
  }
}

/**
 * Adds noise as of Poisson spike counts: normal, with a variance equal to the mean count; counts below 0 are cut
 * off. What is given on are counts less the baseline, as responses.
 *
 * @param responses name of the mean responses, 0 or more
 * @param numbers name of standard normal numbers, as many
 * @returns name of the responses of one look
 */
export function addSpikes(
  graph: GrowingGraph,
  responses: string,
  numbers: string,
  { spikes, baseline }: SpikeNoise,
): string {
  const constant = (name: string, value: number) =>
    graph.constant(`noise.${name}`, [], Float32Array.of(value));
  const [perResponse, silent] = [constant('spikes', spikes), constant('baseline', baseline)];
  const driven = graph.node('Mul', [responses, perResponse], 'noise.driven');
  const mean = graph.node('Add', [driven, silent], 'noise.mean');
  const deviation = graph.node('Sqrt', [mean], 'noise.deviation');
  const deviates = graph.node('Mul', [deviation, numbers], 'noise.deviates');
  const count = graph.node(
    'Relu',
    [graph.node('Add', [mean, deviates], 'noise.sum')],
    'noise.count',
  );
  const above = graph.node('Sub', [count, silent], 'noise.above');
  return graph.node('Div', [above, perResponse], 'noisy');
}
