import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Responses } from '@ventral/arrays';
import { type MetricContext, throwIfInterrupted } from '@ventral/core';
import { isVentralError } from '@ventral/errors';
import { type FitSettings, type FittedNetwork, fitNetwork, fitNetworks } from '@ventral/training';
import type { Configuration } from './configurations.ts';
import type { NrpSplit } from './draw-splits.ts';
import { fitMemory, requireMemory } from './fit-memory.ts';
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
    }
  | { readonly diverged: string };

/** What predictors are trained on. */
export interface PredictorData {
  readonly layers: readonly LayerFeatures[];
  readonly responses: Responses;
  readonly splits: readonly NrpSplit[];
  /** Of each split. */
  readonly rates: readonly StandardizedRates[];
  /** What trains instead of onnxruntime. */
  readonly tensorflow?: TensorflowEngine | undefined;
}

interface Unit {
  readonly split: number;
  readonly configuration: number;
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
  data: PredictorData,
  configurations: readonly Configuration[],
  options: NrpOptions,
  context: MetricContext,
): Promise<readonly (readonly Outcome[])[]> {
  const outcomes: Outcome[][] = data.splits.map(() => []);
  const total = data.splits.length * configurations.length;
  let done = 0;
  const report = () =>
    context.report({ task: 'Training predictors', done, total, unit: 'networks' });
  const take = (unit: Unit, outcome: Outcome) => {
    (outcomes[unit.split] as Outcome[])[unit.configuration] = outcome;
    done++;
    report();
  };

  const missing: Unit[] = [];
  const keyOf = keysOf(data, options);
  for (const split of data.splits.keys()) {
    for (const [index, configuration] of configurations.entries()) {
      const unit = { split, configuration: index, key: keyOf(split, configuration) };
      const known = (await context.memo?.get(unit.key)) as Outcome | undefined;
      if (known === undefined) missing.push(unit);
      else take(unit, known);
    }
  }
  report();

  for (const group of groupSplits(missing, data, configurations, options)) {
    throwIfInterrupted(context.signal, `after ${done} of ${total} predictors`);
    const settings = await prepareFits(group, data, configurations, options, context);
    const keep = async (index: number, outcome: Outcome) => {
      const unit = group[index] as Unit;
      await context.memo?.set(unit.key, outcome);
      take(unit, outcome);
    };
    await fitAll(settings, data.tensorflow, context.signal, {
      onFitted: (index, fitted) => {
        const { split } = group[index] as Unit;
        return keep(index, outcomeOf(fitted, data, split));
      },
      onDiverged: (index, error) => keep(index, { diverged: error.message }),
    });
  }
  return outcomes;
}

async function fitAll(
  settings: readonly FitSettings[],
  tensorflow: TensorflowEngine | undefined,
  signal: AbortSignal,
  { onFitted, onDiverged }: Required<Pick<FitHandlers, 'onFitted' | 'onDiverged'>>,
): Promise<void> {
  if (tensorflow === undefined) {
    await fitNetworks(settings, { signal, onFitted, onDiverged });
    return;
  }
  const interrupt = () => throwIfInterrupted(signal, 'while predictors are trained');
  for (const [index, one] of settings.entries()) {
    try {
      await onFitted(index, await fitNetwork(tensorflow, one, interrupt));
    } catch (error) {
      if (!isVentralError(error, 'TRAINING_DIVERGED')) throw error;
      await onDiverged(index, error);
    }
  }
}

type FitHandlers = NonNullable<Parameters<typeof fitNetworks>[1]>;

/** Everything an outcome depends on, in words. */
function keysOf(
  { layers, responses, splits, tensorflow }: PredictorData,
  { batchSize, epochs, patience, components }: NrpOptions,
): (split: number, configuration: Configuration) => string {
  const rates = createHash('sha256').update(responses.values).digest('hex');
  // Back ends of TensorFlow.js differ in the last digits, as engines do.
  const engine = tensorflow?.id ?? 'onnx';
  return (split, configuration) => {
    const features = configuration.layers.map((name) => layerCalled(layers, name).digest);
    const { l1, l2, learningRate } = configuration;
    return JSON.stringify({
      what: 'nrp 1',
      ...{ features, rates, split: splits[split], l1, l2, learningRate },
      ...{ batchSize, epochs, patience, components, engine },
    });
  };
}

