// @ts-check
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strangersEnvironment } from '../strangers-environment.mjs';
import { capture } from '../workspace.mjs';

/** @typedef {{ code: number, stdout: string, stderr: string }} Result */

/**
 * Somebody else on this machine: a home of their own with nothing in it but the address of the
 * registry, and a shell.
 *
 * @typedef {object} Stranger
 * @property {(name: string) => string} makeFolder an empty one
 * @property {(folder: string, line: readonly string[], settings?: NodeJS.ProcessEnv) =>
 * Promise<Result>} run a command
 * @property {(folder: string, line: readonly string[], settings?: NodeJS.ProcessEnv) =>
 * Promise<Result>} succeed run a command that has to end with 0
 */

/**
 * @param {import('../local-registry.mjs').LocalRegistry} registry
 * @param {string} folder of everything that is theirs
 * @returns {Stranger}
 */
export function createStranger(registry, folder) {
  const makeFolder = (/** @type {string} */ name) => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const home = makeFolder('home');
  writeFileSync(join(home, '.npmrc'), registry.npmrc);
  const environment = strangersEnvironment(home);
  /** @type {Stranger['run']} */
  const run = (where, [command = '', ...args], settings = {}) =>
    capture(command, args, { cwd: where, env: { ...environment, ...settings } });
  return {
    makeFolder,
    run,
    async succeed(where, line, settings) {
      const result = await run(where, line, settings);
      const { code, stdout, stderr } = result;
      assert.equal(code, 0, `${line.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
      return result;
    },
  };
}
