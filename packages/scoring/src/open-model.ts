import { basename } from 'node:path';
import {
  type Benchmark,
  type Model,
  type ModelFileOptions,
  type OpenModel,
  type RunContext,
  requireSeesTime,
  requireStimulusKind,
} from '@ventral/core';
import { whileUnchanged } from '@ventral/files';
import { type InstalledPackage, nameAndVersion, type PluginIndex } from '@ventral/host';
import { type ChosenLayers, chooseLayers } from './choose-layers.ts';
import { type FoundModel, findModel } from './find-model.ts';
import { committedLayers } from './layer-map.ts';
import { findLayerMap, readLayerMap } from './layer-map-file.ts';
import { layersByRegion } from './list-layers.ts';
import { noteOfUse } from './model-description.ts';
import { openOnDevice } from './open-on-device.ts';
import type { RecordedFile, ScoreRecord } from './record.ts';
import { recordInputFile } from './record-input-file.ts';
import { recordAnatomy } from './recorded-anatomy.ts';
import type { ScoreRequest } from './score-request.ts';

/** A model that is open: it can be scored on any number of benchmarks. */
export interface OpenedModel extends AsyncDisposable {
  /** As it was asked for. */
  readonly argument: string;
  readonly model: Model;
  readonly open: OpenModel;
  readonly package: InstalledPackage;
  readonly found: Omit<FoundModel, 'model' | 'package'>;
  /** The model file, where it is one. */
  readonly recorded: RecordedFile | undefined;
}

/** What a record says of a model before it is scored, and the layers to score. */
export interface ModelFacts {
  readonly chosen: ChosenLayers;
  /** What the layer map beside the model commits, by region: its anatomy says how deep these layers are. */
  readonly committed: Readonly<Record<string, string>>;
  readonly model: Omit<ScoreRecord['model'], 'layer' | 'regionLayers'>;
  readonly inputs: Partial<ScoreRecord['inputs']>;
  readonly notes: readonly string[];
}

/** What is asked of a model's layers, or an earlier run's choice and its layer map. */
export interface LayersAsked
  extends Pick<ScoreRequest, 'layer' | 'layers' | 'missingParts' | 'time'>,
    Partial<Pick<ModelFacts, 'chosen' | 'committed'>> {}

/** Opens the model that an argument means, by its id or the path of its file. */
export async function openModel(
  argument: string,
  options: ModelFileOptions,
  plugins: PluginIndex,
  context: RunContext,
  alone = false,
): Promise<OpenedModel> {
  const { model, package: from, ...found } = await findModel(argument, options, plugins, alone);
  const { file, options: used } = found;
  const recorded =
    file === undefined ? undefined : { ...(await recordInputFile(file)), name: basename(argument) };
  const open = await whileUnchanged(
    [file, used.tokenizer].filter((path) => path !== undefined),
    () => openOnDevice(model, argument, context),
  );
  const close = () => open[Symbol.asyncDispose]();
  return { argument, model, open, package: from, found, recorded, [Symbol.asyncDispose]: close };
}

/** Chooses the layers of a model for a benchmark, and says what its record would say of it. */
export async function modelFacts(
  opened: OpenedModel,
  benchmark: Benchmark,
  { layer, layers, missingParts = 'refuse', time, ...given }: LayersAsked,
  context: RunContext,
): Promise<ModelFacts> {
  const { argument, model, open, found, recorded } = opened;
  requireStimulusKind(model, { id: benchmark.id, kind: benchmark.stimuli });
  const { tokenizer, ...fileOptions } = found.options;
  if (time !== undefined) requireSeesTime(benchmark);
  const map = given.chosen === undefined ? await readLayerMap(argument, open) : undefined;
  const chosen =
    given.chosen ??
    chooseLayers(benchmark, {
      ...{ name: argument, model, open, missingParts, map },
      asked: { layer, layers },
      overTime: time !== undefined,
    });
  const committed = given.committed ?? committedLayers(map ?? (await findLayerMap(argument)));
  const ownFiles = await benchmark.digestOwnFiles?.(context);
  const { title, citation } = found.about;
  return {
    chosen,
    committed,
    model: {
      id: model.id,
      package: nameAndVersion(opened.package),
      scoreVersion: model.scoreVersion,
      ...(recorded !== undefined && { file: recorded }),
      ...(title !== undefined && { title }),
      ...(citation !== undefined && { citation }),
      digest: open.digest,
      ...(open.anatomy && {
        anatomy: recordAnatomy(open.anatomy, layersByRegion(model, open, committed)),
      }),
      layerChosenBy: chosen.chosenBy,
    },
    inputs: {
      ...fileOptions,
      ...(tokenizer !== undefined && { tokenizer: await recordInputFile(tokenizer) }),
      layers: chosen.choices,
      ...(ownFiles !== undefined && { ownFiles }),
    },
    notes: [
      ...noteOfUse(found.file ?? argument, [...found.taken, ...layersTaken(found.about, chosen)]),
      ...(open.notes ?? []),
      ...chosen.notes,
    ],
  };
}

/** The layers of a choice that are as the description of the model file says. */
function layersTaken(
  { regionLayers = {} }: FoundModel['about'],
  { choices, chosenBy }: ChosenLayers,
): readonly string[] {
  if (chosenBy !== 'model') return [];
  const described = Object.values(regionLayers);
  const chosen = choices.flatMap((choice) =>
    typeof choice === 'string' ? [choice] : Object.values(choice),
  );
  return [...new Set(chosen)]
    .filter((layer) => described.includes(layer))
    .map((layer) => `layer ${layer}`);
}
