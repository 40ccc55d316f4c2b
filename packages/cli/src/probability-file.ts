import { type Assembly, createAssembly } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { type ChoiceTable, readChoiceTable } from '@ventral/scoring';
import { parseDecimal } from './decimal-number.ts';

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
  const rows = await readChoiceTable(path, ['stimulus_id']);
  const choices = Object.keys(rows[0] as ChoiceTable[number]).filter(
    (name) => name !== 'stimulus_id',
  );
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
function requireSameRows(path: string, rows: ChoiceTable): void {
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
