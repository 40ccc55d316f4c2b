import { VentralError } from '@ventral/errors';
import { findValueSizes } from '@ventral/gradients';
import {
  inlineConditions,
  modelInputs,
  type OnnxModel,
  readFloatWeights,
  requireInference,
  tapLayers,
  withInputs,
} from '@ventral/onnx';
import { type RunningStatistics, withBatchStatistics } from './batch-statistics.ts';
import type { OnnxNetwork } from './network.ts';
import type { TrainingObjective } from './objectives/training-objective.ts';
import { chooseWeights, networkOutput } from './onnx-network.ts';
import type { DrawnInput } from './samples/drawn-input.ts';
import type { NamedArrays } from './training-engine.ts';

/** Statistics that a normalisation keeps, and over how many numbers a sample has part in them. */
export interface CountedStatistics extends RunningStatistics {
  readonly perSample: number;
}

/** A network of images that is ready to be trained. */
export interface TrainedForm {
  /** Takes images and every weight as inputs, and normalises by the statistics of its batch. */
  readonly training: OnnxModel;
  /** The same for inference: takes the running statistics as inputs as well. */
  readonly inference: OnnxModel;
  /** Name of the input that takes images. */
  readonly image: string;
  /** Name of the value that has one number a class. */
  readonly output: string;
  readonly classes: number;
  /** As they are before training, those of objectives included. */
  readonly weights: NamedArrays;
  /** Names of the weights that an objective added. */
  readonly added: ReadonlyMap<TrainingObjective, readonly string[]>;
  readonly runningStatistics: NamedArrays;
  readonly statistics: readonly CountedStatistics[];
  /** What the graphs take beside images, weights and what objectives go with. */
  readonly drawn: readonly DrawnInput[];
}

/** How a network learns where that is not how it is used. */
export interface LearningForm {
  /**
   * The network as it learns: the same weights under the same names.
   * @default the network as it is used
   */
  readonly learning?: OnnxModel | undefined;
  /**
   * What either takes beside images.
   * @default nothing
   */
  readonly drawn?: readonly DrawnInput[] | undefined;
}

/**
 * Makes a network ready to be trained on images.
 *
 * @throws VentralError `OPTION_INVALID` where it does not take colour images of this size, channels first
 * @throws VentralError `SHAPE_MISMATCH` where its output has no row of numbers for each image
 * @throws VentralError `MODEL_IN_TRAINING` for a network that was exported in training mode
 */
export async function prepareTrained(
  network: OnnxNetwork,
  objectives: readonly TrainingObjective[],
  { height, width }: { readonly height: number; readonly width: number },
  { learning = network.model, drawn = [] }: LearningForm = {},
): Promise<TrainedForm> {
  for (const model of new Set([network.model, learning])) requireInference(model);
  const output = networkOutput(network);
  const layers = objectives.flatMap(({ layers: own = [] }) => own);
  const whole = tapLayers(await inlineConditions(network.model, {}), [output]);
  const learningOutput = networkOutput({ ...network, model: learning });
  const learner = tapLayers(await inlineConditions(learning, {}), [
    ...new Set([learningOutput, ...layers]),
  ]);
  const image = imageInputOf(whole, height, width, drawn);
  const samples = { name: image, type: 'float32' as const, shape: ['samples', 3, height, width] };
  const float = (name: string, shape: readonly number[]) => ({ name, type: samples.type, shape });

  const chosen = chooseWeights(learner, network.trainable).map(({ name }) => name);
  const normalized = withBatchStatistics(learner);
  const kept = normalized.statistics.flatMap(({ mean, variance }) => [mean, variance]);
  const [weights, runningStatistics] = await Promise.all([
    readFloatWeights(learner, chosen),
    readFloatWeights(learner, kept),
  ]);
  const asInputs = (arrays: NamedArrays) =>
    Object.entries(arrays).map(([name, { shape }]) => float(name, shape));
  const beside = drawn.map(({ name, shape }) => ({
    ...samples,
    name,
    shape: ['samples', ...shape],
  }));
  let training = withInputs(normalized.model, [samples, ...beside, ...asInputs(weights)]);
  const all: Record<string, NamedArrays[string]> = { ...weights };
  const added = new Map<TrainingObjective, readonly string[]>();
  for (const objective of objectives) {
    const extended = await objective.extend?.(training);
    if (extended === undefined) continue;
    training = extended.model;
    Object.assign(all, extended.weights);
    added.set(objective, Object.keys(extended.weights));
  }
  const sizes = await findValueSizes(training, {});
  const [rows, classes, ...more] = sizes.sizes(learningOutput);
  if (rows !== undefined || classes === undefined || more.length > 0) {
    const found = sizes.sizes(learningOutput).map((size) => size ?? 'samples');
    throw new VentralError(
      'SHAPE_MISMATCH',
      `'${output}' of ${network.model.name} is ${found.join(' x ')}, and should be samples x classes.`,
      { hint: 'Export the network with a first axis of any size, or name another output.' },
    );
  }
  const statistics = normalized.statistics.map((one) => {
    const places = sizes.sizes(one.of).slice(2);
    return { ...one, perSample: places.reduce<number>((all, size) => all * (size ?? 1), 1) };
  });
  const taking = [samples, ...beside, ...asInputs(weights), ...asInputs(runningStatistics)];
  const inference = withInputs(whole, taking);
  return {
    training,
    inference,
    image,
    output,
    classes,
    weights: all,
    added,
    runningStatistics,
    statistics,
    drawn,
  };
}

function imageInputOf(
  model: OnnxModel,
  height: number,
  width: number,
  drawn: readonly DrawnInput[],
): string {
  const inputs = modelInputs(model).filter(({ name }) => drawn.every((one) => one.name !== name));
  const [input] = inputs;
  const fits = (index: number, size: number) =>
    input?.shape[index] === undefined || input.shape[index] === size;
  const isImage = input?.type === 'float32' && input.shape.length === 4;
  if (inputs.length === 1 && isImage && fits(1, 3) && fits(2, height) && fits(3, width)) {
    return input.name;
  }
  const shown = inputs.map(({ name, type, shape }) => {
    return `'${name}' (${type}, ${shape.map((size) => size ?? '?').join(' x ')})`;
  });
  throw new VentralError(
    'OPTION_INVALID',
    `${model.name} takes ${shown.join(', ')}, and no images of ${height} x ${width} pixels in three colours.`,
    { hint: 'Networks are trained whose one input is samples x 3 x height x width, of float32.' },
  );
}
