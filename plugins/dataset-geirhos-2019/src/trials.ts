import { posix } from 'node:path';
import { type Assembly, createAssembly } from '@ventral/arrays';
import type { RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { fetchFiles, readText } from '@ventral/files';
import { parse } from 'csv-parse/sync';
import type { ExperimentFiles } from './experiment-files.ts';
import { shownCategories, shownStimulus } from './stimulus-name.ts';

const header = 'subj,session,trial,rt,object_response,category,condition,imagename';

/** What is used of a row of the authors' tables. */
type Row = Record<
  'subj' | 'rt' | 'object_response' | 'category' | 'condition' | 'imagename',
  string
>;

type Trial = Row & { readonly stimulus: string };

/**
 * The trials of all people in an experiment, person by person, in the order they were made.
 *
 * @param id of the experiment, for progress
 */
export async function loadTrials(
  id: string,
  { images, trials }: ExperimentFiles,
  context: RunContext,
): Promise<Assembly> {
  const paths = await fetchFiles(trials, `Fetching the trials of ${id}`, context);
  const stimuli = new Set(images.map(({ path }) => posix.basename(path)));
  const perSubject = await Promise.all(
    paths.map(async (path) => parseTrials(await readText(path), stimuli, path)),
  );
  return assembleTrials(perSubject.flat());
}

/**
 * Parses the table of one person.
 *
 * @param stimuli every stimulus that can have been shown
 * @param source where the text is from, for messages
 * @throws VentralError `DATA_CORRUPT` for anything but a table of trials on these stimuli
 */
export function parseTrials(
  text: string,
  stimuli: ReadonlySet<string>,
  source: string,
): readonly Trial[] {
  return parseTable(text, source).map((row, index) => {
    const stimulus = shownStimulus(row.imagename);
    const isKnown = stimulus !== undefined && stimuli.has(stimulus);
    if (!isKnown || shownCategories(stimulus).shape !== row.category) {
      throw new VentralError(
        'DATA_CORRUPT',
        `Trial ${index + 1} of ${source} shows '${row.imagename}' as a ${row.category}, which is ` +
          'no stimulus of its experiment.',
      );
    }
    return { ...row, stimulus };
  });
}

/** The trials as an assembly along `presentation`; see `GeirhosExperiment`. */
export function assembleTrials(trials: readonly Trial[]): Assembly {
  const label = (labelOf: (trial: Trial) => string | number) => ({
    dim: 'presentation',
    values: trials.map(labelOf),
  });
  const textures = trials.flatMap(({ stimulus }) => shownCategories(stimulus).texture ?? []);
  return createAssembly({
    dims: ['presentation'],
    shape: [trials.length],
    values: Float64Array.from(trials, (trial) => Number(trial.object_response === trial.category)),
    coords: {
      stimulus_id: label(({ stimulus }) => stimulus),
      subject: label(({ subj }) => subj),
      condition: label(({ condition }) => condition),
      truth: label(({ category }) => category),
      ...(textures.length === 0 ? {} : { texture: { dim: 'presentation', values: textures } }),
      choice: label(({ object_response }) => object_response),
      reaction_time: label(({ rt }) => Number(rt)),
    },
  });
}

function parseTable(text: string, source: string): readonly Row[] {
  try {
    const [first, ...rows]: string[][] = parse(text);
    if (first?.join() !== header) throw new Error(`its columns are ${first?.join()}`);
    return rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [first[at], cell])));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new VentralError('DATA_CORRUPT', `${source} is no table of trials: ${why}.`, { cause });
  }
}
