import { readResponses, type StimulusSet } from '@ventral/arrays';
import type { NeuralData, RegionalData } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { findPlugin, type InstalledPackage, loadPlugin } from '@ventral/host';
import { RandomState } from '@ventral/numerics';
import type { ResponsesToImages } from '@ventral/training';
import type { ProjectRun } from '../project-run.ts';
import type { RecordedObjective } from './train-request.ts';

/** Images with recorded responses. */
export interface RecordedImages {
  readonly stimuli: StimulusSet;
  /** In the order of the stimuli. */
  readonly responses: ResponsesToImages;
  readonly package: InstalledPackage;
}

/**
 * The stimuli of a data set with what was recorded, the mean over presentations; stimuli without are left out.
 *
 * @throws VentralError `PLUGIN_NOT_FOUND`, `STIMULI_MISMATCH` where nothing was recorded of any stimulus
 * @throws VentralError `OPTION_INVALID` for a data set without recordings, or a region that is not named
 */
export async function openRecordedImages(
  { recordings: address, region, shuffled = false }: RecordedObjective,
  { plugins, context }: ProjectRun,
): Promise<RecordedImages> {
  const [id = '', ...rest] = address.split('.');
  const plugin = findPlugin(plugins, 'dataset', id);
  const dataset = await loadPlugin(plugins, 'dataset', id);
  const loaded = await dataset.load(context, rest.length === 0 ? undefined : rest.join('.'));
  const data = await ofRegion(address, loaded, region, dataset.regions);
  const read = readResponses(data.recordings);
  const rowOf = new Map(read.stimulusIds.map((stimulus, row) => [stimulus, row]));
  const shown = data.stimuli.stimuli.filter(({ id: stimulus }) => rowOf.has(stimulus));
  if (shown.length < 2) {
    throw new VentralError(
      'STIMULI_MISMATCH',
      `${address} has recordings of ${shown.length} of its ${data.stimuli.stimuli.length} stimuli.`,
      { hint: 'Training needs responses to two stimuli or more.' },
    );
  }
  const rows = shown.map(({ id: stimulus }) => rowOf.get(stimulus) as number);
  // The control: the same responses, each to another image.
  const order = shuffled ? new RandomState(context.seed).permutation(rows) : rows;
  const [, neuroids] = read.shape;
  const values = new Float64Array(order.length * neuroids);
  for (const [place, row] of order.entries()) {
    values.set(read.values.subarray(row * neuroids, (row + 1) * neuroids), place * neuroids);
  }
  return {
    // Columns go with all stimuli; nothing here reads them.
    stimuli: { ...data.stimuli, stimuli: shown, columns: {} },
    responses: { shape: [order.length, neuroids], values },
    package: plugin.package,
  };
}

async function ofRegion(
  address: string,
  loaded: unknown,
  region: string | undefined,
  regions: readonly string[],
): Promise<NeuralData> {
  const data = Object(loaded) as Partial<NeuralData & RegionalData>;
  if (data.stimuli !== undefined && data.recordings !== undefined) {
    return { stimuli: data.stimuli, recordings: data.recordings };
  }
  if (data.stimuli === undefined || data.region === undefined) {
    throw new VentralError('OPTION_INVALID', `The data set '${address}' holds no recordings.`, {
      hint: 'Give one of recordings, such as SimulatedVentral.',
    });
  }
  const chosen = region ?? (regions.length === 1 ? regions[0] : undefined);
  if (chosen !== undefined) return { stimuli: data.stimuli, ...(await data.region(chosen)) };
  throw new VentralError('OPTION_INVALID', `${address} has recordings of ${regions.join(', ')}.`, {
    hint: 'Say which the network is to be like: --region IT.',
  });
}
