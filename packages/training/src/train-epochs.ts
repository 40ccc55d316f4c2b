import { VentralError } from '@ventral/errors';
import type { SessionOptions, Tensor } from '@ventral/onnx';
import { checkLearningRate, type LearningRateSettings, learningRateAt } from './learning-rate.ts';
import type { OnnxNetwork } from './network.ts';
import { type NetworkTrainer, openNetworkTrainer, type TrainerState } from './network-trainer.ts';
import {
  type AdversarialSettings,
  attackImages,
  type ImageSlopes,
} from './objectives/adversarial.ts';
import { type WeightedObjective, weightAt } from './objectives/training-objective.ts';
import type { OptimizerSettings } from './optimizers/optimizer.ts';
import { type LearningForm, prepareTrained, type TrainedForm } from './prepare-trained.ts';
import { requireFiniteLosses } from './require-finite-losses.ts';
import { type Augmentation, viewsOf } from './samples/augmentation.ts';
import { drawInputs } from './samples/drawn-input.ts';
import type { ImageSamples, PixelScale } from './samples/image-samples.ts';
import { randomOf } from './samples/random-of.ts';
import { endlessOrder, epochOrder } from './samples/sample-order.ts';
import { showImages } from './samples/show-images.ts';
import { imageTensor, type NamedImages, requireNamed, validate } from './validate.ts';

/** Images of one set, and what is to be small for them. Each step shows some of each set. */
export interface TrainingPass {
  readonly images: ImageSamples;
  /** Images a step, from 1; all of them where there are fewer. */
  readonly batchSize: number;
  /** @default every image as it is */
  readonly augmentation?: Augmentation;
  readonly objectives: readonly WeightedObjective[];
  /**
   * Adversarial training: images are attacked before they are learnt from.
   * @default they are not
   */
  readonly attack?: AdversarialSettings & { readonly labels: readonly number[] };
}

/** A training from its seed to its end. */
export interface EpochsTask extends LearningForm {
  readonly network: OnnxNetwork;
  /** How many classes the network has to tell apart. */
  readonly classes: number;
  readonly scale: PixelScale;
  /** An epoch shows every image of the first once; of the others, as many as that takes steps. */
  readonly passes: readonly [TrainingPass, ...TrainingPass[]];
  readonly optimizer: OptimizerSettings;
  readonly learningRate: LearningRateSettings;
  /** From 1. */
  readonly epochs: number;
  /** Of orders, augmentation, attacks, and what is drawn. */
  readonly seed: number;
  /**
   * Images that are named after each epoch.
   * @default none
   */
  readonly validation?: NamedImages;
  /** @default on the processor, with every thread that this process may use */
  readonly session?: SessionOptions;
}

/** How an epoch went. */
export interface EpochCurve {
  /** Counted from 1. */
  readonly epoch: number;
  /** Of its last step. */
  readonly learningRate: number;
  /** The mean over steps of the weighted sum of objectives, before each step. */
  readonly loss: number;
  /** The same of each objective without its weight, pass by pass; those of one name are numbered. */
  readonly objectives: Readonly<Record<string, number>>;
  /** Mean cross-entropy of the validation images, and the share of them that is named rightly. */
  readonly validation?: { readonly loss: number; readonly accuracy: number };
}

/** Where a training stands after an epoch; plain data. */
export interface EpochsState extends TrainerState {
  readonly curves: readonly EpochCurve[];
}

/** Who hears of a training. */
export interface EpochsListeners {
  /** Called after each epoch; the next one waits. */
  readonly onEpoch?: (state: EpochsState, curve: EpochCurve) => unknown;
  /** Called after each step. */
  readonly onStep?: (done: number, total: number) => void;
  /** Asked before each step; throws where the training is to stop. */
  readonly interrupt?: () => void;
}

// What random numbers are drawn for; orders and views have the first two, validation the fourth.
const attackPurpose = 3;
const drawnPurpose = 5;
const drawnInAttackPurpose = 6;

/**
 * Trains a network of an ONNX file on images, epoch by epoch. What is shown follows from the seed, the epoch and the
 * image: a training that goes on from a state has the same bits as one that was not left.
 *
 * @param state after some epoch of the same task: it goes on from there
 * @returns the state after the last epoch
 * @throws VentralError `OPTION_INVALID` for settings that cannot be used
 * @throws VentralError `TRAINING_DIVERGED` where the loss is not finite, naming the step
 * @throws VentralError `GRADIENT_UNAVAILABLE`, `LAYER_NOT_FOUND`, `SHAPE_MISMATCH`
 */
