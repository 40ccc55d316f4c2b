import type { GraphValue, ModelGraph } from '@ventral/onnx';
import { addAdamStep } from './adam.ts';
import { createGraphWriter, type Precision } from './graph-writer.ts';
import { addForward, addLossGradients } from './loss-gradients.ts';
import type { NetworkPlan } from './network-plan.ts';
import type { AdamSettings, Loss } from './training-engine.ts';

/** Names of the samples and the targets that go into a graph whole. */
export const wholeTargets = '$targets';
export const wholeSamples = (layer: string): string => `$samples ${layer}`;

/** Names of what goes round from step to step: parameters and their moments. */
export function stateNames(parameter: string): readonly [string, string, string] {
  return [parameter, `$first ${parameter}`, `$second ${parameter}`];
}
export const before = (state: string): string => `$before ${state}`;
export const after = (state: string): string => `$after ${state}`;

/**
 * A whole epoch as one graph: a `Scan` over batches, whose body gathers the samples of a batch,
 * computes the loss and its gradients, and takes a step of Adam.
 *
 * Inputs: the samples, the targets, `$order` (`steps x batch`, indices of samples), `$stepSizes`
 * (`steps`), and the state before. Outputs: the state after, and `$losses` (`steps`).
 */
export function trainingGraph(
  plan: NetworkPlan,
  loss: Loss,
  adam: Required<AdamSettings>,
  precision: Precision,
): ModelGraph {
  const value = (name: string, shape: GraphValue['shape']) => ({ name, type: precision, shape });
  const graph = createGraphWriter(precision);
  const targets = addBatch(plan, graph);
  addForward(plan, graph);
  const { loss: lossName, gradients } = addLossGradients(plan, loss, targets, graph);

  const parameters = Object.entries(plan.parameters);
  const states = parameters.flatMap(([name, { shape }]) =>
    stateNames(name).map((state) => value(state, shape)),
  );
  const stepped = parameters.flatMap(([name, { shape }]) => {
    const [parameter, first, second] = stateNames(name);
    const gradient = gradients[name] as string;
    const names = { parameter, first, second, gradient, stepSize: '$stepSize' };
    const next = addAdamStep(names, adam, graph);
    return [next.parameter, next.first, next.second].map((state) => value(state, shape));
  });
  const body = {
    inputs: [
      ...states,
      { name: '$rows', type: 'int32' as const, shape: ['batch'] },
      value('$stepSize', []),
    ],
    outputs: [...stepped, value(lossName, [])],
    nodes: graph.nodes,
    initializers: graph.initializers,
  };
  return {
    inputs: [
      ...plan.inputs.map(({ name, shape }) => value(wholeSamples(name), ['samples', ...shape])),
      value(wholeTargets, ['samples', ...(plan.shapes[plan.output] ?? [])]),
      { name: '$order', type: 'int32', shape: ['steps', 'batch'] },
      value('$stepSizes', ['steps']),
      ...states.map(({ name, shape }) => value(before(name), shape)),
    ],
    outputs: [
      ...states.map(({ name, shape }) => value(after(name), shape)),
      value('$losses', ['steps']),
    ],
    nodes: [
      {
        operation: 'Scan',
        inputs: [...states.map(({ name }) => before(name)), '$order', '$stepSizes'],
        outputs: [...states.map(({ name }) => after(name)), '$losses'],
        attributes: { num_scan_inputs: { int: 2 }, body: { graph: body } },
      },
    ],
  };
}

/** Adds the nodes that pick the samples of a batch, and returns the name of their targets. */
function addBatch({ inputs }: NetworkPlan, graph: ReturnType<typeof createGraphWriter>): string {
  for (const { name } of inputs) graph.add('Gather', [wholeSamples(name), '$rows'], {}, name);
  return graph.add('Gather', [wholeTargets, '$rows']);
}
