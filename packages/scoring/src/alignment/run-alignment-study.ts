import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfInterrupted } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { readJson, writing } from '@ventral/files';
import { addressOf, findPlugin, loadPlugin } from '@ventral/host';
import { differingSettings } from '../differing-settings.ts';
import { labelled } from '../labelled.ts';
import type { ProjectRun } from '../project-run.ts';
import { findRecord } from '../run-pruning-study.ts';
import { runScore } from '../run-score.ts';
import { withoutUndefined } from '../run-settings.ts';
import { partRecordings } from '../training/recorded-images.ts';
import { replaceFile } from '../training/replace-file.ts';
import { trainNetwork } from '../training/train-network.ts';
import type { RecordedObjective, TrainRequest } from '../training/train-request.ts';
import { trainingFiles } from '../training/write-trained.ts';
import type { AlignmentStudyRequest } from './alignment-request.ts';
import {
  type AlignedNetwork,
  type AlignmentCondition,
  type AlignmentStudy,
  parseAlignmentStudy,
} from './alignment-study.ts';
import { heldOutAlignment, requireHeldOut } from './held-out-alignment.ts';
import { summarizeAlignment } from './summarize-alignment.ts';

/** Who hears how a study goes. */
export interface AlignmentStudyListeners {
  /** Called after each network, once the study is written with it. */
  readonly onNetwork?:
    | ((network: AlignedNetwork, done: number, total: number) => unknown)
    | undefined;
}

/** What is learnt from where nothing else is asked for. */
const usualShares = { stimulusShare: 0.8, siteShare: 0.5 };

/**
 * Trains one network towards recordings by several weights, and the controls: without the objective, and at the
 * largest weight towards the same responses exchanged between stimuli, and towards another region. Each is compared
 * with the stimuli and sites that were held out, and scored on other benchmarks. The folder holds each training and
 * the study, `alignment.json`, which is written after each score: the same request goes on from there, and one with
 * more weights, seeds or benchmarks adds to it.
 *
 * Reference: Dapello, Kar, Schrimpf et al. (2023), https://doi.org/10.1101/2022.07.01.498495
 *
 * @throws VentralError `OPTION_INVALID` where the folder holds a study with other settings, or too little is held out
 * @throws VentralError as training and scoring do; what is done is kept
 */
export async function runAlignmentStudy(
  request: AlignmentStudyRequest,
  { onNetwork }: AlignmentStudyListeners,
  run: ProjectRun,
): Promise<AlignmentStudy> {
  const { output, weights, seeds, benchmarks = [], ...asked } = request;
  const common = { ...asked, ...usualShares, ...withoutUndefined(asked) };
  const { recordings, region, controlRegion, objective, layer } = common;
  const { stimulusShare, siteShare, ...training } = common;
  const towards: RecordedObjective = {
    ...{ recordings, region, objective, layers: [layer], stimulusShare, siteShare },
  };
  const withSeed = (seed: number): ProjectRun => ({ ...run, context: { ...run.context, seed } });
  // What cannot be done is said before an hour of training.
  const scored = await scoredBenchmarks(benchmarks, run);
  const first = withSeed(seeds[0]!);
  const parted = await partRecordings(towards, first);
  requireHeldOut(parted);
  if (controlRegion !== undefined) {
    await partRecordings({ ...towards, region: controlRegion }, first);
  }

  await writing(mkdir(output, { recursive: true }), output);
  const path = join(output, alignmentFile);
  let study = await continueStudy(path, {
    alignmentStudyVersion: 1,
    settings: withoutUndefined({ ...common, digest: parted.stimuli.digest }),
    device: run.context.device,
    ...{ networks: [], means: [], differences: [] },
  });
  const keep = async (network: AlignedNetwork) => {
    const others = study.networks.filter(({ folder }) => folder !== network.folder);
    const networks = [...others, network];
    study = { ...study, networks, ...summarizeAlignment(networks) };
    // Through JSON and its schema: what is written is what can be read again.
    study = parseAlignmentStudy(JSON.parse(JSON.stringify(study)), path);
    await replaceFile(path, `${JSON.stringify(study, undefined, 2)}\n`);
    return network;
  };

  const conditions = conditionsOf(weights, controlRegion);
  const wanted = [...new Set(seeds)].flatMap((seed) => conditions.map((one) => ({ ...one, seed })));
  for (const [done, { seed, ...condition }] of wanted.entries()) {
    throwIfInterrupted(run.context.signal, `after ${done} of ${wanted.length} networks`);
    const folder = folderOf(condition, seed, controlRegion);
    const which = `network ${done + 1} of ${wanted.length}`;
    const seeded = withSeed(seed);
    const own = { ...seeded, context: labelled(seeded.context, which) };
    const recorded = objectiveOf(condition, towards, controlRegion);
    const { model, curves } = await trainNetwork(
      { ...trainingOf(training), output: join(output, folder), ...(recorded && { recorded }) },
      {},
      own,
    );
    const file = join(output, folder, trainingFiles.model);
    const found = study.networks.find((one) => one.folder === folder);
    let network =
      found?.model.sha256 === model.sha256
        ? found
        : await keep({
            ...{ ...condition, seed, folder, model },
            ...withoutUndefined({ accuracy: curves.at(-1)?.validation?.accuracy }),
            heldOut: await heldOutAlignment(file, layer, await partRecordings(towards, own), own),
            records: [],
          });
    for (const { address, id, readsClasses } of scored) {
      if (findRecord(network, address) !== undefined) continue;
      const task = { model: file, benchmark: address, ...(!readsClasses && { layer }) };
      // By the seed of the run: networks are compared on the same images and splits.
      const context = labelled(run.context, which);
      // On one device: networks are compared.
      const scoring = { ...run, context, choosesDevice: false };
      const { record } = await runScore({ ...task, called: folder }, scoring);
      const others = network.records.filter(({ benchmark }) => benchmark.id !== id);
      network = await keep({ ...network, records: [...others, record] });
    }
    await onNetwork?.(network, done + 1, wanted.length);
  }
  return study;
}

