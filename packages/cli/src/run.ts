import type { Project, RunSettings } from '@ventral/scoring';
import { expectEnd } from './command-end.ts';
import type { RunFlags } from './run-flags.ts';

/** A folder inside this package, so that records name the command. */
export const programFolder: string = import.meta.dirname;

/** The project of the current folder; records name this command. */
export async function openProjectHere(): Promise<Project> {
  const { openProject } = await import('@ventral/scoring');
  return openProject(process.cwd(), { program: programFolder });
}

/**
 * Runs `work` with the settings that the flags make, showing progress, and stopping in good order at
 * Ctrl-C. What `work` says meanwhile goes to stderr, between the progress.
 */
export async function runWith<Result>(
  { cache, mirror, offline, seed, device }: RunFlags,
  work: (settings: RunSettings, say: (line: string) => void) => Promise<Result>,
): Promise<Result> {
  const { createProgress } = await import('./progress.ts');
  const interruption = new AbortController();
  // Stays registered after the first signal: libraries that clean up at exit end the process when
  // they find nobody else listening.
  const interrupt = (signal: NodeJS.Signals) => {
    if (interruption.signal.aborted) {
      expectEnd();
      // As by the signal itself: an orderly end would wait for what a device computes, or break it off in its middle.
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      process.kill(process.pid, signal);
      return;
    }
    console.error('Stopping after the current step; press Ctrl-C again to stop at once.');
    interruption.abort();
  };
  const progress = createProgress();
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    const settings = {
      cacheFolder: cache,
      mirrors: mirror,
      offline,
      seed,
      // Another one is refused before the run.
      device: device as RunSettings['device'],
      signal: interruption.signal,
      onProgress: progress.report,
    };
    return await work(settings, progress.say);
  } finally {
    progress.stop();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
