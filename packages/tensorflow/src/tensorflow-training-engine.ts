import { setImmediate } from 'node:timers/promises';
import type { Tensor } from '@tensorflow/tfjs';
import type { NdArray } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import {
  checkAdam,
  checkOrder,
  checkTask,
  type NamedArrays,
  planNetwork,
  requireComputed,
  requireFiniteLosses,
  type TrainingEngine,
  type TrainingTask,
} from '@ventral/training';
import { type AdamState, adamStep } from './adam.ts';
import { arrayOf, tensorOf, tensorsOf } from './arrays.ts';
import { computeLayers } from './forward.ts';
import { loadTensorFlow, type TensorFlowOptions } from './load-tensorflow.ts';
import { lossGradients } from './loss-gradients.ts';
import type { TensorFlow, TensorFlowFunctions } from './tensorflow.ts';

/** A training engine, and what is to be said of it. */
export interface TensorFlowTrainingEngine extends TrainingEngine {
  /** What computes, and why nothing faster does: belongs beside every number made with it. */
  readonly note: string;
}

/**
 * Trains with TensorFlow.js, by its automatic differentiation, in float32. Its id names the back
 * end: `tensorflow-node`.
 *
 * Samples are held once more, and parameters about five times. The number of threads is the back
 * end's own: `threads` of a task is not heeded.
 *
 * @throws VentralError as {@link loadTensorFlow}
 */
export async function tensorflowTrainingEngine(
  options: TensorFlowOptions = {},
): Promise<TensorFlowTrainingEngine> {
  const tensorflow = await loadTensorFlow(options);
  return {
    id: `tensorflow-${tensorflow.backend}`,
    note: tensorflow.note,
    begin: (task) => begin(tensorflow, task),
  };
}

async function begin(tensorflow: TensorFlow, task: TrainingTask) {
  const { loss, batchSize, moments, precision = 'float32' } = task;
  if (precision !== 'float32') {
    throw new VentralError('OPTION_INVALID', `TensorFlow.js does not train in ${precision}.`, {
      hint: "Train in 'float32', or with onnxTrainingEngine.",
    });
  }
  const plan = planNetwork(task.network);
  const adam = checkAdam(task.optimizer);
  const samples = checkTask(task, plan);
  const inputNames = plan.inputs.map(({ name }) => name);
  const parameterNames = Object.keys(plan.parameters);
  const kept = tensorflow.compute((tf) => ({
    inputs: keepAll(tf, tensorsOf(tf, task.inputs, inputNames)),
    targets: tf.keep(tensorOf(tf, task.targets)),
  }));
  let states = tensorflow.compute((tf) =>
    parameterNames.map((name): AdamState => {
      const parameter = tensorOf(tf, task.initialParameters[name] as NdArray);
      return keepState(tf, {
        parameter,
        first: momentOf(tf, moments?.first[name], parameter),
        second: momentOf(tf, moments?.second[name], parameter),
      });
    }),
  );
  let stepsDone = moments?.steps ?? 0;

  function copies(part: keyof AdamState): NamedArrays {
    return tensorflow.compute(() =>
      Object.fromEntries(
        parameterNames.map((name, index) => [name, arrayOf((states[index] as AdamState)[part])]),
      ),
    );
  }

  function parametersNow(): Record<string, Tensor> {
    return Object.fromEntries(
      parameterNames.map((name, index) => [name, (states[index] as AdamState).parameter]),
    );
  }

  /** @returns the loss before the step */
  function takeStep(tf: TensorFlowFunctions, order: readonly number[]): number {
    const rows = tf.tensor1d([...order], 'int32');
    const batch = Object.fromEntries(
      Object.entries(kept.inputs).map(([name, values]) => [name, tf.gather(values, rows)]),
    );
    const targets = tf.gather(kept.targets, rows);
    const { loss: lossNow, gradients } = lossGradients(
      tf,
      { plan, loss },
      batch,
      targets,
      parametersNow(),
    );
    const value = lossNow.dataSync()[0] as number;
    requireFiniteLosses([value], adam.learningRate, stepsDone);
    stepsDone += 1;
    const next = states.map((state, index) => {
      const gradient = gradients[parameterNames[index] as string] as Tensor;
      return keepState(tf, adamStep(tf, state, gradient, adam, stepsDone));
    });
    for (const state of states) tf.dispose({ ...state });
    states = next;
    return value;
  }

  return {
    async runEpoch(order: readonly number[]) {
      checkOrder(order, samples);
      const losses: number[] = [];
      for (let start = 0; start < order.length; start += batchSize) {
        const rows = order.slice(start, start + batchSize);
        losses.push(tensorflow.compute((tf) => takeStep(tf, rows)));
        await setImmediate();
      }
      return Float64Array.from(losses);
    },
    async predict(inputs: NamedArrays, layer: string = plan.output) {
      requireComputed(plan, layer);
      return tensorflow.compute((tf) => {
        const values = computeLayers(tf, plan, tensorsOf(tf, inputs, inputNames), parametersNow());
        return arrayOf(values[layer] as Tensor);
      });
    },
    parameters: async () => copies('parameter'),
    moments: async () => ({ steps: stepsDone, first: copies('first'), second: copies('second') }),
    async [Symbol.asyncDispose]() {
      tensorflow.compute((tf) => {
        tf.dispose([kept.targets, ...Object.values(kept.inputs)]);
        for (const state of states) tf.dispose({ ...state });
      });
    },
  };
}

function momentOf(tf: TensorFlowFunctions, known: NdArray | undefined, parameter: Tensor): Tensor {
  return known === undefined ? tf.zerosLike(parameter) : tensorOf(tf, known);
}

function keepAll(
  tf: TensorFlowFunctions,
  tensors: Readonly<Record<string, Tensor>>,
): Readonly<Record<string, Tensor>> {
  for (const tensor of Object.values(tensors)) tf.keep(tensor);
  return tensors;
}

function keepState(tf: TensorFlowFunctions, state: AdamState): AdamState {
  keepAll(tf, { ...state });
  return state;
}
