import type { NdArray } from '@ventral/arrays';
import { buildModel, openSession } from '@ventral/onnx';
import { createGraphWriter, type Precision } from './graph-writer.ts';
import { addForward, addLossGradients } from './loss-gradients.ts';
import { planNetwork } from './network-plan.ts';
import { realNumbers, tensor } from './tensors.ts';
import type { Loss, NamedArrays, TrainingTask } from './training-engine.ts';

/**
 * The loss of samples and its gradient by every parameter: what one step of a training follows.
 *
 * @throws VentralError `OPTION_INVALID` for a network whose layers do not fit together
 * @throws VentralError `MODEL_FAILED` for arrays that do not fit the network
 */
export async function computeGradients({
  network,
  loss,
  inputs,
  targets,
  initialParameters,
  precision = 'float32',
}: Omit<TrainingTask, 'optimizer' | 'batchSize'>): Promise<{
  readonly loss: number;
  readonly gradients: NamedArrays;
}> {
  const model = gradientGraph(network, loss, precision);
  await using session = await openSession(buildModel(model.graph));
  const feeds = Object.entries({ ...inputs, ...initialParameters, $targets: targets });
  const results = await session.run(
    Object.fromEntries(feeds.map(([name, array]) => [name, tensor(array, precision)])),
  );
  const gradients: Record<string, NdArray> = {};
  for (const [parameter, name] of Object.entries(model.gradients)) {
    gradients[parameter] = realNumbers(results[name]);
  }
  return { loss: realNumbers(results[model.loss]).values[0] as number, gradients };
}

function gradientGraph(network: TrainingTask['network'], loss: Loss, precision: Precision) {
  const plan = planNetwork(network);
  const graph = createGraphWriter(precision);
  addForward(plan, graph);
  const names = addLossGradients(plan, loss, '$targets', graph);
  const value = (name: string, shape: readonly (number | string)[]) => ({
    name,
    type: precision,
    shape,
  });
  const parameters = Object.entries(plan.parameters);
  return {
    ...names,
    graph: {
      inputs: [
        ...plan.inputs.map(({ name, shape }) => value(name, ['samples', ...shape])),
        value('$targets', ['samples', ...(plan.shapes[plan.output] ?? [])]),
        ...parameters.map(([name, { shape }]) => value(name, shape)),
      ],
      outputs: [
        value(names.loss, []),
        ...parameters.map(([name, { shape }]) => value(names.gradients[name] as string, shape)),
      ],
      nodes: graph.nodes,
      initializers: graph.initializers,
    },
  };
}
