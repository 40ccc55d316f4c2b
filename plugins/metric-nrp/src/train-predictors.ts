import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Responses } from '@ventral/arrays';
import { type MetricRun, throwIfInterrupted } from '@ventral/core';
import { isVentralError, type VentralError } from '@ventral/errors';
import { type FitSettings, type FittedNetwork, fitNetwork, fitNetworks } from '@ventral/training';
import type { Configuration } from './configurations.ts';
import type { NrpSplit } from './draw-splits.ts';
import { inputBytes, requireMemory } from './fit-memory.ts';
import { encodePredictions } from './kept-predictions.ts';
import type { LayerFeatures } from './layer-features.ts';
import type { NrpOptions } from './nrp-options.ts';
import { countInputs, predictorInputs } from './predictor-inputs.ts';
import { inputName, predictorNetwork } from './predictor-network.ts';
import type { StandardizedRates } from './standardize-rates.ts';
import type { TensorflowEngine } from './training-engines.ts';

/** What became of one configuration in one split; plain JSON. */
export type Outcome =
  | {
      /** Mean absolute error of each site on the test images, in standard deviations. */
      readonly testErrors: readonly number[];
      /** The same on the validation images. */
      readonly validationErrors: readonly number[];
      readonly epochs: number;
      /** What was predicted of the test images, `images x sites`: float32, little endian, base64. */
      readonly testPredictions: string;
    }
  | { readonly diverged: string };

/** What predictors are trained on, and how. */
export interface Training {
  readonly layers: readonly LayerFeatures[];
  readonly responses: Responses;
  readonly splits: readonly NrpSplit[];
  /** Of each split. */
  readonly rates: readonly StandardizedRates[];
  readonly configurations: readonly Configuration[];
  readonly options: NrpOptions;
  /** What trains instead of onnxruntime. */
  readonly tensorflow?: TensorflowEngine | undefined;
}

/** A predictor to train: the layers that feed it, and all that its outcome depends on, in words. */
interface Predictor {
  readonly split: number;
  readonly index: number;
  readonly configuration: Configuration;
  readonly layers: readonly LayerFeatures[];
  readonly key: string;
}

// Bytes of inputs that are prepared ahead, so that splits are trained side by side.
const inputBudget = 2 ** 30;

/**
 * Trains a predictor for each configuration in each split, several at once, and keeps each outcome as
 * soon as it is known: what an interrupted search has done is not done again.
 *
 * @returns outcomes by split and configuration
 * @throws VentralError `OPTION_INVALID` where a predictor would not fit into memory
 * @throws VentralError `INTERRUPTED`
 */
export async function trainPredictors(
  training: Training,
  { signal, report, memo }: MetricRun,
): Promise<readonly (readonly Outcome[])[]> {
  const outcomes: Outcome[][] = training.splits.map(() => []);
  const all = listPredictors(training);
  let done = 0;
  const tellDone = () =>
    report({ task: 'Training predictors', done, total: all.length, unit: 'networks' });
  const take = ({ split, index }: Predictor, outcome: Outcome) => {
    outcomes[split]![index] = outcome;
    done++;
    tellDone();
  };

  const missing: Predictor[] = [];
  for (const predictor of all) {
    const known = (await memo?.get(predictor.key)) as Outcome | undefined;
    if (known === undefined) missing.push(predictor);
    else take(predictor, known);
  }
  tellDone();

  for (const group of groupPredictors(missing, training)) {
    throwIfInterrupted(signal, `after ${done} of ${all.length} predictors`);
    const settings: FitSettings[] = [];
    const inputs = new Map<string, ReturnType<typeof predictorInputs>>();
    for (const predictor of group) {
      const task = 'Preparing predictors';
      report({ task, done: settings.length, total: group.length, unit: 'networks' });
      settings.push(await prepareFit(predictor, training, inputs, signal));
    }
    const keep = async (index: number, outcome: Outcome) => {
      await memo?.set(group[index]!.key, outcome);
      take(group[index]!, outcome);
    };
    await fitAll(settings, training.tensorflow, signal, {
      onFitted: (index, fitted) => keep(index, outcomeOf(fitted, training, group[index]!.split)),
      onDiverged: (index, error) => keep(index, { diverged: error.message }),
    });
  }
  return outcomes;
}

