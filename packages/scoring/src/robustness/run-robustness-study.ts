import {
  type Benchmark,
  type ModelFileOptions,
  meanScore,
  type RunContext,
  type Score,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { pearson } from '@ventral/numerics';
import * as v from 'valibot';
import type { RequestFields } from '../check-request.ts';
import { onChosenDevice } from '../choose-device.ts';
import { chooseLayers } from '../choose-layers.ts';
import { modelFileFields } from '../find-model.ts';
import { labelled } from '../labelled.ts';
import { type OpenedModel, openModel } from '../open-model.ts';
import type { ProjectRun } from '../project-run.ts';
import { runDevice } from '../run-device.ts';
import { runScore } from '../run-score.ts';
import { scoreLayers } from '../score-layers.ts';
import { robustnessBenchmarks } from './robustness-benchmarks.ts';
import type { NetworkRobustness, RobustnessRelation, RobustnessStudy } from './robustness-study.ts';

/** Networks to compare. */
export interface RobustnessStudyRequest extends ModelFileOptions {
  /** Ids of models, or paths of model files. */
  readonly models: readonly string[];
  /**
   * A folder of labelled images, `folder/class/image.png`, in the order of the networks' classes.
   * @default 200 images of CIFAR-10
   */
  readonly images?: string | undefined;
  /**
   * Ids of benchmarks of robustness and corruption, on the same images.
   * @default attacks of three norms, one without gradients, and corruptions
   */
  readonly benchmarks?: readonly string[] | undefined;
  /** A benchmark of V1, whose scores are related to robustness over models. */
  readonly v1?: string | undefined;
  /** The layer for that benchmark. */
  readonly layer?: string | undefined;
  /** One of the models: what mean corruption errors are relative to. */
  readonly reference?: string | undefined;
  /**
   * What is done where photographs of frost are out of reach: `refuse`, or `leave-out`, and say so.
   * @default 'refuse'
   */
  readonly missingParts?: 'refuse' | 'leave-out' | undefined;
}

/** The fields of a request to study robustness. */
export const robustnessStudyFields: RequestFields<RobustnessStudyRequest> = {
  ...modelFileFields,
  models: v.pipe(v.array(v.string()), v.minLength(1)),
  images: v.optional(v.string()),
  benchmarks: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  v1: v.optional(v.string()),
  layer: v.optional(v.string()),
  reference: v.optional(v.string()),
  missingParts: v.optional(v.picklist(['refuse', 'leave-out'])),
};

/** Who hears how a study goes. */
export interface RobustnessStudyListeners {
  /** Called with the study after each network. */
  readonly onNetwork?: ((study: RobustnessStudy) => unknown) | undefined;
}

/**
 * How robust networks are on the same images: what they name as they are, under attacks of several norms and
 * sizes by their own gradients, under one that needs no gradient, and under corruptions; the table by which
 * VOneNets were compared. What is named is kept as it goes: an interrupted study goes on from there.
 *
 * Reference: Dapello, Marques et al. (2020), https://doi.org/10.1101/2020.06.16.154542
 *
 * @throws VentralError `OPTION_INVALID` for a reference that is none of the models, and as the benchmarks do
 * @throws VentralError `SHAPE_MISMATCH` for a network of another number of classes
 */
export async function runRobustnessStudy(
  request: RobustnessStudyRequest,
  { onNetwork }: RobustnessStudyListeners,
  run: ProjectRun,
): Promise<RobustnessStudy> {
  const { models, reference, v1 } = request;
  if (reference !== undefined && !models.includes(reference)) {
    throw new VentralError(
      'OPTION_INVALID',
      `The reference '${reference}' is none of the models.`,
      {
        hint: `Name it among the models as well, or take one of ${models.join(', ')}.`,
      },
    );
  }
  const { name: images, benchmarks } = await robustnessBenchmarks(
    request.images,
    request.benchmarks,
    run,
  );
  const networks: NetworkRobustness[] = [];
  const study = (): RobustnessStudy => ({
    ...{
      robustnessStudyVersion: 1,
      images,
      imageCount: imageCountOf(networks),
      seed: run.context.seed,
    },
    benchmarks: benchmarks.map(({ id }) => id),
    ...(reference !== undefined && { reference }),
    networks: withErrors(networks, reference),
    ...(v1 !== undefined &&
      networks.length === models.length && { relation: relate(v1, networks) }),
  });
  for (const [index, model] of models.entries()) {
    const which = `${model} (${index + 1} of ${models.length})`;
    const context = labelled(run.context, which);
    networks.push(await studyNetwork(model, benchmarks, request, { ...run, context }));
    await onNetwork?.(study());
  }
  return study();
}

async function studyNetwork(
  argument: string,
  benchmarks: readonly Benchmark[],
  request: RobustnessStudyRequest,
  run: ProjectRun,
): Promise<NetworkRobustness> {
  const { preprocessing, imageSize, visualDegrees, v1, layer } = request;
  const asked = { preprocessing, imageSize, visualDegrees };
  await using opened = await openModel(argument, asked, run.plugins, run.context);
  const task = { ...asked, model: argument, benchmark: v1 ?? '', layer, keep: 'reuse' as const };
  const { scores, ofV1, device, notes } = await onChosenDevice(
    run,
    opened,
    async (chosen, notes) => ({
      scores: await scoreNetwork(argument, opened, benchmarks, request, chosen.context),
      ofV1:
        v1 === undefined ? undefined : await runScore(task, { ...chosen, choosesDevice: false }),
      device: await runDevice(chosen.context),
      notes,
    }),
  );
  const named = (isWanted: (id: string) => boolean) =>
    Object.fromEntries(Object.entries(scores).filter(([id]) => isWanted(id)));
  const byGradients = named((id) => /^Robustness\..*-(pgd|fgsm)-/.test(id));
  const corrupted = named((id) => id.startsWith('Corruption.'));
  const whiteBox = Object.keys(byGradients).length > 0 ? meanScore(byGradients) : undefined;
  const [corruption] = Object.values(corrupted);
  const hasBoth = whiteBox !== undefined && corruption !== undefined;
  return {
    model: argument,
    digest: opened.open.digest,
    ...device,
    clean: cleanOf(Object.values(scores)),
    scores,
    ...(whiteBox && { whiteBox: withoutParts(whiteBox) }),
    ...(hasBoth && { mean: withoutParts(meanScore({ whiteBox, corruption })) }),
    ...(ofV1 && { v1: ofV1.record.score }),
    ...(notes.length > 0 && { notes }),
  };
}

async function scoreNetwork(
  name: string,
  { model, open }: OpenedModel,
  benchmarks: readonly Benchmark[],
  { missingParts = 'refuse' }: RobustnessStudyRequest,
  context: RunContext,
): Promise<Readonly<Record<string, Score>>> {
  const scores: Record<string, Score> = {};
  for (const benchmark of benchmarks) {
    const sources = { name, model, open, map: undefined, asked: {}, missingParts };
    const { choices } = chooseLayers(benchmark, sources);
    const scoring = { model, open, benchmark, choices, options: { missingParts } };
    scores[benchmark.id] = (await scoreLayers(scoring, context)).bestScore;
  }
  return scores;
}

/** The scores that a mean is made of stand beside it. */
function withoutParts({ parts: _, ...score }: Score): Score {
  return score;
}

/** What a benchmark says of images as they are. */
function cleanOf(scores: readonly Score[]): number {
  const found = scores.flatMap(({ extras = {} }) => {
    const { clean } = extras.robustness ?? extras.corruption ?? {};
    return typeof clean === 'number' ? [clean] : [];
  });
  return found[0] ?? Number.NaN;
}

function imageCountOf(networks: readonly NetworkRobustness[]): number {
  const [{ uncertainty } = {}] = Object.values(networks[0]?.scores ?? {});
  return uncertainty !== undefined && 'units' in uncertainty ? (uncertainty.units.stimuli ?? 0) : 0;
}

/** The networks, with their errors under corruption relative to those of the reference. */
function withErrors(
  networks: readonly NetworkRobustness[],
  reference: string | undefined,
): readonly NetworkRobustness[] {
  const errors = networks.map(({ scores }) => corruptionErrors(Object.values(scores)));
  const of = errors[networks.findIndex(({ model }) => model === reference)];
  if (of === undefined) return networks;
  return networks.map((network, index) => {
    const own = errors[index] ?? {};
    const ratios = Object.entries(own).map(([name, error]) => error / (of[name] ?? Number.NaN));
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
    return Number.isFinite(mean) ? { ...network, meanCorruptionError: mean } : network;
  });
}

/** Errors summed over severities, by corruption. */
function corruptionErrors(scores: readonly Score[]): Readonly<Record<string, number>> {
  for (const { extras } of scores) {
    const shares = extras?.corruption?.shares as Record<string, readonly number[]> | undefined;
    if (shares === undefined) continue;
    return Object.fromEntries(
      Object.entries(shares).map(([name, named]) => [
        name,
        named.reduce((sum, share) => sum + 1 - share, 0),
      ]),
    );
  }
  return {};
}

function relate(benchmark: string, networks: readonly NetworkRobustness[]): RobustnessRelation {
  const pairs = networks.flatMap(({ v1, whiteBox }) =>
    v1 && whiteBox ? [[v1.value, whiteBox.value] as const] : [],
  );
  const count = { benchmark, networks: pairs.length };
  if (pairs.length < 3) return count;
  const r = pearson(
    pairs.map(([score]) => score),
    pairs.map(([, robustness]) => robustness),
  );
  if (!Number.isFinite(r)) return count;
  if (pairs.length < 4 || Math.abs(r) >= 1) return { ...count, r };
  const half = 1.959963984540054 / Math.sqrt(pairs.length - 3);
  const interval = [Math.tanh(Math.atanh(r) - half), Math.tanh(Math.atanh(r) + half)] as const;
  return { ...count, r, interval };
}
