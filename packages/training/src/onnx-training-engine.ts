import type { NdArray } from '@ventral/arrays';
import { openSession, type Session, type Tensor, tapLayers } from '@ventral/onnx';
import { checkAdam, stepSizes } from './adam.ts';
import { checkOrder, checkTask } from './check-task.ts';
import type { Network, OnnxNetwork } from './network.ts';
import { prepareNetwork } from './prepare-network.ts';
import { requireFiniteLosses } from './require-finite-losses.ts';
import { floats, realNumbers, tensor } from './tensors.ts';
import type { NamedArrays, TrainingEngine, TrainingTask } from './training-engine.ts';
import {
  after,
  before,
  stateNames,
  trainingGraph,
  wholeSamples,
  wholeTargets,
} from './training-graph.ts';

/**
 * Trains with onnxruntime: an epoch is one run of one graph, forward pass, gradients and Adam
 * included. The same task gives the same bits on one machine.
 *
 * An epoch runs while JavaScript stands still: to train several networks at once, see
 * {@link fitNetworks}. Memory holds the samples once (copied where they are in shared memory or in
 * another precision) and parameters six times.
 */
export const onnxTrainingEngine: TrainingEngine<Network | OnnxNetwork> = { id: 'onnx', begin };

async function begin(task: TrainingTask<Network | OnnxNetwork>) {
  const { loss, batchSize, moments, precision = 'float32', threads } = task;
  const adam = checkAdam(task.optimizer);
  const network = await prepareNetwork(task.network, precision);
  const samples = checkTask(task, network);
  const sessionOptions = threads === undefined ? {} : { threads };
  const session = await openSession(
    await trainingGraph(network, loss, adam, precision),
    sessionOptions,
  );
  const forward = new Map<string, Promise<Session>>();

  const data: Record<string, Tensor> = { [wholeTargets]: tensor(task.targets, precision) };
  for (const { name } of network.inputs) {
    data[wholeSamples(name)] = tensor(task.inputs[name] as NdArray, precision);
  }
  const parameterNames = Object.keys(network.parameters);
  let state: Record<string, Tensor> = {};
  for (const name of parameterNames) {
    const { shape, values } = task.initialParameters[name] as NdArray;
    const parts = [values, moments?.first[name]?.values, moments?.second[name]?.values];
    for (const [index, part] of stateNames(name).entries()) {
      const own = parts[index] ?? new Float32Array(values.length);
      state[part] = { type: precision, shape, values: floats(precision, own) };
    }
  }
  let stepsDone = moments?.steps ?? 0;

  async function runSteps(rows: Int32Array, steps: number): Promise<ArrayLike<number>> {
    const sizes = floats(precision, stepSizes(adam, stepsDone, steps));
    const results = await session.run({
      ...data,
      ...rename(state, before),
      $order: { type: 'int32', shape: [steps, rows.length / steps], values: rows },
      $stepSizes: { type: precision, shape: [steps], values: sizes },
    });
    const losses = realNumbers(results.$losses).values;
    requireFiniteLosses(losses, adam.learningRate, stepsDone);
    state = Object.fromEntries(
      Object.keys(state).map((name) => [name, results[after(name)] as Tensor]),
    );
    stepsDone += steps;
    return losses;
  }

  /** Copies of what is kept of each parameter: itself, or one of its moments. */
  function copies(part: 0 | 1 | 2): NamedArrays {
    return Object.fromEntries(
      parameterNames.map((name) => {
        const { shape, values } = realNumbers(state[stateNames(name)[part]]);
        return [name, { shape, values: values.slice() }];
      }),
    );
  }

  return {
    async runEpoch(order: readonly number[]) {
      checkOrder(order, samples);
      const rows = Int32Array.from(order);
      const fullSteps = Math.floor(rows.length / batchSize);
      const full = rows.slice(0, fullSteps * batchSize);
      const rest = rows.slice(full.length);
      const losses: number[] = [];
      if (fullSteps > 0) losses.push(...Array.from(await runSteps(full, fullSteps)));
      // The rest is a batch of another size, and so a run of its own: a Scan's batches are equal.
      if (rest.length > 0) losses.push(...Array.from(await runSteps(rest, 1)));
      return Float64Array.from(losses);
    },
    async predict(inputs: NamedArrays, layer: string = network.output) {
      const opening =
        forward.get(layer) ?? openSession(tapLayers(network.model, [layer]), sessionOptions);
      forward.set(layer, opening);
      const opened = await opening;
      const feeds = Object.fromEntries(
        opened.inputs.map(({ name }) => [
          name,
          state[name] ?? tensor(inputs[name] as NdArray, precision),
        ]),
      );
      return realNumbers((await opened.run(feeds))[layer]);
    },
    parameters: async () => copies(0),
    moments: async () => ({ steps: stepsDone, first: copies(1), second: copies(2) }),
    async [Symbol.asyncDispose]() {
      await session[Symbol.asyncDispose]();
      for (const opened of forward.values()) await (await opened)[Symbol.asyncDispose]();
    },
  };
}

function rename(
  tensors: Readonly<Record<string, Tensor>>,
  newName: (name: string) => string,
): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, value]) => [newName(name), value]));
}
