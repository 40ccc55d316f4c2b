import type { Benchmark, Model, OpenModel } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { layersOfChoice, layerWindowsIn, windowKey } from '@ventral/host';
import { committedLayers, type LayerMap } from './layer-map.ts';
import type { ScoreRecord } from './record.ts';

/**
 * Layers to score: one for all regions, or one for each; several side by side as a sum, `a+b`. Those of a
 * region in windows of time are under names such as `IT@100-200`.
 */
export type LayerChoice = string | Readonly<Record<string, string>>;

/** What is to be scored, and who chose it. */
export interface ChosenLayers {
  /** Each is scored; several only where the benchmark has to choose. */
  readonly choices: readonly LayerChoice[];
  readonly chosenBy: NonNullable<ScoreRecord['model']['layerChosenBy']>;
  /** What a reader should know of the choice. */
  readonly notes: readonly string[];
}

/** What there is to choose from. */
export interface LayerSources {
  /**
   * What the user calls the model, such as the path of its file, for hints.
   * @default its id
   */
  readonly name?: string;
  readonly model: Model;
  readonly open: OpenModel;
  /** The layer map beside the model, where there is one. */
  readonly map: LayerMap | undefined;
  /** What the user named: `--layer` or `--layers`. */
  readonly asked: {
    readonly layer?: string | undefined;
    readonly layers?: readonly string[] | undefined;
  };
  /** Whether a region without a layer is left out of a mean. */
  readonly missingParts: 'refuse' | 'leave-out';
  /**
   * Whether scores over time are asked for, so that layers of windows are needed.
   * @default whether the benchmark compares over time by itself
   */
  readonly overTime?: boolean;
}

/**
 * Decides which layers stand for the regions of a benchmark: those the user names, else those of the
 * layer map beside the model, else those the model's package commits to, else, for one recorded
 * region, the model's candidate layers, of which the benchmark itself then chooses.
 *
 * @throws VentralError `LAYER_NOT_FOUND` with the nearest names
 * @throws VentralError `LAYER_REQUIRED` for behaviour or several regions without a committed layer
 */
export function chooseLayers(benchmark: Benchmark, sources: LayerSources): ChosenLayers {
  const { model, name = model.id, open, map, asked, missingParts } = sources;
  const overTime = sources.overTime === true || comparesTime(benchmark);
  const names = open.layers.map((layer) => layer.name);
  const named = asked.layer === undefined ? asked.layers : [asked.layer];
  if (named !== undefined) {
    const choices = named.length === 1 && named[0] === 'all' ? names : [...new Set(named)];
    const fixed = fixedLayer(benchmark, name, open);
    if (fixed !== undefined) requireNoOther(benchmark, choices, fixed);
    for (const choice of choices) {
      for (const layer of layersOfChoice(choice, names)) requireLayer(name, open, layer, names);
    }
    return { choices, chosenBy: choices.length === 1 ? 'user' : 'this benchmark', notes: [] };
  }
  const fixed = fixedLayer(benchmark, name, open);
  if (fixed !== undefined) return { choices: [fixed], chosenBy: 'model', notes: [] };
  const regions = regionsOf(benchmark);
  const committed = committedLayers(map);
  const layers = { ...model.regionLayers, ...committed };
  const windows = overTime ? windowLayers(regions, model, committed) : {};
  const missing = regions.filter((region) => layers[region] === undefined);
  const isEnough = missing.length === 0 || missingParts === 'leave-out';
  if (isEnough && missing.length < regions.length) {
    const chosenBy = regions.some((region) => committed[region] !== undefined)
      ? 'commitment'
      : 'model';
    const [only = ''] = regions;
    const whole = Object.fromEntries(
      Object.entries(layers).filter(([key]) => regions.length > 1 && !key.includes('@')),
    );
    const choice =
      regions.length === 1 && Object.keys(windows).length === 0
        ? (layers[only] as string)
        : { ...(regions.length === 1 ? { [only]: layers[only] as string } : whole), ...windows };
    return { choices: [choice], chosenBy, notes: overlapNotes(benchmark, map) };
  }
  const [window] = Object.keys(windows);
  if (regions.length === 1 && regions[0] !== 'behavior' && window === undefined) {
    const choices = open.candidateLayers;
    return { choices, chosenBy: choices.length === 1 ? 'model' : 'this benchmark', notes: [] };
  }
  const although = window === undefined ? '' : ` as such, but one to ${window}`;
  throw new VentralError(
    'LAYER_REQUIRED',
    `${name} commits no layer to ${missing.join(', ')}${although}.`,
    {
      hint:
        `Name one with --layer, or choose one for each region with: ventral commit ${name}` +
        (missing.length < regions.length ? '; or leave those parts out: --missing leave-out' : ''),
    },
  );
}