export async function trainEpochs(
  task: EpochsTask,
  { onEpoch, onStep, interrupt }: EpochsListeners = {},
  state?: EpochsState,
): Promise<EpochsState> {
  const { network, passes, optimizer, learningRate, epochs, validation } = task;
  requireWhole('epochs', epochs);
  checkLearningRate(learningRate);
  const [first] = passes;
  for (const { images, batchSize } of passes) {
    requireWhole('images a batch', batchSize);
    requireSameSize(images, first.images);
  }
  if (validation !== undefined) {
    requireSameSize(validation.images, first.images);
    requireNamed(validation, task.classes);
  }
  const ofPasses = passes.map(({ objectives }) => objectives.map(({ objective }) => objective));
  const form = await prepareTrained(network, ofPasses.flat(), first.images, task);
  if (form.classes !== task.classes) throw otherClasses(form, task);
  await using trainer = await openNetworkTrainer(
    form,
    ofPasses,
    optimizer,
    task.session ?? {},
    state,
  );
  const stepsOfEpoch = Math.ceil(first.images.count / first.batchSize);
  const shown = passes.map((pass, index) => showing(pass, index, task, trainer));
  const names = namesOf(passes);

  const curves = [...(state?.curves ?? [])];
  while (curves.length < epochs) {
    const losses = new Float64Array(stepsOfEpoch);
    const sums = names.map(() => 0);
    let rate = 0;
    for (let stepInEpoch = 0; stepInEpoch < stepsOfEpoch; stepInEpoch++) {
      interrupt?.();
      const step = curves.length * stepsOfEpoch + stepInEpoch;
      const done = step / stepsOfEpoch;
      rate = learningRateAt(learningRate, done, epochs);
      const batches = [];
      for (const [index, show] of shown.entries()) {
        const weights = passes[index]!.objectives.map((one) => weightAt(one, done));
        batches.push({ ...(await show(step)), weights });
      }
      const { loss, values } = await trainer.step(batches, rate);
      requireFiniteLosses([loss], rate, step);
      losses[stepInEpoch] = loss;
      for (const [index, value] of values.flat().entries()) sums[index]! += value;
      onStep?.(stepInEpoch + 1, stepsOfEpoch);
    }
    const curve: EpochCurve = {
      epoch: curves.length + 1,
      learningRate: rate,
      loss: losses.reduce((sum, loss) => sum + loss, 0) / stepsOfEpoch,
      objectives: Object.fromEntries(
        names.map((name, index) => [name, sums[index]! / stepsOfEpoch]),
      ),
      ...(validation !== undefined && {
        validation: await validate(trainer, validation, task.scale, {
          drawn: form.drawn,
          seed: task.seed,
        }),
      }),
    };
    curves.push(curve);
    await onEpoch?.({ ...trainer.state(), curves: [...curves] }, curve);
  }
  return { ...trainer.state(), curves };
}

/** What shows a pass the images of a step. */
function showing(
  { images, batchSize, augmentation = {}, objectives, attack }: TrainingPass,
  pass: number,
  { scale, seed, drawn = [] }: EpochsTask,
  trainer: NetworkTrainer,
) {
  const size = Math.min(batchSize, images.count);
  const makeOrder = pass === 0 ? epochOrder : endlessOrder;
  const order = makeOrder(images.count, size, seed, pass);
  const viewOf = viewsOf(augmentation, images.count, seed, pass);
  const slopesIn = (step: number): ImageSlopes => {
    let done = 0;
    // Each step of an attack has numbers of its own: it goes by what the network says on average.
    return (values, labels) => {
      const random = randomOf(seed, drawnInAttackPurpose, pass, step, done++);
      const beside = drawInputs(drawn, labels.length, random);
      return trainer.slopes(imageTensor(values, images), labels, beside);
    };
  };
  return async (step: number) => {
    const { rows, rounds } = order.at(step);
    const views = rows.map((row, place) => viewOf(row, rounds[place]!));
    const plain = showImages(images, rows, (place) => views[place]!, scale);
    const feeds: Readonly<Record<string, Tensor>> = Object.assign(
      drawInputs(drawn, rows.length, randomOf(seed, drawnPurpose, pass, step)),
      ...objectives.map(({ objective }) => objective.feeds(rows, views)),
    );
    if (attack === undefined) return { images: imageTensor(plain, images), feeds };
    const labels = rows.map((row) => attack.labels[row]!);
    const begun = randomOf(seed, attackPurpose, pass, step).randint(2 ** 32);
    const moved = await attackImages(plain, labels, attack, scale, slopesIn(step), begun);
    return { images: imageTensor(moved, images), feeds };
  };
}

/** What the objectives of all passes are called: one name of several gets numbers from the second on. */
function namesOf(passes: readonly TrainingPass[]): readonly string[] {
  const found = new Map<string, number>();
  return passes.flatMap(({ objectives }) =>
    objectives.map(({ objective: { name } }) => {
      const count = (found.get(name) ?? 0) + 1;
      found.set(name, count);
      return count === 1 ? name : `${name} ${count}`;
    }),
  );
}

function otherClasses({ output, classes }: TrainedForm, task: EpochsTask): VentralError {
  return new VentralError(
    'OPTION_INVALID',
    `'${output}' has ${classes} numbers an image, and the images are of ${task.classes} classes.`,
    {
      hint: 'Give a network with an output for each class, or this one a new last layer: --new-output.',
    },
  );
}

function requireWhole(what: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new VentralError('OPTION_INVALID', `Training cannot use ${value} ${what}.`, {
    hint: 'Give a whole number from 1.',
  });
}

function requireSameSize(images: ImageSamples, first: ImageSamples): void {
  const { count, height, width } = images;
  const isSame = height === first.height && width === first.width;
  if (count > 0 && isSame) return;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `There are ${count} images of ${height} x ${width} pixels; those of the first set have ` +
      `${first.height} x ${first.width}.`,
    { hint: 'Give each set images, all of the size that the network takes.' },
  );
}
