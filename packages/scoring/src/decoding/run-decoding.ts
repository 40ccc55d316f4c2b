import {
  type Assembly,
  averageGroups,
  coordinate,
  hasTime,
  type StimulusSet,
  stimulusGroups,
} from '@ventral/arrays';
import type { RunContext } from '@ventral/core';
import { reliabilityOverTime, slideWindows, sumWindows, type TimeWindow } from '@ventral/decoding';
import { VentralError } from '@ventral/errors';
import { modelCandidate, nameAndVersion } from '@ventral/host';
import { spearmanBrown } from '@ventral/numerics';
import { medianInterval } from '@ventral/statistics';
import { onChosenDevice } from '../choose-device.ts';
import { type LoadedRecordings, loadRecordings } from '../load-recordings.ts';
import { type OpenedModel, openModel } from '../open-model.ts';
import type { ProjectRun } from '../project-run.ts';
import { runDevice } from '../run-device.ts';
import { type DecodedPoints, type DecodingPlan, decodePoints } from './decode-points.ts';
import type { DecodeRequest } from './decode-request.ts';
import { type DecodingRecord, parseDecodingRecord } from './decoding-record.ts';
import { drawUnits } from './layer-responses.ts';

/**
 * Says what can be told from recordings, window by window, and whether it can be told at positions that it was not
 * learnt at; and the same of a network's layers, whose units are shown the stimuli.
 *
 * Examples are single trials where each class at each position is one stimulus. Else they are stimuli, each the mean
 * over its repetitions: what is told of one was then learnt from others.
 *
 * References: Meyers, Freedman, Kreiman, Miller & Poggio (2008), https://doi.org/10.1152/jn.90248.2008; Hung, Kreiman,
 * Poggio & DiCarlo (2005), https://doi.org/10.1126/science.1117593
 *
 * @throws VentralError `OPTION_INVALID` for a data set without recordings, a region, window or layer that cannot be used
 * @throws VentralError `RESPONSES_INVALID` for a class with one example, and for trials that were not repeated
 * @throws VentralError `DATA_UNAVAILABLE` for a network beside recordings whose images are not published
 */
export async function runDecoding(
  request: DecodeRequest,
  run: ProjectRun,
): Promise<DecodingRecord> {
  const { context } = run;
  const { seed, signal } = context;
  const loaded = await loadRecordings(request.dataset, request.region, run);
  const label = request.label ?? usualLabel(loaded.recordings);
  const { position, decoder = 'maximum-correlation', populations = 5 } = request;
  const examplesAre = kindOfExamples(loaded.recordings, label, position);
  const trials = await trialsOf(loaded);
  const source =
    examplesAre === 'trials' ? requireRepeated(trials, label) : averaged(loaded.recordings);
  const windows = windowsOf(source, request);
  const recorded = windows === undefined ? source : sumWindows(source, windows);
  const plan = (task: string): DecodingPlan => ({
    ...{ label, position, decoder, populations, seed, signal, folds: request.folds },
    together: examplesAre === 'stimuli',
    onProgress: (share) =>
      context.report({ task, done: Math.round(100 * share), total: 100, unit: 'parts' }),
  });
  const decoded = await decodePoints(recorded, plan('Decoding recordings'));
  const reliability = reliabilityOf(source === trials ? recorded : inWindows(trials, windows));
  const ofNetwork =
    request.model === undefined
      ? undefined
      : await decodeNetwork(request.model, request, loaded, decoded, plan, run);
  const { classes, positions, examples, folds, neuroids } = decoded;
  const left = (recorded.shape[1] ?? 0) - neuroids;
  // Through JSON and its schema: what is written is what can be read again.
  return parseDecodingRecord(
    JSON.parse(
      JSON.stringify({
        decodingVersion: 1,
        dataset: {
          address: request.dataset,
          package: nameAndVersion(loaded.package),
          ...(loaded.region !== undefined && { region: loaded.region }),
          neuroids,
        },
        label,
        ...(position !== undefined && { position, positions }),
        ...{ classes, chance: 1 / classes.length, examplesAre, examples, folds, populations },
        ...{ seed, decoder },
        points: decoded.points.map((point, bin) => ({
          ...(windows && { window: windows[bin] }),
          ...point,
          ...(reliability?.[bin] && { reliability: reliability[bin] }),
        })),
        ...(ofNetwork && { network: ofNetwork.network }),
        notes: [
          ...(left > 0 ? [`${left} neuroids of which nothing was recorded are left out.`] : []),
          ...(ofNetwork?.notes ?? []),
        ],
      }),
    ),
    'the decoding',
  );
}

