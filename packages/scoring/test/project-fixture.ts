import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProgressEvent } from '@ventral/core';
import { buildModel } from '@ventral/onnx';
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

/** A convolution that SwiftShader computes as the CPU does: 8 x 15 x 15 values of an image. */
export function madeNetwork(): string {
  const path = join(temporaryFolder(), 'made.onnx');
  const weights = Float32Array.from({ length: 8 * 3 * 16 }, (_, at) => Math.sin(at * at) / 4);
  const bytes = buildModel({
    inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, 32, 32] }],
    outputs: [{ name: 'relu', type: 'float32', shape: ['n', 8, 15, 15] }],
    initializers: [{ name: 'filters', shape: [8, 3, 4, 4], values: weights }],
    nodes: [
      {
        operation: 'Conv',
        inputs: ['image', 'filters'],
        outputs: ['conv'],
        attributes: { strides: { ints: [2, 2] } },
      },
      { operation: 'Relu', inputs: ['conv'], outputs: ['relu'] },
    ],
  });
  writeFileSync(path, bytes);
  return path;
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
