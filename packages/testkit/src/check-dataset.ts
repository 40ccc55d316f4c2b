import type { Dataset, RunContext } from '@ventral/core';
import { type DatasetSubject, datasetLoadRules, datasetRules } from './dataset-rules.ts';
import { registerRules } from './rules.ts';

/** How a data set is checked. */
export interface DatasetCheckOptions {
  /** What to load, where its files are at hand. */
  readonly load?: { readonly context: RunContext; readonly part?: string };
}

/**
 * Registers the conformance tests of a data set: its form and texts, licence and citation among
 * them; pins; parts, and the files of each. With `load`, its content as well: stimuli that can be
 * told apart, recordings of them or choices, and no file read but those of the part.
 */
export function checkDataset(dataset: Dataset, { load }: DatasetCheckOptions = {}): void {
  registerRules(dataset.id, datasetRules, { plugin: dataset });
  if (load === undefined) return;
  const subject: DatasetSubject = { plugin: dataset, ...load };
  registerRules(`${dataset.id}, loaded,`, datasetLoadRules, subject);
}
