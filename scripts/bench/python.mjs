// @ts-check
/** Baselines in Python, here or in the reference material, where there is a Python to run them. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceFolder } from '../workspace.mjs';

const python = process.env.VENTRAL_PYTHON ?? 'python3';

export const referenceFolder = process.env.VENTRAL_REFERENCE ?? join(workspaceFolder, '../shared');

/**
 * Runs a baseline.
 *
 * @param {string} script beside this file, or in the folder `reference` of the reference material
 * @param {readonly string[]} args
 * @param {string} folder to run in: it may write files there
 * @returns {string | undefined} what it printed; undefined where it cannot be run here
 */
export function runBaseline(script, args, folder) {
  const paths = [join(import.meta.dirname, script), join(referenceFolder, 'reference', script)];
  const path = paths.find((candidate) => existsSync(candidate));
  if (path === undefined) return undefined;
  const { status, stdout, stderr } = spawnSync(python, [path, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status === 0) return stdout;
  console.error(`${script} cannot be run with ${python}: ${stderr?.trim().split('\n').at(-1)}`);
  return undefined;
}
