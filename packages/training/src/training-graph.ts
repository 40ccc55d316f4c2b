import { createGraphWriter, differentiate, namesIn } from '@ventral/gradients';
import {
  encodeNode,
  extendModel,
  type GraphDescription,
  type GraphValue,
  type OnnxModel,
} from '@ventral/onnx';
import { addAdamStep } from './adam.ts';
import { lossKinds } from './losses/loss-kinds.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import type { Precision } from './tensors.ts';
import type { AdamSettings, Loss } from './training-engine.ts';

/** Names of the samples and the targets that go into a graph whole. */
export const wholeTargets = '$targets';
export const wholeSamples = (input: string): string => `$samples ${input}`;

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
 *
 * @throws VentralError `GRADIENT_UNAVAILABLE` where an operator of the network has no gradient
 */
export async function trainingGraph(
  { model, inputs, parameters, shapes, output }: PreparedNetwork,
  loss: Loss,
  adam: Required<AdamSettings>,
  precision: Precision,
): Promise<OnnxModel> {
  const value = (name: string, shape: GraphValue['shape']) => ({ name, type: precision, shape });
  const batchTargets = '$batch of targets';
  const derivative = await differentiate(model, {
    of: lossKinds[loss].objective(output, batchTargets),
    by: Object.keys(parameters),
  });
  const { graph } = derivative.model;
  const gather = (whole: string, batch: string) => ({
    operation: 'Gather',
    inputs: [whole, '$rows'],
    outputs: [batch],
  });

  const described = Object.entries(parameters);
  const states = described.flatMap(([name, { shape }]) =>
    stateNames(name).map((state) => value(state, shape)),
  );
  const step = createGraphWriter(precision, namesIn(derivative.model));
  const stepped = described.flatMap(([name, { shape }]) => {
    const [parameter, first, second] = stateNames(name);
    const gradient = derivative.gradients[name] as string;
    const names = { parameter, first, second, gradient, stepSize: '$stepSize' };
    const next = addAdamStep(names, adam, step);
    return [next.parameter, next.first, next.second].map((state) => value(state, shape));
  });
  const body: GraphDescription = {
    inputs: [...states, { name: '$rows', type: 'int32', shape: ['batch'] }, value('$stepSize', [])],
    outputs: [...stepped, value(derivative.objective, [])],
    nodes: [
      ...inputs.map(({ name }) => gather(wholeSamples(name), name)),
      gather(wholeTargets, batchTargets),
      ...graph.node,
      ...step.nodes,
    ],
  };
  const afterwards = [...states.map(({ name }) => after(name)), '$losses'];
  // Weights and constants stay in the graph around the body, which sees them.
  return extendModel(
    { ...derivative.model, graph: { ...graph, input: [] } },
    {
      nodes: [
        encodeNode({
          operation: 'Scan',
          inputs: [...states.map(({ name }) => before(name)), '$order', '$stepSizes'],
          outputs: afterwards,
          attributes: { num_scan_inputs: { int: 2 }, body: { graph: body } },
        }),
      ],
      inputs: [
        ...inputs.map(({ name, shape }) => value(wholeSamples(name), ['samples', ...shape])),
        value(wholeTargets, ['samples', ...(shapes[output] ?? [])]),
        { name: '$order', type: 'int32', shape: ['steps', 'batch'] },
        value('$stepSizes', ['steps']),
        ...states.map(({ name, shape }) => value(before(name), shape)),
      ],
      constants: step.constants,
      outputs: afterwards,
    },
  );
}
