import { readFile } from 'node:fs/promises';
import { type Assembly, createAssembly } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { parse } from 'csv-parse/sync';

type Row = Readonly<Record<string, string>>;

/**
 * Reads choices, one a row: .csv with the columns `stimulus_id` and `choice`, and those that the
 * metric asks for (`sample_obj` and `dist_obj` of two-choice trials; `truth`, `subject` and
 * `condition` of answers). Every column becomes a coordinate; without a subject or a condition, all
 * rows are of one. Values are 1 where the choice is right.
 *
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT`, naming the file
 */
export async function readChoices(path: string): Promise<Assembly> {
  const rows = await readRows(path, ['stimulus_id', 'choice']);
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

/**
 * Reads the probabilities of choices: .csv with `stimulus_id` and a column for each object.
 *
 * @returns `presentation x choice`
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT`, naming the file, row and column
 */
export async function readProbabilities(path: string): Promise<Assembly> {
  const rows = await readRows(path, ['stimulus_id']);
  const choices = Object.keys(rows[0] as Row).filter((name) => name !== 'stimulus_id');
  const values = rows.flatMap((row, index) =>
    choices.map((choice) => {
      const value = Number(row[choice]);
      if (row[choice] !== '' && !Number.isNaN(value)) return value;
      throw new VentralError(
        'DATA_CORRUPT',
        `${path}: '${row[choice]}' in column '${choice}' of row ${index + 1} is no number.`,
      );
    }),
  );
  return createAssembly({
    dims: ['presentation', 'choice'],
    shape: [rows.length, choices.length],
    values: Float64Array.from(values),
    coords: {
      stimulus_id: { dim: 'presentation', values: rows.map((row) => row.stimulus_id as string) },
      choice: { dim: 'choice', values: choices },
    },
  });
}

async function readRows(path: string, required: readonly string[]): Promise<readonly Row[]> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new VentralError('FILE_UNREADABLE', `${path} cannot be read.`, { cause });
  });
  let rows: readonly Row[];
  try {
    rows = parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (cause) {
    const what = (cause as Error).message;
    throw new VentralError('DATA_CORRUPT', `${path} is no table of values: ${what}.`, { cause });
  }
  const missing = required.filter((name) => !Object.hasOwn(rows[0] ?? {}, name));
  if (missing.length === 0) return rows;
  throw new VentralError(
    'DATA_CORRUPT',
    rows.length === 0 ? `${path} has no rows.` : `${path} has no column ${missing.join(', ')}.`,
    { hint: 'The first line names the columns, separated by commas.' },
  );
}
