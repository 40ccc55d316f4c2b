import { basename, join } from 'node:path';
import { countValues, type StimulusSet } from '@ventral/arrays';
import { encodeModel, listWeights } from '@ventral/onnx';
import { type EpochsState, trainedModel } from '@ventral/training';
import type { ModelDescriptionFile } from '../model-description.ts';
import type { ProjectRun } from '../project-run.ts';
import { recordInputFile } from '../record-input-file.ts';
import { runDevice } from '../run-device.ts';
import { runEnvironment } from '../run-environment.ts';
import type { ImportanceImages } from './importance-images.ts';
import type { RecordedImages } from './recorded-images.ts';
import { replaceFile } from './replace-file.ts';
import type { TrainRequest } from './train-request.ts';
import type { StartingNetwork } from './trained-network.ts';
import type { TrainingImages } from './training-images.ts';
import { parseTrainingRecord, type TrainingRecord } from './training-record.ts';

/** Names of what is written into the folder of a training. */
export const trainingFiles = {
  model: 'model.onnx',
  description: 'model.ventral.json',
  record: 'training.json',
  checkpoint: 'checkpoint.safetensors',
} as const;

/** Settings that stand in fields of the record of their own. */
const statedElsewhere = ['network', 'data', 'validation', 'stimuli', 'maps', 'seed', 'device'];

/** A training that is done. */
export interface FinishedTraining {
  readonly request: TrainRequest;
  readonly start: StartingNetwork;
  readonly images: TrainingImages;
  readonly recorded: RecordedImages | undefined;
  readonly mapped: ImportanceImages | undefined;
  /** All that decided what it did. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly threads: number;
  readonly state: EpochsState;
}

/** Writes a trained network for inference, how it is used beside it, and the record of its training. */
export async function writeTrained(
  { request, start, images, recorded, mapped, settings, threads, state }: FinishedTraining,
  run: ProjectRun,
): Promise<TrainingRecord> {
  const path = (file: keyof typeof trainingFiles) => join(request.output, trainingFiles[file]);
  // Readouts of objectives learnt beside it, and are not part of it.
  const own = new Set(listWeights(start.model).map(({ name }) => name));
  const learnt = Object.entries({ ...state.weights, ...state.statistics }).filter(([name]) =>
    own.has(name),
  );
  const trained = trainedModel(start.model, Object.fromEntries(learnt));
  await replaceFile(path('model'), encodeModel(trained));
  const { preprocessing, imageSize, file, frontEnd, made } = start;
  const visualDegrees = frontEnd?.made.visualDegrees ?? start.visualDegrees;
  const regionLayers = { ...start.regionLayers, ...frontEnd?.made.regionLayers };
  const description: ModelDescriptionFile = {
    modelDescriptionVersion: 1,
    title: `${basename(request.network)}, trained on ${images.training.stimuli.id}`,
    ...{ preprocessing, imageSize },
    ...(visualDegrees !== undefined && { visualDegrees }),
    ...(Object.keys(regionLayers).length > 0 && { regionLayers }),
  };
  await replaceFile(path('description'), `${JSON.stringify(description, undefined, 2)}\n`);

  const packages = [
    images.package,
    recorded?.package,
    mapped?.package,
    frontEnd?.package,
    made?.package,
  ];
  const roots = packages.filter((one) => one !== undefined);
  const { environment } = await runEnvironment(roots, run);
  const weights = learnt.reduce(
    (sum, [name, { shape }]) => (name in state.weights ? sum + countValues(shape) : sum),
    0,
  );
  const decided = Object.entries(settings).filter(([name]) => !statedElsewhere.includes(name));
  const record = {
    trainingRecordVersion: 1,
    createdAt: new Date().toISOString(),
    network: { name: basename(request.network), ...(file !== undefined && { file }), weights },
    data: {
      training: describe(images.training.stimuli),
      ...(images.validation && { validation: describe(images.validation.stimuli) }),
      ...(recorded && { recordings: describe(recorded.stimuli) }),
      ...(mapped && { maps: describe(mapped.stimuli) }),
      classes: images.training.classes,
    },
    settings: Object.fromEntries(decided),
    seed: run.context.seed,
    ...(await runDevice(run.context)),
    ...{ threads, curves: state.curves },
    model: await recordInputFile(path('model')),
    environment,
  };
  // Through JSON and its schema: what is written is what can be read again.
  const checked = parseTrainingRecord(JSON.parse(JSON.stringify(record)), path('record'));
  await replaceFile(path('record'), `${JSON.stringify(checked, undefined, 2)}\n`);
  return checked;
}

function describe({ id, digest, stimuli }: StimulusSet) {
  return { id, digest, images: stimuli.length };
}
