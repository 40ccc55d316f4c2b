import { type Assembly, createAssembly } from '@ventral/arrays';
import { isVentralError, VentralError } from '@ventral/errors';
import { readText } from '@ventral/files';
import { parse } from 'csv-parse/sync';

/** A table: for each row, its cells by the names of the columns. */
export type ChoiceTable = readonly Readonly<Record<string, string>>[];

// Columns as model-vs-human writes them (Geirhos et al. 2021), and as they are called here.
const otherNames = {
  imagename: 'stimulus_id',
  object_response: 'choice',
  category: 'truth',
  subj: 'subject',
} as const;

/**
 * Reads choices, one a row: .csv with the columns `stimulus_id` and `choice`, and those that the
 * metric asks for (`sample_obj` and `dist_obj` of two-choice trials; `truth`, `subject` and
 * `condition` of answers); or as model-vs-human writes them, `subj`, `object_response`, `category`,
 * `condition`, `imagename`. Every column becomes a coordinate; without a subject or a condition, all
 * rows are of one. Values are 1 where the choice is right.
 *
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT`, naming the file
 */
export async function readChoices(path: string): Promise<Assembly> {
  const rows = (await readChoiceTable(path, [])).map(withOwnNames);
  requireColumns(path, rows, ['stimulus_id', 'choice']);
  const columns = { subject: 'all', condition: 'all', ...rows[0] };
  const coords = Object.keys(columns).map((name) => {
    const values = rows.map((row) => row[name] ?? 'all');
    return [name, { dim: 'presentation', values }] as const;
  });
  return createAssembly({
    dims: ['presentation'],
    shape: [rows.length],
    values: Float64Array.from(rows, ({ choice, truth, sample_obj }) =>
      choice === (truth ?? sample_obj) ? 1 : 0,
    ),
    coords: Object.fromEntries(coords),
  });
}

/** The row with its columns called as here, where they are called as in model-vs-human. */
function withOwnNames(row: ChoiceTable[number]): ChoiceTable[number] {
  if (Object.hasOwn(row, 'stimulus_id') || !Object.hasOwn(row, 'imagename')) return row;
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [
      Object.hasOwn(otherNames, name) ? otherNames[name as keyof typeof otherNames] : name,
      cell,
    ]),
  );
}

/** Refuses a column that is named twice: of two, one would be lost. */
function requireDistinct(path: string, names: readonly string[]): string[] {
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated === undefined) return [...names];
  throw new VentralError('DATA_CORRUPT', `${path} has several columns '${repeated}'.`, {
    hint: 'Give each column a name of its own.',
  });
}

/**
 * Reads a .csv whose first line names the columns.
 *
 * @param required names of columns that have to be there
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT`, naming the file
 */
export async function readChoiceTable(
  path: string,
  required: readonly string[],
): Promise<ChoiceTable> {
  const text = await readText(path);
  let rows: ChoiceTable;
  try {
    const columns = (names: string[]) => requireDistinct(path, names);
    rows = parse(text, { columns, bom: true, skip_empty_lines: true, trim: true });
  } catch (cause) {
    if (isVentralError(cause)) throw cause;
    const what = (cause as Error).message;
    throw new VentralError('DATA_CORRUPT', `${path} is no table of values: ${what}.`, { cause });
  }
  requireColumns(path, rows, required);
  return rows;
}

function requireColumns(path: string, rows: ChoiceTable, required: readonly string[]): void {
  const missing = required.filter((name) => !Object.hasOwn(rows[0] ?? {}, name));
  if (missing.length === 0 && rows.length > 0) return;
  throw new VentralError(
    'DATA_CORRUPT',
    rows.length === 0 ? `${path} has no rows.` : `${path} has no column ${missing.join(', ')}.`,
    { hint: 'The first line names the columns, separated by commas.' },
  );
}
