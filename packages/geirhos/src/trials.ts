import { type Assembly, createAssembly } from '@ventral/arrays';
import type { PinnedFile, RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { fetchFiles, readText } from '@ventral/files';
import { parse } from 'csv-parse/sync';
import { namedTrial, shownCategories, shownStimulus } from './stimulus-name.ts';

const header = 'subj,session,trial,rt,object_response,category,condition,imagename';

/** What is used of a row of the authors' tables. */
type Row = Record<
  'subj' | 'rt' | 'object_response' | 'category' | 'condition' | 'imagename',
  string
>;

/** What one person chose for one stimulus. */
export type Trial = Row & { readonly stimulus: string };

/**
 * Fetches the trials of all people in an experiment: person by person, in the order they were made.
 *
 * @param id of the experiment, for progress
 * @param tables one a person
 * @param stimuli every stimulus that can have been shown
 * @returns along `presentation`, as {@link assembleTrials} makes them
 * @throws VentralError `DATA_CORRUPT` as {@link parseTrials}, and what `fetchFiles` throws
 */
export async function loadTrials(
  id: string,
  tables: readonly PinnedFile[],
  context: RunContext,
  stimuli?: ReadonlySet<string>,
): Promise<Assembly> {
  const paths = await fetchFiles(tables, `Fetching the trials of ${id}`, context);
  const perSubject = await Promise.all(
    paths.map(async (path) => parseTrials(await readText(path), path, stimuli)),
  );
  return assembleTrials(perSubject.flat());
}

/**
 * Parses the table of one person.
 *
 * @param source where the text is from, for messages
 * @param stimuli every stimulus that can have been shown
 * @default any stimulus
 * @throws VentralError `DATA_CORRUPT` for anything but a table of trials on these stimuli, and where
 *   the name of an image says another category or condition than its row
 */
export function parseTrials(
  text: string,
  source: string,
  stimuli?: ReadonlySet<string>,
): readonly Trial[] {
  return parseTable(text, source).map((row, index) => {
    const stimulus = shownStimulus(row.imagename);
    const named = namedTrial(row.imagename);
    const isKnown = stimulus !== undefined && stimuli?.has(stimulus) !== false;
    if (!isKnown || named?.category !== row.category || named.condition !== row.condition) {
      throw new VentralError(
        'DATA_CORRUPT',
        `Trial ${index + 1} of ${source} shows '${row.imagename}' as a ${row.category} in the ` +
          `condition '${row.condition}', which is no stimulus of its experiment.`,
      );
    }
    return { ...row, stimulus };
  });
}

/**
 * The trials as an assembly along `presentation`: 1 where the choice was the right category, else 0.
 * Coordinates:
 *
 * - `stimulus_id`: the file that was shown, `bicycle3.png`
 * - `subject`
 * - `condition`, as the table spells it
 * - `truth`: the right category
 * - `texture`: that of the texture, where every image has a shape and a texture
 * - `choice`: a category, or `na` where no answer came in time
 * - `reaction_time`: in seconds; NaN where no answer came in time
 */
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
      ...(textures.length === trials.length &&
        textures.length > 0 && { texture: { dim: 'presentation', values: textures } }),
      choice: label(({ object_response }) => object_response),
      reaction_time: label(({ rt }) => Number(rt)),
    },
  });
}

function parseTable(text: string, source: string): readonly Row[] {
  try {
    const [first, ...rows]: string[][] = parse(text);
    // Some tables spell one of them with a capital.
    const names = first?.map((name) => name.toLowerCase()) ?? [];
    if (names.join() !== header) throw new Error(`its columns are ${first?.join()}`);
    return rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [names[at], cell])));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new VentralError('DATA_CORRUPT', `${source} is no table of trials: ${why}.`, { cause });
  }
}
