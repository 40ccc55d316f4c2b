import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProgressEvent } from '@ventral/core';
import { openProject, type Project } from '@ventral/scoring';

const fixtures = join(import.meta.dirname, '../../cli/test/fixtures');

/** A project with benchmarks of its own: sixty gratings and six simulated units. */
export const projectFolder: string = join(fixtures, 'project');

/** A small network, 32 x 32 pixels. */
export const networkPath: string = join(fixtures, 'small_convnet.onnx');

/** A new empty folder. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ventral-scoring-'));
}

/** The project, with a cache of its own. */
export function openFixture(): Promise<Project> {
  return openProject(projectFolder, { cacheFolder: temporaryFolder(), offline: true });
}

/** A signal that aborts at a moment of the run, and what was said until then. */
export function abortWhen(isTime: (event: ProgressEvent) => boolean): {
  readonly signal: AbortSignal;
  onProgress(event: ProgressEvent): void;
} {
  const controller = new AbortController();
  const onProgress = (event: ProgressEvent) => {
    if (isTime(event)) controller.abort();
  };
  return { signal: controller.signal, onProgress };
}
