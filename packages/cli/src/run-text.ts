import type { EngineState, RunStatus } from '@ventral/runs';
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
export function statusLines(
  status: RunStatus & Pick<EngineState, 'notes'>,
  secondsLeft?: number,
): readonly string[] {
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
    ...(status.notes ?? []),
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

// More would push what matters off the screen.
const mostKinds = 10;

/** What could not be planned; the same trouble of several models once. */
export function failureLines(failures: readonly CellFailure[]): readonly string[] {
  const byKind = new Map<string, CellFailure[]>();
  for (const failure of failures) {
    const { model, error } = failure;
    const kind = `${error.code} ${error.message.replaceAll(model, '')}`;
    const known = byKind.get(kind) ?? [];
    byKind.set(kind, known);
    known.push(failure);
  }
  const kinds = [...byKind.values()];
  const lines = kinds.slice(0, mostKinds).flatMap(([first, ...others]) => {
    const { model, benchmark, error } = first as CellFailure;
    const what = benchmark === undefined ? model : `${model} on ${benchmark}`;
    const more = new Set(others.map((other) => `${other.model} ${other.benchmark}`));
    more.delete(`${model} ${benchmark}`);
    return [
      `  ${what}: ${error.code}: ${error.message}`,
      ...(error.hint === undefined ? [] : [`    ${error.hint}`]),
      ...(more.size === 0 ? [] : [`    The same for ${more.size} more.`]),
    ];
  });
  const rest = kinds.length - mostKinds;
  return rest > 0 ? [...lines, `  and ${rest} kinds of trouble more`] : lines;
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
