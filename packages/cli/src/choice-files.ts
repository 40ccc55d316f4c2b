import { type Assembly, createAssembly } from '@ventral/arrays';
import { isVentralError, VentralError } from '@ventral/errors';
import { readText } from '@ventral/files';
import { parse } from 'csv-parse/sync';
import { parseDecimal } from './decimal-number.ts';

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
 * Reads the probabilities of choices: .csv with `stimulus_id` and a column for each object; a row for each
 * time that the model saw the stimulus, every stimulus as often.
 *
 * @returns `presentation x choice`
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT`, naming the file, row and column
 * @throws VentralError `STIMULI_MISMATCH` where a stimulus has more rows than another
 * @throws VentralError `RESPONSES_INVALID` for a probability above 1
 */
export async function readProbabilities(path: string): Promise<Assembly> {
  const rows = await readRows(path, ['stimulus_id']);
  const choices = Object.keys(rows[0] as Row).filter((name) => name !== 'stimulus_id');
  requireSameRows(path, rows);
  const values = rows.flatMap((row, index) =>
    choices.map((choice) => {
      const value = parseDecimal(row[choice] as string);
      // A softmax in float32 may leave a little more than 1.
      if (value > 1 + 1e-6 && value < Number.POSITIVE_INFINITY) {
        throw new VentralError(
          'RESPONSES_INVALID',
          `${path}: the probability of '${choice}' in row ${index + 1} is ${value}, above 1.`,
          { hint: 'Give probabilities (after the softmax), not scores.' },
        );
      }
      if (Number.isFinite(value)) return value;
      throw new VentralError(
        'DATA_CORRUPT',
        `${path}: '${row[choice]}' in column '${choice}' of row ${index + 1} is no number.`,
        { hint: 'Write numbers with a decimal point, such as 0.25 or 2.5e-1.' },
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

/** Refuses a stimulus that was repeated alone: most likely by mistake. */
function requireSameRows(path: string, rows: readonly Row[]): void {
  const counts = new Map<string, number>();
  for (const { stimulus_id = '' } of rows)
    counts.set(stimulus_id, (counts.get(stimulus_id) ?? 0) + 1);
  const fewest = Math.min(...counts.values());
  const repeated = [...counts].find(([, count]) => count > fewest);
  if (repeated === undefined) return;
  const [stimulus, count] = repeated;
  throw new VentralError(
    'STIMULI_MISMATCH',
    `${path} has ${count} rows for the stimulus '${stimulus}', and ${fewest} for others.`,
    { hint: 'Give each stimulus one row, or one for each time that it was shown, each as often.' },
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

async function readRows(path: string, required: readonly string[]): Promise<readonly Row[]> {
  const text = await readText(path);
  let rows: readonly Row[];
  try {
    const columns = (names: string[]) => requireDistinct(path, names);
    rows = parse(text, { columns, bom: true, skip_empty_lines: true, trim: true });
  } catch (cause) {
    if (isVentralError(cause)) throw cause;
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
