import { createHash } from 'node:crypto';
import { type Assembly, coordinate, type Stimulus, type StimulusSet } from '@ventral/arrays';
import { readStimulusSet } from '@ventral/brainio';
import type { PinnedFile, RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { fetchFile } from '@ventral/files';

/** The labels of a trial that are those of its stimulus. */
const labels = ['condition', 'truth', 'texture'];

/**
 * The stimuli of an experiment, in the order of their names. Trials say which there are: the archive
 * of the images is fetched when the first of them is asked for. The digest is made of the pins.
 *
 * @param id of the set
 * @param trials with the coordinates `stimulus_id`, `condition` and `truth`; and `texture`
 * @param files a table in BrainIO's format, one row a stimulus, and the archive
 */
export function archivedStimuli(
  id: string,
  trials: Assembly,
  files: Readonly<Record<'csv' | 'zip', PinnedFile>>,
  context: RunContext,
): StimulusSet {
  const trialOf = new Map(coordinate(trials, 'stimulus_id').map((name, row) => [`${name}`, row]));
  const ids = [...trialOf.keys()].sort();
  let opened: Promise<ReadonlyMap<string, Stimulus>> | undefined;
  const archive = () => {
    opened ??= openArchive(id, ids, files, context);
    return opened;
  };
  const digest = createHash('sha256').update(
    `images\n${files.csv.hash.digest}\n${files.zip.hash.digest}`,
  );
  return Object.freeze({
    id,
    digest: digest.digest('hex'),
    stimuli: ids.map((name) =>
      Object.freeze({
        id: name,
        load: async () => ((await archive()).get(name) as Stimulus).load(),
      }),
    ),
    columns: Object.fromEntries(
      labels
        .filter((label) => trials.coords[label] !== undefined)
        .map((label) => {
          const values = coordinate(trials, label).map(String);
          return [label, ids.map((name) => values[trialOf.get(name) as number] as string)];
        }),
    ),
  });
}

async function openArchive(
  id: string,
  ids: readonly string[],
  files: Readonly<Record<'csv' | 'zip', PinnedFile>>,
  context: RunContext,
): Promise<ReadonlyMap<string, Stimulus>> {
  const csv = await fetchFile(files.csv, context);
  const zip = await fetchFile(files.zip, context);
  const { stimuli } = await readStimulusSet(csv, zip, { id });
  const found = new Map(stimuli.map((stimulus) => [fileName(stimulus.id), stimulus]));
  const missing = ids.filter((name) => !found.has(name));
  if (missing.length === 0) return found;
  throw new VentralError(
    'DATA_CORRUPT',
    `${missing.length} of the ${ids.length} stimuli of ${id} are not in ${csv}, such as '${missing[0]}'.`,
    { hint: 'It is not the table of this experiment.' },
  );
}

/**
 * The file of a stimulus as trials name it. Tables of stimuli leave out its ending, and most put
 * condition, category and a number before: `cr_oven_40_n04111531_14126`.
 */
function fileName(id: string): string {
  const name = /^(?:[^_]+_){3}(.+)$/.exec(id)?.[1] ?? id;
  return name.endsWith('.png') ? name : `${name}.png`;
}
