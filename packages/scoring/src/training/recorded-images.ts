import { type Responses, readResponses, type StimulusSet } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { InstalledPackage } from '@ventral/host';
import { createMatrix, type Matrix, RandomState } from '@ventral/numerics';
import type { ResponsesToImages } from '@ventral/training';
import { loadRecordings } from '../load-recordings.ts';
import type { ProjectRun } from '../project-run.ts';
import { drawShare } from './draw-share.ts';
import type { RecordedObjective } from './train-request.ts';

/** Images with recorded responses. */
export interface RecordedImages {
  readonly stimuli: StimulusSet;
  /** In the order of the stimuli. */
  readonly responses: ResponsesToImages;
  readonly package: InstalledPackage;
}

/** Stimuli and sites, by their indices in what was read. */
export interface RecordedPart {
  /** In the order of the stimuli of the data set. */
  readonly stimuli: readonly number[];
  readonly sites: readonly number[];
}

/** Recordings, in two parts: what a network learns from, and the rest. */
export interface PartedRecordings {
  /** All of the data set. */
  readonly stimuli: StimulusSet;
  /** Means over presentations. */
  readonly responses: Responses;
  readonly learnt: RecordedPart;
  readonly heldOut: RecordedPart;
  readonly package: InstalledPackage;
}

/**
 * The stimuli of a data set with what was recorded, the mean over presentations; stimuli without are left out, and
 * so are stimuli and sites that are held out.
 *
 * @throws VentralError `PLUGIN_NOT_FOUND`, `STIMULI_MISMATCH` where nothing was recorded of any stimulus
 * @throws VentralError `OPTION_INVALID` for a data set without recordings, a region that is not named, or where
 *   fewer than two stimuli, or no site, are left to learn from
 */
export async function openRecordedImages(
  asked: RecordedObjective,
  run: ProjectRun,
): Promise<RecordedImages> {
  const { stimuli, responses, learnt, package: from } = await partRecordings(asked, run);
  const byId = new Map(stimuli.stimuli.map((stimulus) => [stimulus.id, stimulus]));
  const shown = learnt.stimuli.map((row) => byId.get(responses.stimulusIds[row]!)!);
  // The control: the same responses, each to another image.
  const order = asked.shuffled
    ? new RandomState(run.context.seed).permutation(learnt.stimuli)
    : learnt.stimuli;
  return {
    // Columns go with all stimuli; nothing here reads them.
    stimuli: { ...stimuli, stimuli: shown, columns: {} },
    responses: selectResponses(responses, { stimuli: order, sites: learnt.sites }),
    package: from,
  };
}

/** The responses of sites to stimuli, as a matrix in their order. */
export function selectResponses(
  { shape: [, columns], values }: Responses,
  { stimuli, sites }: RecordedPart,
): Matrix {
  const selected = createMatrix([stimuli.length, sites.length]);
  for (const [place, row] of stimuli.entries()) {
    for (const [at, site] of sites.entries()) {
      selected.values[place * sites.length + at] = values[row * columns + site]!;
    }
  }
  return selected;
}

/**
 * Reads recordings, and draws by the seed of the run what is learnt from. Stimuli are drawn among all of the data
 * set, whatever was recorded of them: with one seed, the same are held out of every region.
 *
 * @throws as {@link openRecordedImages}
 */
export async function partRecordings(
  { recordings: address, region, stimulusShare = 1, siteShare = 1 }: RecordedObjective,
  run: ProjectRun,
): Promise<PartedRecordings> {
  const { stimuli, recordings, package: from } = await loadRecordings(address, region, run);
  const responses = readResponses(recordings);
  const rowOf = new Map(responses.stimulusIds.map((stimulus, row) => [stimulus, row]));
  const ids = stimuli.stimuli.map((stimulus) => stimulus.id);
  const recorded = ids.filter((stimulus) => rowOf.has(stimulus));
  if (recorded.length < 2) {
    throw new VentralError(
      'STIMULI_MISMATCH',
      `${address} has recordings of ${recorded.length} of its ${ids.length} stimuli.`,
      { hint: 'Training needs responses to two stimuli or more.' },
    );
  }
  const isLearnt = drawShare(ids.length, stimulusShare, run.context.seed);
  const rowsOf = (wanted: boolean) =>
    ids.flatMap((stimulus, index) => {
      const row = rowOf.get(stimulus);
      return row !== undefined && isLearnt[index] === wanted ? [row] : [];
    });
  const ofSites = drawShare(responses.shape[1], siteShare, run.context.seed);
  const sitesOf = (wanted: boolean) => [...ofSites.keys()].filter((at) => ofSites[at] === wanted);
  const learnt = { stimuli: rowsOf(true), sites: sitesOf(true) };
  if (learnt.stimuli.length < 2 || learnt.sites.length < 1) {
    throw new VentralError(
      'OPTION_INVALID',
      `Of ${address}, ${learnt.stimuli.length} stimuli and ${learnt.sites.length} sites are left to learn from.`,
      { hint: 'Training needs two stimuli and a site or more: give larger shares.' },
    );
  }
  const heldOut = { stimuli: rowsOf(false), sites: sitesOf(false) };
  return { stimuli, responses, learnt, heldOut, package: from };
}
