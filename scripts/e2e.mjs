// @ts-check
/**
 * `npm run e2e`: does what strangers do, outside the workspace, with empty homes and a registry on
 * 127.0.0.1: installs Ventral by npm, pnpm and yarn, or by those that are named (`npm run e2e --
 * npm`), and scores, by the command and by a program; contributes plugins; verifies records; meets
 * plugins that are not sound; scores on other versions of Node.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';

/** @typedef {{ passed: number, failed: number }} Tally */

/**
 * Runs it, and says how each step went.
 *
 * @param {readonly string[]} [named] clients; all of them where none is named
 * @returns {Promise<Tally>} of steps
 */
export async function runEndToEnd(named = []) {
  await setUp();
  await build();
  // What these import is there only now.
  const { publishAll, startRegistry } = await import('./local-registry.mjs');
  const { clients, tryClient } = await import('./e2e/documented-install.mjs');
  const { tryLibrary } = await import('./e2e/library.mjs');
  const { checkContribution } = await import('./e2e/contribution.mjs');
  const { checkNodeVersions } = await import('./e2e/node-versions.mjs');
  const { checkPinnedRecords } = await import('./e2e/pinned-records.mjs');
  const { checkThirdParty } = await import('./e2e/third-party.mjs');
  const { checkTwoCores } = await import('./e2e/two-cores.mjs');
  const unknown = named.filter((name) => !clients.includes(name));
  assert.deepEqual(unknown, [], `The clients are ${clients.join(', ')}.`);

  const tally = { passed: 0, failed: 0 };
  const step = (/** @type {string} */ name, /** @type {() => unknown} */ check) =>
    runStep(name, check, tally);
  const registry = await startRegistry();
  const folder = mkdtempSync(join(tmpdir(), 'ventral-e2e-'));
  // What was stopped, npm or a server, may still write a last line.
  const removal = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };
  // What a stranger installs is about a gigabyte; it goes before the next one comes.
  /**
   * @template T
   * @param {string} name
   * @param {(place: string) => Promise<T>} check
   */
  const inFolder = async (name, check) => {
    const result = await check(join(folder, name));
    rmSync(join(folder, name), removal);
    return result;
  };
  try {
    await step('every package is published', () => publishAll(registry));
    for (const client of named.length === 0 ? clients : named) {
      await inFolder(client, async (place) => {
        await tryClient(client, registry, place, step);
        await tryLibrary(client, registry, place, step);
      });
    }
    const contribution = await inFolder('contribution', async (place) => {
      const published = await checkContribution(registry, place, step);
      await checkPinnedRecords(published, step);
      return published;
    });
    await inFolder('third-party', (place) => checkThirdParty(registry, contribution, place, step));
    await inFolder('two-cores', (place) => checkTwoCores(registry, place, step));
    await inFolder('node-versions', (place) => checkNodeVersions(place, step));
  } finally {
    await registry.stop();
    rmSync(folder, removal);
  }
  return tally;
}

/**
 * @param {string} name
 * @param {() => unknown} check
 * @param {Tally} tally
 */
async function runStep(name, check, tally) {
  const start = performance.now();
  try {
    await check();
    tally.passed += 1;
    console.log(`ok      ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    tally.failed += 1;
    console.log(`FAILED  ${name}\n${error instanceof Error ? error.message : error}`);
  }
}

if (process.argv[1] === import.meta.filename) {
  const { positionals } = parseArgs({ allowPositionals: true });
  const { passed, failed } = await runEndToEnd(positionals);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