/** The one layer that a benchmark reads, of what region it may be; undefined where that is chosen. */
function fixedLayer({ reads }: Benchmark, name: string, open: OpenModel): string | undefined {
  if (reads === 'classes') {
    if (open.classLayer !== undefined) return open.classLayer;
    throw new VentralError(
      'LAYER_REQUIRED',
      `${name} has no scores of classes: it names nothing.`,
      { hint: 'Score a network whose output is one number a class.' },
    );
  }
  if (reads !== 'surprisal') return undefined;
  if (open.layers.some((layer) => layer.name === reads)) return reads;
  throw new VentralError('LAYER_REQUIRED', `${name} has no layer '${reads}'.`, {
    hint: 'Score a model that predicts each word from those before it.',
  });
}

function requireNoOther({ id, reads }: Benchmark, choices: readonly string[], fixed: string): void {
  const other = choices.find((choice) => choice !== fixed);
  if (other === undefined) return;
  const what = reads === 'classes' ? 'what the model names' : 'how surprised the model is';
  throw new VentralError(
    'OPTION_INVALID',
    `${id} reads ${what}, '${fixed}', and no layer such as '${other}'.`,
    { hint: 'Leave out --layer.' },
  );
}

/**
 * The layers of regions in windows of time. What was committed to a region as such stands for it at all
 * times, unless windows were committed as well.
 */
function windowLayers(
  regions: readonly string[],
  { regionWindows = {}, regionLayers = {} }: Model,
  committed: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const ofRegion = (region: string) => {
    const own = layerWindowsIn(committed, region);
    if (own.length > 0 || committed[region] !== undefined) return own;
    return [...(regionWindows[region] ?? []), ...layerWindowsIn(regionLayers, region)];
  };
  return Object.fromEntries(
    regions.flatMap((region) =>
      ofRegion(region).map(({ window, layer }) => [windowKey(region, window), layer]),
    ),
  );
}

function comparesTime({ overTime, parts = [] }: Benchmark): boolean {
  return overTime !== undefined || parts.some(comparesTime);
}

/** The regions a benchmark records, its parts' included. */
function regionsOf({ region, parts }: Benchmark): readonly string[] {
  return [...new Set(parts === undefined ? [region] : parts.flatMap(regionsOf))];
}

function overlapNotes(benchmark: Benchmark, map: LayerMap | undefined): readonly string[] {
  const used = new Set(idsOf(benchmark));
  return Object.entries(map?.regions ?? {})
    .filter(([, { benchmark: id }]) => used.has(id))
    .map(
      ([region, { layer, benchmark: id }]) =>
        `The layer of ${region}, ${layer}, was chosen on ${id}, which is part of this score: an optimistic number.`,
    );
}

function idsOf({ id, parts = [] }: Benchmark): readonly string[] {
  return [id, ...parts.flatMap(idsOf)];
}

function requireLayer(
  model: string,
  { unusable = [] }: OpenModel,
  layer: string,
  names: readonly string[],
): void {
  if (names.includes(layer)) return;
  const value = unusable.find(({ name }) => name === layer);
  const message =
    value === undefined
      ? `${model} has no layer '${layer}'.`
      : `The layer '${layer}' of ${model} cannot be used: ${value.reason}.`;
  throw new VentralError('LAYER_NOT_FOUND', message, {
    hint: `${didYouMean(layer, names)}List all ${names.length} with: ventral layers ${model}`,
  });
}
