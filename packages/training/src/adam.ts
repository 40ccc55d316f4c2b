import { VentralError } from '@ventral/errors';
import type { GraphWriter } from '@ventral/gradients';
import type { AdamSettings } from './training-engine.ts';

/** Adam with every setting filled in, and in range. */
export function checkAdam({
  learningRate,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-7,
}: AdamSettings): Required<AdamSettings> {
  const settings = { learningRate, beta1, beta2, epsilon };
  const inRange =
    learningRate > 0 &&
    Number.isFinite(learningRate) &&
    [beta1, beta2].every((beta) => beta >= 0 && beta < 1) &&
    epsilon > 0;
  if (inRange) return settings;
  throw new VentralError('OPTION_INVALID', `Adam cannot use ${JSON.stringify(settings)}.`, {
    hint: 'Learning rate and epsilon are above 0; beta1 and beta2 lie from 0 to below 1.',
  });
}

/**
 * How far each step goes, bias correction included.
 *
 * @param done steps taken before
 */
export function stepSizes(
  { learningRate, beta1, beta2 }: Required<AdamSettings>,
  done: number,
  count: number,
): Float64Array {
  const scale = (learningRate * (1 - beta1)) / Math.sqrt(1 - beta2);
  return Float64Array.from({ length: count }, (_, index) => {
    const step = done + index + 1;
    return (scale * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
  });
}

/**
 * Adds the nodes of one step for one parameter. Moments are kept as `m / (1 - beta1)` and
 * `v / (1 - beta2)`: two passes fewer over the parameters, and the same steps.
 *
 * @returns names of the new parameter and its new moments
 */
export function addAdamStep(
  names: { parameter: string; first: string; second: string; gradient: string; stepSize: string },
  { beta1, beta2, epsilon }: Required<AdamSettings>,
  graph: GraphWriter,
): { readonly parameter: string; readonly first: string; readonly second: string } {
  const { gradient, stepSize } = names;
  const first = graph.add('Add', [graph.add('Mul', [names.first, graph.number(beta1)]), gradient]);
  const second = graph.add('Add', [
    graph.add('Mul', [names.second, graph.number(beta2)]),
    graph.add('Mul', [gradient, gradient]),
  ]);
  const divisor = graph.add('Add', [
    graph.add('Sqrt', [second]),
    graph.number(epsilon / Math.sqrt(1 - beta2)),
  ]);
  const move = graph.add('Mul', [graph.add('Div', [first, divisor]), stepSize]);
  return { parameter: graph.add('Sub', [names.parameter, move]), first, second };
}
