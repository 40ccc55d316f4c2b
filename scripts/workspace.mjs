// @ts-check
/** The workspace itself: where it is, what is in it, how its tools are run. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const workspaceFolder = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * The published packages, as folders relative to the workspace: `packages/core`, `plugins/...`.
 *
 * @returns {string[]}
 */
export function packageFolders() {
  return ['packages', 'plugins'].flatMap((group) =>
    readdirSync(join(workspaceFolder, group))
      .map((name) => join(group, name))
      .filter((folder) => existsSync(join(workspaceFolder, folder, 'package.json'))),
  );
}

/**
 * @param {string} folder relative to the workspace
 * @returns {any} its package.json
 */
export function readPackageJson(folder) {
  return JSON.parse(readFileSync(join(workspaceFolder, folder, 'package.json'), 'utf8'));
}

/**
 * Runs a command in the workspace with its output shown.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment] added to this process's
 * @returns {Promise<number>} its exit code
 */
export function run(command, args, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: workspaceFolder,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    // The child gets Ctrl-C as well, and decides how it stops.
    const ignore = () => {};
    process.on('SIGINT', ignore);
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGINT', ignore);
      resolve(code ?? 1);
    });
  });
}

/**
 * Runs a tool that the workspace has installed.
 *
 * @param {string} name of its command, such as `vitest`
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function runTool(name, args, environment) {
  return run(join(workspaceFolder, 'node_modules/.bin', name), args, environment);
}
