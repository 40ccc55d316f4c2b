import type { NeuralData, RegionalData } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { findPlugin, type InstalledPackage, loadPlugin } from '@ventral/host';
import type { ProjectRun } from './project-run.ts';

/** Recordings of one region, and where they are from. */
export interface LoadedRecordings extends NeuralData {
  readonly package: InstalledPackage;
  /** The region, where it was named or is the only one. */
  readonly region?: string;
}

/**
 * Loads the recordings of one region.
 *
 * @param address of a data set, with the part of one that has parts: `MajajHong2015.public`
 * @throws VentralError `PLUGIN_NOT_FOUND`
 * @throws VentralError `OPTION_INVALID` for a data set without recordings, a region or a part that there is not, or one
 *   that is not named
 */
export async function loadRecordings(
  address: string,
  region: string | undefined,
  { plugins, context }: ProjectRun,
): Promise<LoadedRecordings> {
  const [id = '', ...rest] = address.split('.');
  const plugin = findPlugin(plugins, 'dataset', id);
  const dataset = await loadPlugin(plugins, 'dataset', id);
  const { regions } = dataset;
  if (region !== undefined && regions.length > 0 && !regions.includes(region)) {
    throw new VentralError('OPTION_INVALID', `${address} has no recordings of '${region}'.`, {
      hint: `It has some of ${regions.join(', ')}.`,
    });
  }
  const loaded = await dataset.load(context, rest.length === 0 ? undefined : rest.join('.'));
  const data = await ofRegion(address, loaded, region, regions);
  const only = region ?? (regions.length === 1 ? regions[0] : undefined);
  return { ...data, package: plugin.package, ...(only !== undefined && { region: only }) };
}

async function ofRegion(
  address: string,
  loaded: unknown,
  region: string | undefined,
  regions: readonly string[],
): Promise<NeuralData> {
  const data = Object(loaded) as Partial<NeuralData & RegionalData>;
  if (data.stimuli !== undefined && data.recordings !== undefined) {
    const { stimuli, recordings, trials } = data;
    return { stimuli, recordings, ...(trials !== undefined && { trials }) };
  }
  if (data.stimuli === undefined || data.region === undefined) {
    throw new VentralError('OPTION_INVALID', `The data set '${address}' holds no recordings.`, {
      hint: 'Give one of recordings, such as SimulatedVentral.',
    });
  }
  const chosen = region ?? (regions.length === 1 ? regions[0] : undefined);
  if (chosen !== undefined) return { stimuli: data.stimuli, ...(await data.region(chosen)) };
  throw new VentralError('OPTION_INVALID', `${address} has recordings of ${regions.join(', ')}.`, {
    hint: 'Say which is meant: --region IT.',
  });
}
