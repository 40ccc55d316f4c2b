import type { NdArray } from '@ventral/arrays';
import { crossEntropy, differentiate } from '@ventral/gradients';
import { openSession, type Session, type SessionOptions, type Tensor } from '@ventral/onnx';
import type { TrainingObjective } from './objectives/training-objective.ts';
import { makeOptimizer } from './optimizers/make-optimizer.ts';
import type { OptimizerSettings } from './optimizers/optimizer.ts';
import { objectiveWeights, passGraph } from './pass-graph.ts';
import type { CountedStatistics, TrainedForm } from './prepare-trained.ts';
import type { NamedArrays } from './training-engine.ts';

/** Everything that a step changes; plain data. */
export interface TrainerState {
  /** Weights that learn, those of objectives included, by name. */
  readonly weights: NamedArrays;
  /** Running means and variances, by name. */
  readonly statistics: NamedArrays;
  /** What the optimizer keeps, by name of the weight. */
  readonly slots: Readonly<Record<string, readonly NdArray[]>>;
  /** Steps taken. */
  readonly steps: number;
}

/** What a pass is given: some images and what its objectives go with. */
interface PassBatch {
  /** `samples x 3 x height x width`, as the network takes them. */
  readonly images: Tensor;
  readonly feeds: Readonly<Record<string, Tensor>>;
  /** What each objective is multiplied by. */
  readonly weights: readonly number[];
}

/** What a step found before it moved the weights. */
interface StepResult {
  /** The weighted sum over all passes. */
  readonly loss: number;
  /** The value of each objective, by pass. */
  readonly values: readonly (readonly number[])[];
}

/** A network while it learns. Close it when done. */
export interface NetworkTrainer extends AsyncDisposable {
  /** Takes one step along the sum of the gradients of all passes. */
  step(batches: readonly PassBatch[], learningRate: number): Promise<StepResult>;
  /**
   * What the network says of images, `samples x classes`, as for inference.
   *
   * @param beside what it takes beside them
   */
  predict(images: Tensor, beside: Readonly<Record<string, Tensor>>): Promise<Float32Array>;
  /** The gradient of the mean cross-entropy by images, as for inference. */
  slopes(
    images: Tensor,
    labels: readonly number[],
    beside: Readonly<Record<string, Tensor>>,
  ): Promise<Float32Array>;
  /** Copies of what there is now. */
  state(): TrainerState;
}

// As PyTorch's `momentum`: how much of a running statistic a batch makes new.
const renewal = 0.1;

/**
 * Opens a network for training. Each pass is a graph of its own, which takes the weights as inputs: nothing is built
 * anew from step to step, and no weight is copied but for its gradient. The same steps give the same bits on one
 * machine with as many threads.
 *
 * @param passes the objectives of each pass
 * @param state of a training of the same form that is gone on with
 * @throws VentralError `GRADIENT_UNAVAILABLE`, `LAYER_NOT_FOUND`, `SHAPE_MISMATCH`, `OPTION_INVALID`
 */