function* groupSplits(
  units: readonly Unit[],
  data: PredictorData,
  configurations: readonly Configuration[],
  { components, engine }: NrpOptions,
): Generator<readonly Unit[]> {
  const threads = engine === 'onnx' ? availableParallelism() : 1;
  let group: Unit[] = [];
  let bytes = 0;
  for (const unit of units) {
    const configuration = configurations[unit.configuration] as Configuration;
    const { training } = data.splits[unit.split] as NrpSplit;
    const counts = configuration.layers.map((name) =>
      countInputs(layerCalled(data.layers, name), components ?? 0, training.length),
    );
    const images = data.responses.stimulusIds.length;
    const memory = fitMemory(configuration, counts, images, data.responses.neuroidIds.length);
    requireMemory(memory, threads, configuration);
    const isNew = group.every(({ split }) => split !== unit.split);
    if (isNew && group.length > 0 && bytes + memory.inputs > inputBudget) {
      yield group;
      group = [];
      bytes = 0;
    }
    if (isNew || group.length === 0) bytes += memory.inputs;
    group.push(unit);
  }
  if (group.length > 0) yield group;
}

async function prepareFits(
  units: readonly Unit[],
  data: PredictorData,
  configurations: readonly Configuration[],
  { components, batchSize, epochs, patience }: NrpOptions,
  { signal, report }: MetricContext,
): Promise<FitSettings[]> {
  const prepared = new Map<string, ReturnType<typeof predictorInputs>>();
  const inputsOf = (split: number, name: string) => {
    const place = JSON.stringify([split, name]);
    const made =
      prepared.get(place) ??
      predictorInputs(
        layerCalled(data.layers, name),
        data.splits[split] as NrpSplit,
        components ?? 0,
        signal,
      );
    prepared.set(place, made);
    return made;
  };
  const [images, sites] = [data.responses.stimulusIds.length, data.responses.neuroidIds.length];
  const reportPrepared = (done: number) =>
    report({ task: 'Preparing predictors', done, total: units.length, unit: 'networks' });
  const settings: FitSettings[] = [];
  for (const [done, unit] of units.entries()) {
    reportPrepared(done);
    const configuration = configurations[unit.configuration] as Configuration;
    const { seed, ...samples } = data.splits[unit.split] as NrpSplit;
    const inputs = [];
    for (const name of configuration.layers) inputs.push(await inputsOf(unit.split, name));
    settings.push({
      network: predictorNetwork(
        configuration,
        inputs.map(({ shape }) => shape[1] as number),
        sites,
      ),
      loss: 'meanSquaredError',
      optimizer: { learningRate: configuration.learningRate },
      inputs: Object.fromEntries(inputs.map((array, index) => [inputName(index), array])),
      targets: {
        shape: [images, sites],
        values: (data.rates[unit.split] as StandardizedRates).values,
      },
      ...{ batchSize, epochs, patience, samples, seed, keepParameters: false },
    });
  }
  reportPrepared(units.length);
  return settings;
}

function outcomeOf(fitted: FittedNetwork, data: PredictorData, split: number): Outcome {
  const { validation, test } = data.splits[split] as NrpSplit;
  const { values } = data.rates[split] as StandardizedRates;
  const sites = data.responses.neuroidIds.length;
  const errorsOn = (rows: readonly number[], predicted: ArrayLike<number>) =>
    Array.from({ length: sites }, (_, site) => {
      const sum = rows.reduce((total, row, index) => {
        const off =
          (values[row * sites + site] as number) - (predicted[index * sites + site] as number);
        return total + Math.abs(off);
      }, 0);
      return sum / rows.length;
    });
  return {
    testErrors: errorsOn(test, fitted.testPredictions?.values ?? []),
    validationErrors: errorsOn(validation, fitted.validationPredictions?.values ?? []),
    epochs: fitted.epochs,
  };
}

function layerCalled(layers: readonly LayerFeatures[], name: string): LayerFeatures {
  return layers.find((layer) => layer.name === name) as LayerFeatures;
}