/** What the layers of a network tell, and what is to be said beside it. */
interface DecodedNetwork {
  readonly network: NonNullable<DecodingRecord['network']>;
  readonly notes: readonly string[];
}

async function decodeNetwork(
  argument: string,
  request: DecodeRequest,
  loaded: LoadedRecordings,
  decoded: DecodedPoints,
  plan: (task: string) => DecodingPlan,
  run: ProjectRun,
): Promise<DecodedNetwork> {
  await using opened = await openModel(argument, request, run.plugins, run.context);
  // Awaited here: the model is closed when this returns.
  return await onChosenDevice(run, opened, async ({ context }, notes) => ({
    network: {
      ...{ model: argument, package: nameAndVersion(opened.package), digest: opened.open.digest },
      ...(await runDevice(context)),
      layers: await decodeLayers(opened, request, loaded, decoded, plan, context),
    },
    notes,
  }));
}

async function decodeLayers(
  { model, open }: OpenedModel,
  request: DecodeRequest,
  { stimuli, recordings }: LoadedRecordings,
  decoded: DecodedPoints,
  plan: (task: string) => DecodingPlan,
  context: RunContext,
): Promise<NonNullable<DecodingRecord['network']>['layers']> {
  const layers = request.layers ?? open.candidateLayers;
  const shown = recordedStimuli(stimuli, recordings);
  const found = [];
  for (const [index, layer] of layers.entries()) {
    const settings = { model, open, layers: layer, recordAlso: layers };
    const features = await modelCandidate(settings, context).record(stimuli, layer);
    const { recordings: units, features: count } = await drawUnits(features, shown, {
      units: request.units ?? decoded.neuroids,
      seed: context.seed,
      signal: context.signal,
    });
    const task = `Decoding ${layer} (layer ${index + 1} of ${layers.length})`;
    const own = await decodePoints(units, { ...plan(task), together: true });
    found.push({ layer, features: count, units: own.neuroids, ...own.points[0]! });
  }
  return found;
}

/** What is told where nothing is named. */
function usualLabel({ coords }: Assembly): string {
  const names = Object.entries(coords).flatMap(([name, { dim }]) =>
    dim === 'presentation' ? [name] : [],
  );
  const found = ['object_name', 'category_name'].find((name) => names.includes(name));
  if (found !== undefined) return found;
  throw new VentralError(
    'OPTION_INVALID',
    'It is not said what is to be told from the recordings.',
    {
      hint: `Name a label of presentations with --label: ${names.join(', ')}.`,
    },
  );
}

/** Whether each class at each position is one stimulus, shown again and again, or several. */
function kindOfExamples(
  recordings: Assembly,
  label: string,
  position: string | undefined,
): DecodingRecord['examplesAre'] {
  const ids = coordinate(recordings, 'stimulus_id');
  const labels = coordinate(recordings, label);
  const places = position === undefined ? undefined : coordinate(recordings, position);
  const stimulusOf = new Map<string, unknown>();
  for (const [row, id] of ids.entries()) {
    const cell = JSON.stringify([labels[row], places?.[row]]);
    if (stimulusOf.has(cell) && stimulusOf.get(cell) !== id) return 'stimuli';
    stimulusOf.set(cell, id);
  }
  return 'trials';
}

