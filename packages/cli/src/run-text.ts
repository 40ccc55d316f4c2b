import type { RunStatus } from '@ventral/runs';
import type { CellFailure } from '@ventral/scoring';
import { textTable } from './text-table.ts';

/** A duration as people say it: `45 s`, `12 min`, `3 h 20 min`. */
export function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

// More would push what matters off the screen.
const mostFailures = 10;

/** How far a run is, in some lines. */
export function statusLines(status: RunStatus, secondsLeft?: number): readonly string[] {
  const { id, engine, cells, made, running, failed, retried, waiting, workers } = status;
  const parts = [
    `${made} of ${cells} made`,
    ...(running > 0 ? [`${running} running`] : []),
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    ...(retried > 0 ? [`${retried} to be tried again`] : []),
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
  ];
  const left = secondsLeft === undefined ? '' : `; about ${durationText(secondsLeft)} left`;
  const machines = new Set(workers.map(({ machine }) => machine));
  return [
    `Run ${id} (${engine})${status.isCancelled ? ', cancelled' : ''}: ${parts.join(', ')}${left}.`,
    ...(workers.length > 0
      ? [`Workers: ${workers.length}, on ${[...machines].sort().join(', ')}.`]
      : []),
    ...failed
      .slice(0, mostFailures)
      .map(
        ({ model, benchmark, code, message, attempts, machine }) =>
          `  ${model} on ${benchmark}: ${code} after ${attempts} on ${machine}: ${message}`,
      ),
    ...(failed.length > mostFailures ? [`  and ${failed.length - mostFailures} more`] : []),
    ...(failed.length > 0 ? [`Try those again with: ventral retry ${id}`] : []),
  ];
}

/** What could not be planned, each kind of trouble once. */
export function failureLines(failures: readonly CellFailure[]): readonly string[] {
  const byMessage = new Map<string, string[]>();
  for (const { model, benchmark, error } of failures) {
    const what = benchmark === undefined ? model : `${model} on ${benchmark}`;
    const line = `${error.code}: ${error.message}${error.hint === undefined ? '' : `\n    ${error.hint}`}`;
    byMessage.set(line, [...new Set([...(byMessage.get(line) ?? []), what])]);
  }
  return [...byMessage].map(([line, whats]) => {
    const more = whats.length > 3 ? ` and ${whats.length - 3} more` : '';
    return `  ${whats.slice(0, 3).join(', ')}${more}: ${line}`;
  });
}

/** One line a benchmark: how many cells there are, how many are made, and what is left. */
export interface PlanRow {
  readonly benchmark: string;
  readonly cells: number;
  readonly made: number;
  /** Undefined where nothing like it was made before. */
  readonly secondsLeft: number | undefined;
}

/** What a plan comes to, as a table. */
export function planTable(rows: readonly PlanRow[]): string {
  const lines = rows.map(({ benchmark, cells, made, secondsLeft }) => [
    benchmark,
    String(cells),
    String(made),
    String(cells - made),
    cells === made ? '' : secondsLeft === undefined ? 'unknown' : durationText(secondsLeft),
  ]);
  return textTable(['benchmark', 'cells', 'made', 'missing', 'time left'], lines, [1, 2, 3, 4]);
}
