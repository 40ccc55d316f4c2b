import {
  type FeatureMatrix,
  matchStimuli,
  type Responses,
  type RgbImage,
  readPredictableResponses,
  type StimulusSet,
} from '@ventral/arrays';
import type {
  Benchmark,
  NeuralData,
  RegionalData,
  RespondingDataset,
  RunContext,
} from '@ventral/core';
import { isVentralError, VentralError } from '@ventral/errors';
import { loadPlugin, modelCandidate } from '@ventral/host';
import { placeImageOnScreen } from '@ventral/images';
import { createMatrix, type LinearMapping, type Matrix } from '@ventral/numerics';
import { chooseLayers } from '../choose-layers.ts';
import { readLayerMap } from '../layer-map-file.ts';
import type { OpenedModel } from '../open-model.ts';
import type { ProjectRun } from '../project-run.ts';
import type { ControlledSites } from './control-request.ts';
import { predictStimuli } from './predict-stimuli.ts';

/** Recordings, and the features that predict them. */
export interface ControlledData {
  readonly layer: string;
  readonly stimuli: StimulusSet;
  /** Of the recorded stimuli, in the order of the responses. */
  readonly features: FeatureMatrix;
  readonly responses: Responses;
  /** Ids of all sites that were recorded, with those that do not vary. */
  readonly recordedIds: readonly string[];
  /** What the sites of `responses` do, without noise, to each of its stimuli; where that is known. */
  readonly truth: Matrix | undefined;
  /** What a mapping from the layer predicts of other stimuli: `stimuli x sites`. */
  predict(stimuli: StimulusSet, mapping: LinearMapping): Promise<Matrix>;
  /**
   * Asks a simulated brain about stimuli, images as wide as the network's field of view: `stimuli x sites` of
   * `responses`. Absent for real recordings.
   */
  readonly ask?: ((stimuli: readonly unknown[]) => Promise<Matrix>) | undefined;
  /** What a reader should know. */
  readonly notes: readonly string[];
}

/**
 * Loads the recordings of a benchmark and shows its stimuli to the network.
 *
 * @throws VentralError `OPTION_INVALID` for a benchmark without recordings of one region
 * @throws VentralError `LAYER_REQUIRED` where no layer stands for the region
 * @throws VentralError `STIMULI_MISMATCH` unless stimuli and recordings are about the same images
 */
export async function controlledData(
  { model: argument, benchmark: id, layer: asked }: ControlledSites,
  { model, open }: OpenedModel,
  { plugins, context }: ProjectRun,
): Promise<ControlledData> {
  const benchmark = await loadPlugin(plugins, 'benchmark', id);
  const { dataset, region } = benchmark;
  const data = await recordingsOf(benchmark, context);
  const { choices } = chooseLayers(benchmark, {
    ...{ name: argument, model, open, missingParts: 'refuse' },
    map: await readLayerMap(argument, open),
    asked: { layer: asked },
  });
  const [layer] = choices;
  if (choices.length !== 1 || typeof layer !== 'string') {
    throw new VentralError('LAYER_REQUIRED', `${argument} commits no layer to ${region}.`, {
      hint: 'Name one with --layer.',
    });
  }
  const { visualDegrees } = model;
  const candidate = modelCandidate({ model, open, layers: layer }, context);
  const responses = readPredictableResponses(data.recordings);
  const shown = await candidate.record(data.stimuli, region);
  const recordedIds = data.recordings.coords.neuroid_id!.values.map(String);
  const ofSites = (all: ArrayLike<number>, rows: number): Matrix => {
    const [, sites] = responses.shape;
    const values = Float64Array.from({ length: rows * sites }, (_, cell) => {
      const column = responses.neuroidIndices[cell % sites]!;
      return all[Math.floor(cell / sites) * recordedIds.length + column]!;
    });
    return createMatrix([rows, sites], values);
  };
  const { truth } = data as { truth?: { responses?: { values: ArrayLike<number> } } };
  const { respond, refusal } = await respondingTo(region, dataset, context);
  const { degrees = visualDegrees } = data.stimuli;
  const asShown = (stimulus: unknown) =>
    visualDegrees === undefined || degrees === undefined || degrees === visualDegrees
      ? (stimulus as RgbImage)
      : placeImageOnScreen(stimulus as RgbImage, { source: visualDegrees, target: degrees });
  const [rows] = responses.shape;
  return {
    layer,
    stimuli: data.stimuli,
    features: matchStimuli(shown, responses.stimulusIds),
    responses,
    recordedIds,
    truth: truth?.responses && ofSites(truth.responses.values, rows),
    notes: [...responses.notes, ...refusal],
    predict: (others, mapping) =>
      predictStimuli({ model, open, layer, region }, others, mapping, context),
    ...(respond !== undefined && {
      ask: async (stimuli) => {
        const { values } = await respond(stimuli.map(asShown), region, context);
        return ofSites(values, stimuli.length);
      },
    }),
  };
}

async function recordingsOf(
  { id, dataset, part, region, parts }: Benchmark,
  context: RunContext,
): Promise<NeuralData> {
  const isOne = parts === undefined && dataset?.regions.includes(region);
  const loaded = isOne ? await dataset?.load(context, part) : undefined;
  const { stimuli, ...found } = Object(loaded) as Partial<NeuralData & RegionalData>;
  const recorded = found.region === undefined ? found : await found.region(region);
  if (stimuli !== undefined && recorded.recordings !== undefined) {
    return { stimuli, ...recorded, recordings: recorded.recordings };
  }
  throw new VentralError('OPTION_INVALID', `${id} has no recordings of one region.`, {
    hint: 'Name a benchmark on recordings of one session or region, such as SimulatedVentral.V4-pls.',
  });
}

/** How a simulated brain is shown images; where it cannot be, why. */
async function respondingTo(
  region: string,
  dataset: Benchmark['dataset'],
  context: RunContext,
): Promise<Partial<Pick<RespondingDataset, 'respond'>> & { readonly refusal: readonly string[] }> {
  const { respond } = Object(dataset) as Partial<RespondingDataset>;
  if (respond === undefined) return { refusal: [] };
  try {
    await respond([], region, context);
    return { respond, refusal: [] };
  } catch (error) {
    if (!isVentralError(error, 'OPTION_INVALID')) throw error;
    return { refusal: [error.message] };
  }
}
