// @ts-check
/** Scoring 401,408 features of 640 images: time and peak memory of the whole command. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceFolder } from '../workspace.mjs';
import { referenceFolder } from './python.mjs';

const report = `process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))`;

/** @returns {Promise<string[][]>} rows of the table */
export async function benchMemory() {
  const what = 'Scoring fire3/concat (401,408 features) on 640 images, cold cache';
  const weights = join(referenceFolder, 'weights/squeezenet1_1.onnx');
  if (!existsSync(weights)) return [[what, 'the weights are not available', '', '', '']];
  const cache = mkdtempSync(join(tmpdir(), 'ventral-bench-'));
  try {
    const command = join(workspaceFolder, 'packages/cli/bin/ventral.js');
    const args = ['score', weights, 'Cowley2023.V4.210325-pls', '--layer', 'fire3/concat'];
    const options = ['--preprocessing', 'caffe', '--cache', cache, '--json'];
    const start = performance.now();
    const { status, stderr } = spawnSync(
      process.execPath,
      [`--import=data:text/javascript,${encodeURIComponent(report)}`, command, ...args, ...options],
      { cwd: workspaceFolder, encoding: 'utf8' },
    );
    const seconds = (performance.now() - start) / 1000;
    if (status !== 0) return [[what, 'failed', '', '', stderr.trim().split('\n').at(-1) ?? '']];
    const gigabytes = Number(/peak (\d+)/.exec(stderr)?.[1]) / 1e6;
    return [[what, `${seconds.toFixed(1)} s, ${gigabytes.toFixed(2)} GB`, 'below 1.5 GB', '', '']];
  } finally {
    rmSync(cache, { recursive: true });
  }
}
