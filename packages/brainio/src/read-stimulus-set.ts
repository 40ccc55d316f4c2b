import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { Stimulus, StimulusSet } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { openZip, withUnchangedFile } from '@ventral/files';
import { decodeImage } from '@ventral/images';
import { type CsvTable, readCsvTable } from './csv-table.ts';

/** What the files of a stimulus set do not say themselves. */
export interface StimulusSetSettings {
  /** The set's name, such as `hvm-public`. */
  readonly id: string;
  /** Width of the images in degrees of visual angle, where the experiment states it. */
  readonly degrees?: number;
}

const namedAtMost = 3;

/**
 * Reads a stimulus set in BrainIO's format: a csv, one row a stimulus in the order of the set, and
 * a zip with the images.
 *
 * The columns are those of the csv; `image_id` without `stimulus_id` is repeated under that name.
 * Images are decoded when they are asked for. The digest is made of the two files' hashes: one
 * pass over the zip, about a second a gigabyte.
 *
 * @throws VentralError `FILE_UNREADABLE` where a file is missing
 * @throws VentralError `DATA_CORRUPT` where a file is damaged, a stimulus has no id, no file name or
 * the id of another, or the files in the zip are not those of the csv
 */
export async function readStimulusSet(
  csvPath: string,
  zipPath: string,
  { id, degrees }: StimulusSetSettings,
): Promise<StimulusSet> {
  const columns = withStimulusIds(await readCsvTable(csvPath));
  const ids = textColumn(columns, 'stimulus_id', csvPath);
  const files = textColumn(columns, 'filename', csvPath);
  requireUnique(ids, csvPath);
  const zip = await openZip(zipPath);
  requireSameFiles(
    new Set(files),
    new Set(zip.entries.map(({ name }) => name).filter((name) => !/\.(zip|csv)$/.test(name))),
    zipPath,
  );
  const stimuli = ids.map((stimulusId, row): Stimulus => {
    const name = files[row] as string;
    const load = async () => decodeImage(await zip.read(name), stimulusId);
    return Object.freeze({ id: stimulusId, load });
  });
  const hashes = await Promise.all([csvPath, zipPath].map(hashFile));
  const digest = createHash('sha256')
    .update(`BrainIO ${hashes.join(' ')}`)
    .digest('hex');
  return Object.freeze({
    id,
    digest,
    stimuli,
    columns,
    ...(degrees === undefined ? {} : { degrees }),
  });
}

function withStimulusIds(columns: CsvTable): CsvTable {
  const { stimulus_id, image_id } = columns;
  if (stimulus_id !== undefined || image_id === undefined) return columns;
  return { ...columns, stimulus_id: image_id };
}

function textColumn(columns: CsvTable, name: string, path: string): readonly string[] {
  const values = columns[name];
  if (values === undefined) {
    throw new VentralError(
      'DATA_CORRUPT',
      `The table ${path} has no column '${name}'; it has: ${Object.keys(columns).join(', ')}.`,
    );
  }
  const row = values.findIndex((value) => Number.isNaN(value));
  if (row === -1) return values.map(String);
  throw new VentralError('DATA_CORRUPT', `Stimulus ${row + 1} of ${path} has no '${name}'.`);
}

function requireUnique(ids: readonly string[], path: string): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) {
      throw new VentralError('DATA_CORRUPT', `The table ${path} has two stimuli named '${id}'.`);
    }
    seen.add(id);
  }
}

function requireSameFiles(
  listed: ReadonlySet<string>,
  present: ReadonlySet<string>,
  zipPath: string,
): void {
  const absent = [...listed].filter((name) => !present.has(name));
  const unlisted = [...present].filter((name) => !listed.has(name));
  if (absent.length === 0 && unlisted.length === 0) return;
  const parts = [
    ...(absent.length === 0 ? [] : [`lacks ${nameSome(absent)} of the csv`]),
    ...(unlisted.length === 0 ? [] : [`holds ${nameSome(unlisted)} that the csv does not name`]),
  ];
  throw new VentralError('DATA_CORRUPT', `The zip ${zipPath} ${parts.join(', and ')}.`, {
    hint: 'The csv and the zip have to be of the same stimulus set and version.',
  });
}

function nameSome(names: readonly string[]): string {
  const first = names
    .slice(0, namedAtMost)
    .map((name) => `'${name}'`)
    .join(', ');
  const more = names.length - namedAtMost;
  return more > 0 ? `${first} and ${more} more` : first;
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await withUnchangedFile(path, (file) =>
    pipeline(file.createReadStream({ highWaterMark: 2 ** 20, autoClose: false }), hash),
  );
  return hash.digest('hex');
}
