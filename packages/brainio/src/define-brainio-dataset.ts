import type { StimulusSet } from '@ventral/arrays';
import { type Dataset, defineDataset, type PluginDescription } from '@ventral/core';
import { fetchFile } from '@ventral/files';
import { type BrainioPart, fetchStimulusSet } from './brainio-part.ts';
import { type BrainioRegion, type RegionSettings, readRegion } from './read-region.ts';

/** What is said of a data set of recordings in BrainIO's format. */
export interface BrainioDatasetDescription extends PluginDescription, RegionSettings {
  readonly species: string;
  /** How it was measured, such as `electrophysiology`. */
  readonly modality?: string;
  /** Regions as the file labels its neuroids: `['V4', 'IT']`. */
  readonly regions: readonly string[];
  /** Width of the images in degrees of visual angle. */
  readonly degrees: number;
  readonly parts: Readonly<Record<string, BrainioPart>>;
}

/** Recordings, read region by region, and the stimuli they were made with. */
export interface BrainioRecordings {
  readonly stimuli: StimulusSet;
  /**
   * Reads the recordings of one region, and no other.
   *
   * @throws VentralError what {@link readRegion} throws
   */
  region(name: string): Promise<BrainioRegion>;
}

/** A data set of recordings in BrainIO's format, with all that was said of it. */
export type BrainioDataset = Dataset<BrainioRecordings> & Omit<BrainioDatasetDescription, 'parts'>;

/**
 * Makes a data set plugin of recordings that are laid out as BrainIO does: netCDF-4 with the
 * dimensions presentation, neuroid and time_bin, in any order, and stimuli of a csv and a zip.
 *
 * @example
 * // Recordings of other sites in the layout of MajajHong2015.
 * defineBrainioDataset({ ...majajHong2015, id: 'Mine', parts: { all: { stimulusSet, files } } });
 */
export function defineBrainioDataset(description: BrainioDatasetDescription): BrainioDataset {
  const { parts, degrees } = description;
  const dataset = defineDataset({
    ...description,
    parts: Object.fromEntries(Object.entries(parts).map(([name, { files }]) => [name, files])),
    async load({ assembly }, context, part): Promise<BrainioRecordings> {
      const stimuli = await fetchStimulusSet(parts[part] as BrainioPart, degrees, context);
      const path = await fetchFile(assembly, context);
      return Object.freeze({
        stimuli,
        region: (name: string) => readRegion(path, stimuli, name, description, context.signal),
      });
    },
  });
  return dataset as BrainioDataset;
}
