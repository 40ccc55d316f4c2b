import type { NdArray } from '@ventral/arrays';
import { buildModel, openSession, type Session, type Tensor } from '@ventral/onnx';
import { checkAdam, stepSizes } from './adam.ts';
import { checkOrder, checkTask } from './check-task.ts';
import { forwardGraph } from './forward-graph.ts';
import { floats } from './graph-writer.ts';
import { planNetwork, requireComputed } from './network-plan.ts';
import { requireFiniteLosses } from './require-finite-losses.ts';
import { realNumbers, tensor } from './tensors.ts';
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
export const onnxTrainingEngine: TrainingEngine = { id: 'onnx', begin };

async function begin(task: TrainingTask) {
  const { network, loss, batchSize, precision = 'float32', threads } = task;
  const plan = planNetwork(network);
  const adam = checkAdam(task.optimizer);
  const samples = checkTask(task, plan);
  const sessionOptions = threads === undefined ? {} : { threads };
  const session = await openSession(
    buildModel(trainingGraph(plan, loss, adam, precision)),
    sessionOptions,
  );
  let forward: Promise<Session> | undefined;

  const data: Record<string, Tensor> = { [wholeTargets]: tensor(task.targets, precision) };
  for (const { name } of plan.inputs) {
    data[wholeSamples(name)] = tensor(task.inputs[name] as NdArray, precision);
  }
  const parameterNames = Object.keys(plan.parameters);
  let state: Record<string, Tensor> = {};
  for (const name of parameterNames) {
    const { shape, values } = task.initialParameters[name] as NdArray;
    const [parameter, first, second] = stateNames(name);
    const zeros = () => floats(precision, new Float32Array(values.length));
    state[parameter] = { type: precision, shape, values: floats(precision, values) };
    state[first] = { type: precision, shape, values: zeros() };
    state[second] = { type: precision, shape, values: zeros() };
  }
  let stepsDone = 0;

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
    async predict(inputs: NamedArrays, layer: string = plan.output) {
      requireComputed(plan, layer);
      forward ??= openSession(buildModel(forwardGraph(plan, precision)), sessionOptions);
      const feeds: Record<string, Tensor> = {};
      for (const { name } of plan.inputs) feeds[name] = tensor(inputs[name] as NdArray, precision);
      for (const name of parameterNames) feeds[name] = state[name] as Tensor;
      return realNumbers((await (await forward).run(feeds, [layer]))[layer]);
    },
    async parameters() {
      return Object.fromEntries(
        parameterNames.map((name) => {
          const { shape, values } = realNumbers(state[name]);
          return [name, { shape, values: values.slice() }];
        }),
      );
    },
    async [Symbol.asyncDispose]() {
      await session[Symbol.asyncDispose]();
      await (await forward)?.[Symbol.asyncDispose]();
    },
  };
}

function rename(
  tensors: Readonly<Record<string, Tensor>>,
  newName: (name: string) => string,
): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, value]) => [newName(name), value]));
}