/** What a study is called in its folder. */
export const alignmentFile = 'alignment.json';

/** The objective first: a layer that there is not is said before anything is trained. */
function conditionsOf(
  weights: readonly number[],
  controlRegion: string | undefined,
): readonly AlignmentCondition[] {
  const rising = [...new Set(weights)].sort((a, b) => a - b);
  const weight = rising.at(-1)!;
  return [
    ...rising.map((one) => ({ towards: 'recordings' as const, weight: one })),
    { towards: 'none', weight: 0 },
    { towards: 'shuffled', weight },
    ...(controlRegion === undefined ? [] : [{ towards: 'region' as const, weight }]),
  ];
}

function folderOf(
  { towards, weight }: AlignmentCondition,
  seed: number,
  controlRegion: string | undefined,
): string {
  const control = { none: '', recordings: '', shuffled: '-shuffled', region: `-${controlRegion}` };
  return `weight-${weight}${control[towards]}-seed-${seed}`;
}

function objectiveOf(
  { towards, weight }: AlignmentCondition,
  recorded: RecordedObjective,
  controlRegion: string | undefined,
): RecordedObjective | undefined {
  if (towards === 'none') return undefined;
  return {
    ...{ ...recorded, weight },
    ...(towards === 'shuffled' && { shuffled: true }),
    ...(towards === 'region' && { region: controlRegion }),
  };
}

/** What of a request is about training alone. */
function trainingOf({
  recordings: _,
  region: __,
  objective: ___,
  layer: ____,
  controlRegion: _____,
  ...training
}: Omit<AlignmentStudyRequest, 'output' | 'weights' | 'seeds' | 'benchmarks'>): Omit<
  TrainRequest,
  'output' | 'recorded'
> {
  return training;
}

async function scoredBenchmarks(ids: readonly string[], { plugins }: ProjectRun) {
  const addresses = new Set(ids.map((id) => addressOf(findPlugin(plugins, 'benchmark', id))));
  return Promise.all(
    [...addresses].map(async (address) => {
      const { id, reads } = await loadPlugin(plugins, 'benchmark', address);
      return { address, id, readsClasses: reads === 'classes' };
    }),
  );
}

/** The study of the folder, where there is one, else the new one. */
async function continueStudy(path: string, begun: AlignmentStudy): Promise<AlignmentStudy> {
  if (!existsSync(path)) return begun;
  const kept = parseAlignmentStudy(await readJson(path), path);
  const of = ({ settings, device }: AlignmentStudy): Readonly<Record<string, unknown>> => ({
    ...settings,
    device,
  });
  const differing = differingSettings(of(kept), of(begun));
  if (differing.length === 0) return kept;
  throw new VentralError('OPTION_INVALID', `${path} is a study with ${differing.join(', ')}.`, {
    hint: 'Choose another folder with --output, or move that one away.',
  });
}
