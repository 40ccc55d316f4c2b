// @ts-check
/** The workspace itself: where it is, what is in it, how its tools are run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
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
 * Runs a command and keeps what it prints.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options] the workspace and this process's
 * environment by default
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export async function capture(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: workspaceFolder,
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: code ?? 1, stdout, stderr };
}

/**
 * Runs a tool that the workspace has installed, with its output shown.
 *
 * @param {string} name of its command, such as `vitest`
 * @param {readonly string[]} args
 */
export function runTool(name, args) {
  return run(join(workspaceFolder, 'node_modules/.bin', name), args);
}

/**
 * Runs a tool that the workspace has installed, silent where it finds nothing.
 *
 * @param {string} name of its command, such as `biome`
 * @param {readonly string[]} args
 * @returns {Promise<string[]>} what it printed, where it failed
 */
export async function problemsOfTool(name, args) {
  const path = join(workspaceFolder, 'node_modules/.bin', name);
  const { code, stdout, stderr } = await capture(path, args);
  return code === 0 ? [] : [`${stdout}${stderr}`.trim() || `${name} stopped with code ${code}`];
}
