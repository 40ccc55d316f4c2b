import type { ProgressEvent } from '@ventral/core';
import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import { oneLine, steeredStderr } from './printable.ts';

/** Shows how far long steps are, on stderr: stdout is for results alone. */
export interface Progress {
  report(event: ProgressEvent): void;
  /** Says something that stays, such as the result of one of many models. */
  say(line: string): void;
  /** Clears what is shown, before results or an error are printed. */
  stop(): void;
}

const plainInterval = 10_000;

/** Progress bars on a terminal, plain lines elsewhere (a log, a cluster job). */
export function createProgress(): Progress {
  return process.stderr.isTTY ? createBars() : createLines();
}

function createBars(): Progress {
  const multiBar = new MultiBar(
    {
      format: '{task} {bar} {percentage}% {amount} {eta_formatted}',
      clearOnComplete: true,
      hideCursor: true,
      stream: steeredStderr,
    },
    Presets.shades_classic,
  );
  const bars = new Map<string, SingleBar>();
  return {
    report({ task: said, done, total, unit }) {
      if (total === undefined) return;
      const task = oneLine(said);
      const amount = describeAmount(done, total, unit);
      const bar = bars.get(task) ?? multiBar.create(total, done, { task, amount });
      bars.set(task, bar);
      bar.update(done, { task, amount });
      if (done < total) return;
      multiBar.remove(bar);
      bars.delete(task);
    },
    say: (line) => multiBar.log(`${oneLine(line)}\n`),
    stop: () => multiBar.stop(),
  };
}

function createLines(): Progress {
  const shown = new Map<string, { readonly at: number; readonly finished: boolean }>();
  return {
    report({ task, done, total, unit }) {
      const last = shown.get(task);
      const finished = done === total;
      const isRecent = last !== undefined && Date.now() - last.at < plainInterval;
      // Each end is shown, unless the task ends again and again, as for the layers of a network.
      if (isRecent && (!finished || last.finished)) return;
      shown.set(task, { at: Date.now(), finished });
      console.error(`${task}: ${describeAmount(done, total, unit)}`);
    },
    say: (line) => console.error(line),
    stop: () => {},
  };
}

function describeAmount(
  done: number,
  total: number | undefined,
  unit: ProgressEvent['unit'],
): string {
  if (unit === 'bytes') {
    return `${megabytes(done)}${total === undefined ? '' : ` of ${megabytes(total)}`} MB`;
  }
  return total === undefined ? `${done} ${unit}` : `${done} of ${total} ${unit}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
