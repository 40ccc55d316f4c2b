import { countValues, type NdArray } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { RandomState } from '@ventral/numerics';
import { drawParameters } from './draw-parameters.ts';
import { lossKinds } from './losses/loss-kinds.ts';
import { isOnnxNetwork, type Network, type OnnxNetwork } from './network.ts';
import { readTrainable } from './onnx-network.ts';
import { requireFiniteLosses } from './require-finite-losses.ts';
import type { Moments, NamedArrays, TrainingEngine, TrainingTask } from './training-engine.ts';

/** Which samples train, which decide when to stop, and which are only predicted. */
export interface SampleRoles {
  readonly training: readonly number[];
  /**
   * Samples whose loss decides when to stop and which parameters are kept.
   * @default none: every epoch is run, and the last parameters are kept
   */
  readonly validation?: readonly number[];
  /**
   * Samples that are predicted and decide nothing.
   * @default none
   */
  readonly test?: readonly number[];
}

/** A training from its seed to its end; plain data, so that it can be sent to a thread. */
export interface FitSettings<Trained extends Network | OnnxNetwork = Network>
  extends Omit<TrainingTask<Trained>, 'initialParameters' | 'moments'> {
  readonly samples: SampleRoles;
  /** Most epochs, from 1. */
  readonly epochs: number;
  /** Epochs without a lower validation loss after which training stops, from 1. */
  readonly patience: number;
  /** Seed of the first parameters (those of an ONNX network are in its file) and of each epoch's order. */
  readonly seed: number;
  /**
   * Whether parameters are wanted, and not the predictions alone: they may be large.
   * @default true
   */
  readonly keepParameters?: boolean;
  /**
   * Whether {@link FittedNetwork.state} is wanted: three times the parameters.
   * @default false
   */
  readonly keepState?: boolean;
  /**
   * The state that a training of the same settings, but for `epochs`, was left in: it goes on from there,
   * to the same bits as if it had not been left.
   * @default none: it begins
   */
  readonly state?: FitState | undefined;
}

/** Where a training was left; plain data. */
export interface FitState {
  /** As they were after the last epoch. */
  readonly parameters: NamedArrays;
  readonly moments: Moments;
  readonly trainingLosses: readonly number[];
  readonly validationLosses: readonly number[];
  /** As it was at its best epoch so far; none without validation samples. */
  readonly best?: FittedEpoch;
}

/** A network as it was after an epoch. */
export interface FittedEpoch {
  /** Empty where they are not kept. */
  readonly parameters: NamedArrays;
  /** The epoch whose parameters these are, counted from 1. */
  readonly bestEpoch: number;
  /** What it says of the validation samples: `samples x outputs`. */
  readonly validationPredictions?: NdArray;
  /** What it says of the test samples: `samples x outputs`. */
  readonly testPredictions?: NdArray;
}

/** A network as it was at its best epoch. */
export interface FittedNetwork extends FittedEpoch {
  /** Epochs run. */
  readonly epochs: number;
  /** Mean loss of the steps of each epoch, before each step's update. */
  readonly trainingLosses: readonly number[];
  /** Loss of the validation samples after each epoch; none without such samples. */
  readonly validationLosses: readonly number[];
  /** Where the training was left, for {@link FitSettings.state}; only where it is to be kept. */
  readonly state?: FitState;
}

/**
 * Trains a network until its validation loss no longer falls, and keeps its best parameters.
 *
 * One `RandomState(seed)` draws the first parameters ({@link drawParameters}) and then, for each
 * epoch, a permutation of the training samples; the weights of an ONNX network are those of its file. With fewer samples than a batch holds, a batch is
 * all of them.
 *
 * @param interrupt asked before each epoch; throws where the run is to stop
 * @throws VentralError `OPTION_INVALID` for epochs or patience that are no whole numbers from 1, or
 * without training samples
 * @throws VentralError `TRAINING_DIVERGED` where a loss is not finite
 */
export async function fitNetwork<Trained extends Network | OnnxNetwork>(
  engine: TrainingEngine<Trained>,
  settings: FitSettings<Trained>,
  interrupt: () => void = () => {},
): Promise<FittedNetwork> {
  const { samples, epochs, patience, seed, ...others } = settings;
  const { keepParameters = true, keepState = false, state, ...task } = others;
  for (const [name, value] of Object.entries({ epochs, patience })) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new VentralError('OPTION_INVALID', `Training cannot use ${name} ${value}.`, {
      hint: 'Give a whole number from 1.',
    });
  }
  const random = new RandomState(seed);
  const network: Network | OnnxNetwork = task.network;
  const initial = isOnnxNetwork(network)
    ? await readTrainable(network)
    : drawParameters(network, random);
  await using training = await engine.begin({
    ...task,
    initialParameters: state?.parameters ?? initial,
    ...(state !== undefined && { moments: state.moments }),
  });
  const { validation = [], test = [] } = samples;
  const validationInputs = selectSamples(task.inputs, validation);
  const testInputs = selectSamples(task.inputs, test);
  const validationTargets = selectRows(task.targets, validation);

  const trainingLosses = [...(state?.trainingLosses ?? [])];
  const validationLosses = [...(state?.validationLosses ?? [])];
  let steps = state?.moments.steps ?? 0;
  let best = state?.best;
  const keep = async (validationPredictions?: NdArray): Promise<FittedEpoch> => ({
    parameters: keepParameters ? await training.parameters() : {},
    bestEpoch: trainingLosses.length,
    ...(validationPredictions !== undefined && { validationPredictions }),
    ...(test.length > 0 && { testPredictions: await training.predict(testInputs) }),
  });
  const isOverdue = () => best !== undefined && trainingLosses.length - best.bestEpoch >= patience;

  // The orders of the epochs before are drawn again, so that the next one is the same.
  for (const _ of trainingLosses) random.permutation(samples.training);
  while (trainingLosses.length < epochs && !isOverdue()) {
    interrupt();
    const losses = await training.runEpoch(random.permutation(samples.training));
    steps += losses.length;
    trainingLosses.push(losses.reduce((sum, loss) => sum + loss, 0) / losses.length);
    if (validation.length === 0) continue;
    const predicted = await training.predict(validationInputs);
    const loss = lossKinds[task.loss].evaluate(predicted, validationTargets);
    requireFiniteLosses([loss], task.optimizer.learningRate, steps);
    const lowest = Math.min(...validationLosses);
    validationLosses.push(loss);
    if (loss < lowest) best = await keep(predicted);
  }
  const left = keepState && {
    state: {
      parameters: await training.parameters(),
      moments: await training.moments(),
      trainingLosses,
      validationLosses,
      ...(best !== undefined && { best }),
    },
  };
  const fitted = best ?? (await keep());
  const epochsRun = trainingLosses.length;
  return { ...fitted, epochs: epochsRun, trainingLosses, validationLosses, ...left };
}

function selectSamples(inputs: NamedArrays, rows: readonly number[]): NamedArrays {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, array]) => [name, selectRows(array, rows)]),
  );
}

function selectRows({ shape, values }: NdArray, rows: readonly number[]): NdArray {
  const size = countValues(shape.slice(1));
  const selected =
    values instanceof Float32Array
      ? new Float32Array(rows.length * size)
      : new Float64Array(rows.length * size);
  rows.forEach((row, index) => {
    selected.set(values.subarray(row * size, (row + 1) * size), index * size);
  });
  return { shape: [rows.length, ...shape.slice(1)], values: selected };
}