function listPredictors(training: Training): readonly Predictor[] {
  const { layers, responses, splits, configurations, options, tensorflow } = training;
  const { batchSize, epochs, patience, components } = options;
  const rates = createHash('sha256').update(responses.values).digest('hex');
  // Back ends of TensorFlow.js differ in the last digits, as engines do.
  const engine = tensorflow?.id ?? 'onnx';
  return splits.flatMap((splitImages, split) =>
    configurations.map((configuration, index) => {
      const { l1, l2, learningRate } = configuration;
      const own = configuration.layers.map((name) => layers.find((one) => one.name === name)!);
      const key = JSON.stringify({
        what: 'nrp 2',
        features: own.map(({ digest }) => digest),
        ...{ rates, split: splitImages, l1, l2, learningRate },
        ...{ batchSize, epochs, patience, components, engine },
      });
      return { split, index, configuration, layers: own, key };
    }),
  );
}

/** Puts predictors together whose inputs fit into memory side by side. */
function groupPredictors(
  predictors: readonly Predictor[],
  { splits, responses, options }: Training,
): readonly (readonly Predictor[])[] {
  const threads = options.engine === 'onnx' ? availableParallelism() : 1;
  const [images, sites] = responses.shape;
  const groups: Predictor[][] = [];
  let bytes = 0;
  for (const predictor of predictors) {
    const { training } = splits[predictor.split]!;
    const counts = predictor.layers.map((layer) =>
      countInputs(layer, options.components, training.length),
    );
    requireMemory(predictor.configuration, counts, images, sites, threads);
    const group = groups.at(-1);
    const isPrepared = group?.some(({ split }) => split === predictor.split) ?? false;
    const added = isPrepared ? 0 : inputBytes(counts, images, sites);
    if (group !== undefined && (isPrepared || bytes + added <= inputBudget)) {
      group.push(predictor);
      bytes += added;
    } else {
      groups.push([predictor]);
      bytes = added;
    }
  }
  return groups;
}

/** @param prepared inputs that the predictors of a group share */
async function prepareFit(
  { split, configuration, layers }: Predictor,
  { splits, rates, responses, options }: Training,
  prepared: Map<string, ReturnType<typeof predictorInputs>>,
  signal: AbortSignal,
): Promise<FitSettings> {
  const { batchSize, epochs, patience, components } = options;
  const { seed, ...samples } = splits[split]!;
  const inputs = [];
  for (const layer of layers) {
    const place = `${split} ${layer.name}`;
    const made = prepared.get(place) ?? predictorInputs(layer, splits[split]!, components, signal);
    prepared.set(place, made);
    inputs.push(await made);
  }
  return {
    network: predictorNetwork(
      configuration,
      inputs.map(({ shape }) => shape[1]!),
      responses.shape[1],
    ),
    loss: 'meanSquaredError',
    optimizer: { learningRate: configuration.learningRate },
    inputs: Object.fromEntries(inputs.map((array, index) => [inputName(index), array])),
    targets: { shape: responses.shape, values: rates[split]!.values },
    ...{ batchSize, epochs, patience, samples, seed, keepParameters: false },
  };
}

interface FitHandlers {
  onFitted(index: number, fitted: FittedNetwork): Promise<void>;
  onDiverged(index: number, error: VentralError): Promise<void>;
}

async function fitAll(
  settings: readonly FitSettings[],
  tensorflow: TensorflowEngine | undefined,
  signal: AbortSignal,
  handlers: FitHandlers,
): Promise<void> {
  if (tensorflow === undefined) {
    await fitNetworks(settings, { signal, ...handlers });
    return;
  }
  const interrupt = () => throwIfInterrupted(signal, 'while predictors are trained');
  for (const [index, one] of settings.entries()) {
    try {
      await handlers.onFitted(index, await fitNetwork(tensorflow, one, interrupt));
    } catch (error) {
      if (!isVentralError(error, 'TRAINING_DIVERGED')) throw error;
      await handlers.onDiverged(index, error);
    }
  }
}

function outcomeOf(fitted: FittedNetwork, training: Training, split: number): Outcome {
  const { validation, test } = training.splits[split]!;
  const { values } = training.rates[split]!;
  const [, sites] = training.responses.shape;
  const errorsOn = (rows: readonly number[], predicted: ArrayLike<number> = []) =>
    Array.from({ length: sites }, (_, site) => {
      const sum = rows.reduce((total, row, index) => {
        return total + Math.abs(values[row * sites + site]! - predicted[index * sites + site]!);
      }, 0);
      return sum / rows.length;
    });
  return {
    testErrors: errorsOn(test, fitted.testPredictions?.values),
    validationErrors: errorsOn(validation, fitted.validationPredictions?.values),
    epochs: fitted.epochs,
    testPredictions: encodePredictions(fitted.testPredictions?.values ?? []),
  };
}