async function trialsOf({ trials, recordings }: LoadedRecordings): Promise<Assembly> {
  return typeof trials === 'function' ? trials() : (trials ?? recordings);
}

function isRepeated(trials: Assembly): boolean {
  const ids = coordinate(trials, 'stimulus_id');
  return new Set(ids).size < ids.length;
}

function requireRepeated(trials: Assembly, label: string): Assembly {
  if (isRepeated(trials)) return trials;
  throw new VentralError(
    'RESPONSES_INVALID',
    `Each ${label} is one stimulus, and each was presented once: there are no repetitions to learn from and to test.`,
    {
      hint: 'Decode recordings with single trials, or a label that several stimuli share (--label).',
    },
  );
}

/** A presentation a stimulus: the mean over its repetitions. */
function averaged(recordings: Assembly): Assembly {
  if (!isRepeated(recordings)) return recordings;
  return averageGroups(recordings, 'presentation', stimulusGroups(recordings));
}

/** Bins of fewer milliseconds are put together where nothing is said: a neuron seldom fires twice in them. */
const narrowBin = 10;

function windowsOf(
  recordings: Assembly,
  { width, step, from, to }: DecodeRequest,
): readonly TimeWindow[] | undefined {
  const isAsked = [width, step, from, to].some((one) => one !== undefined);
  if (!hasTime(recordings)) {
    if (!isAsked) return undefined;
    throw new VentralError(
      'OPTION_INVALID',
      'The recordings have no time bins to make windows of.',
      {
        hint: 'Leave out the width, the step and the times of windows.',
      },
    );
  }
  const starts = coordinate(recordings, 'time_bin_start').map(Number);
  const ends = coordinate(recordings, 'time_bin_end').map(Number);
  const bins = starts.map((start, bin) => ({ start, end: ends[bin]! }));
  if (!isAsked && bins.every(({ start, end }) => end - start >= narrowBin)) return bins;
  const wide = width ?? 150;
  return slideWindows(recordings, { width: wide, step: step ?? wide / 3, from, to });
}

function inWindows(trials: Assembly, windows: readonly TimeWindow[] | undefined): Assembly {
  return windows === undefined || !hasTime(trials) ? trials : sumWindows(trials, windows);
}

/** By window, where stimuli were repeated. */
function reliabilityOf(
  trials: Assembly,
): readonly DecodingRecord['points'][number]['reliability'][] | undefined {
  if (!isRepeated(trials)) return undefined;
  const { halves, median, corrected, neuroids } = reliabilityOverTime(trials);
  const bins = median.length;
  return median.map((value, bin) => {
    const whole = corrected[bin]!;
    if (!Number.isFinite(value) || !Number.isFinite(whole)) return undefined;
    const own = Array.from({ length: halves.shape[0] }, (_, neuroid) =>
      spearmanBrown(halves.values[neuroid * bins + bin]!),
    );
    const interval = medianInterval(own.filter(Number.isFinite));
    return {
      neuroids: neuroids[bin]!,
      halves: value,
      corrected: whole,
      ...(interval && { interval }),
    };
  });
}

/** The stimuli that were recorded, with every label of theirs. */
function recordedStimuli(set: StimulusSet, recordings: Assembly): StimulusSet {
  const rowOf = new Map(coordinate(recordings, 'stimulus_id').map((id, row) => [String(id), row]));
  const kept = [...set.stimuli.keys()].filter((index) => rowOf.has(set.stimuli[index]!.id));
  const presented = Object.entries(recordings.coords).flatMap(([name, { dim, values }]) =>
    dim === 'presentation' && name !== 'repetition'
      ? [[name, kept.map((index) => values[rowOf.get(set.stimuli[index]!.id)!]!)] as const]
      : [],
  );
  const own = Object.entries(set.columns ?? {}).map(
    ([name, values]) => [name, kept.map((index) => values[index]!)] as const,
  );
  return {
    ...set,
    stimuli: kept.map((index) => set.stimuli[index]!),
    columns: Object.fromEntries([...presented, ...own]),
  };
}