export async function openNetworkTrainer(
  form: TrainedForm,
  passes: readonly (readonly TrainingObjective[])[],
  settings: OptimizerSettings,
  options: SessionOptions,
  state?: TrainerState,
): Promise<NetworkTrainer> {
  const optimizer = makeOptimizer(settings);
  const ofOthers = (objectives: readonly TrainingObjective[]) =>
    new Set([...form.added].flatMap(([one, own]) => (objectives.includes(one) ? [] : own)));
  const copied = (arrays: NamedArrays) => mapValues(arrays, copyOf);
  const weights = copied(state?.weights ?? form.weights);
  const statistics = copied(state?.statistics ?? form.runningStatistics);
  const slots = mapValues(weights, ({ shape, values }, name) =>
    Array.from({ length: optimizer.slots }, (_, slot) => {
      const kept = state?.slots[name]?.[slot];
      return kept === undefined ? { shape, values: new Float32Array(values.length) } : copyOf(kept);
    }),
  );
  let steps = state?.steps ?? 0;
  const weightTensors = mapValues(weights, tensorOf);
  const inferenceTensors = { ...weightTensors, ...mapValues(statistics, tensorOf) };
  const batchStatistics = form.statistics.flatMap((one) => [one.batchMean, one.batchVariance]);

  const opened = await openAll(
    passes.map((objectives) => async () => {
      const others = ofOthers(objectives);
      const names = Object.keys(form.weights).filter((name) => !others.has(name));
      const graph = await passGraph(form.training, objectives, names, batchStatistics);
      return { graph, session: await openSession(graph.model, options) };
    }),
  );
  let predicting: Promise<Session> | undefined;
  let sloping: Promise<{ readonly session: Session; readonly gradient: string }> | undefined;
  const feedsOf = (session: Session, all: Readonly<Record<string, Tensor>>) =>
    Object.fromEntries(
      session.inputs.flatMap(({ name }) => (all[name] === undefined ? [] : [[name, all[name]]])),
    );

  return {
    async step(batches, learningRate) {
      const summed = new Map<string, Float32Array>();
      const values: number[][] = [];
      let loss = 0;
      for (const [index, { graph, session }] of opened.entries()) {
        const { images, feeds, weights: ofObjectives } = batches[index]!;
        const counted = {
          type: 'float64' as const,
          shape: [ofObjectives.length],
          values: Float64Array.from(ofObjectives),
        };
        const all = {
          ...weightTensors,
          [form.image]: images,
          ...feeds,
          [objectiveWeights]: counted,
        };
        const results = await session.run(feedsOf(session, all));
        loss += single(results[graph.total]);
        values.push(graph.values.map((name) => single(results[name])));
        for (const [name, gradient] of Object.entries(graph.gradients)) {
          const own = results[gradient]?.values as Float32Array;
          const before = summed.get(name);
          if (before === undefined) summed.set(name, own);
          else add(before, own);
        }
        // The running statistics are those of what the network is for, which comes first.
        if (index === 0) renew(statistics, form.statistics, results, images.shape[0] ?? 1);
      }
      steps++;
      for (const [name, gradient] of summed) {
        const kept = slots[name]!.map((slot) => slot.values as Float32Array);
        const own = weights[name]!.values as Float32Array;
        optimizer.move(own, gradient, kept, { learningRate, step: steps });
      }
      return { loss, values };
    },
    async predict(images, beside) {
      predicting ??= openSession(form.inference, options);
      const session = await predicting;
      const results = await session.run(
        feedsOf(session, { ...inferenceTensors, ...beside, [form.image]: images }),
      );
      return results[form.output]?.values as Float32Array;
    },
    async slopes(images, labels, beside) {
      sloping ??= openSlopes(form, options);
      const { session, gradient } = await sloping;
      const $labels = {
        type: 'int64' as const,
        shape: [labels.length],
        values: BigInt64Array.from(labels, BigInt),
      };
      const all = { ...inferenceTensors, ...beside, [form.image]: images, $labels };
      return (await session.run(feedsOf(session, all), [gradient]))[gradient]
        ?.values as Float32Array;
    },
    state: () => ({
      weights: copied(weights),
      statistics: copied(statistics),
      slots: mapValues(slots, (own) => own.map(copyOf)),
      steps,
    }),
    async [Symbol.asyncDispose]() {
      for (const { session } of opened) await session[Symbol.asyncDispose]();
      await (await predicting)?.[Symbol.asyncDispose]();
      await (await sloping)?.session[Symbol.asyncDispose]();
    },
  };
}

async function openSlopes(form: TrainedForm, options: SessionOptions) {
  const { model, gradients } = await differentiate(form.inference, {
    of: crossEntropy(form.output, '$labels'),
    by: [form.image],
  });
  return { session: await openSession(model, options), gradient: gradients[form.image] as string };
}

/** One after the other; where one cannot be opened, those before it are closed. */
async function openAll<Opened extends { readonly session: Session }>(
  openings: readonly (() => Promise<Opened>)[],
): Promise<readonly Opened[]> {
  const opened: Opened[] = [];
  try {
    for (const open of openings) opened.push(await open());
    return opened;
  } catch (error) {
    for (const { session } of opened) await session[Symbol.asyncDispose]();
    throw error;
  }
}

/** Moves running statistics towards those of a batch; the variance as that of what the batch was drawn from. */
function renew(
  statistics: NamedArrays,
  described: readonly CountedStatistics[],
  results: Readonly<Record<string, Tensor>>,
  samples: number,
): void {
  for (const { mean, variance, batchMean, batchVariance, perSample } of described) {
    const count = samples * perSample;
    const unbiased = count > 1 ? count / (count - 1) : 1;
    approach(statistics[mean]!.values, results[batchMean]?.values as Float32Array, 1);
    approach(
      statistics[variance]!.values,
      results[batchVariance]?.values as Float32Array,
      unbiased,
    );
  }
}

function approach(running: NdArray['values'], batch: Float32Array, scale: number): void {
  for (let at = 0; at < running.length; at++) {
    running[at] = (1 - renewal) * running[at]! + renewal * scale * batch[at]!;
  }
}

function add(into: Float32Array, more: Float32Array): void {
  for (let at = 0; at < into.length; at++) into[at] = into[at]! + more[at]!;
}

function single(tensor: Tensor | undefined): number {
  return Number(tensor?.values[0]);
}

function copyOf({ shape, values }: NdArray): NdArray {
  return { shape, values: Float32Array.from(values) };
}

function tensorOf({ shape, values }: NdArray): Tensor {
  return { type: 'float32', shape, values: values as Float32Array };
}

function mapValues<Value, Made>(
  values: Readonly<Record<string, Value>>,
  make: (value: Value, name: string) => Made,
): Readonly<Record<string, Made>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, make(value, name)]),
  );
}
