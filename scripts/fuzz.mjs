// @ts-check
/**
 * `npm run fuzz`: damages valid files at random and reads them. A file is read, or refused with a
 * VentralError; a bare error, the end of the process, 30 s or 1 GB are faults.
 *
 *     npm run fuzz -- [--seed N] [--cases N | --case N] [reader...]
 */
import { fork } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { workspaceFolder } from './workspace.mjs';

export const nightlyCases = 500;
const longestSeconds = 30;
const heapMegabytes = 1_000;

/** @typedef {{ readonly reader: string, readonly passed: number, readonly failed: number }} Fuzzed */

/** @returns {string[]} */
function allReaders() {
  return readdirSync(join(workspaceFolder, 'scripts/fuzz/readers'))
    .map((file) => file.replace('.mjs', ''))
    .sort();
}

/**
 * Runs cases of readers and says what failed.
 *
 * @param {{ seed?: number, first?: number, end?: number, readers?: readonly string[] }} [settings]
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runFuzzers({ seed = 1, first = 0, end = nightlyCases, readers = [] } = {}) {
  let [passed, failed] = [0, 0];
  for (const reader of readers.length === 0 ? allReaders() : readers) {
    const start = performance.now();
    const counts = await fuzz(reader, seed, first, end);
    const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
    const shown = [...counts.outcomes].map(([outcome, count]) => `${count} ${outcome}`);
    const sign = counts.failed === 0 ? '✓' : '✗';
    console.log(`${sign} ${seconds} s  ${reader}: ${shown.join(', ')}`);
    passed += end - first - counts.failed;
    failed += counts.failed;
  }
  return { passed, failed };
}

/**
 * @param {string} reader
 * @param {number} seed
 * @param {number} first
 * @param {number} end
 */
async function fuzz(reader, seed, first, end) {
  /** @type {Map<string, number>} */
  const outcomes = new Map();
  let failed = 0;
  const folder = mkdtempSync(join(tmpdir(), 'ventral-fuzz-'));
  const fail = (/** @type {number} */ number, /** @type {string} */ problem) => {
    failed++;
    console.error(`${reader}, seed ${seed}, case ${number}: ${problem}`);
    console.error(`  Alone: npm run fuzz -- --seed ${seed} --case ${number} ${reader}`);
  };
  try {
    for (let next = first; next < end; ) {
      const ended = await runCases(
        reader,
        seed,
        next,
        end,
        folder,
        ({ done, outcome, problem }) => {
          if (problem === undefined) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          else fail(done, problem);
        },
      );
      if (ended === undefined) break;
      fail(ended.during, ended.problem);
      next = ended.during + 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
  return { outcomes, failed };
}

/**
 * @param {string} reader
 * @param {number} seed
 * @param {number} first
 * @param {number} end
 * @param {string} folder
 * @param {(result: import('./fuzz/run-cases.mjs').Done) => void} onCase
 * @returns {Promise<{ during: number, problem: string } | undefined>} the case that ended it before its time
 */
function runCases(reader, seed, first, end, folder, onCase) {
  const program = join(workspaceFolder, 'scripts/fuzz/run-cases.mjs');
  const child = fork(program, [reader, `${seed}`, `${first}`, `${end}`, join(folder, reader)], {
    execArgv: [`--max-old-space-size=${heapMegabytes}`],
    env: { ...process.env, TMPDIR: folder, HOME: folder, VENTRAL_OFFLINE: '1', NO_COLOR: '1' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (text) => {
    said = `${said}${text}`.slice(-2_000);
  });
  /** @type {number | undefined} */
  let during;
  let done = first;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let isSlow = false;
  child.on('message', (/** @type {any} */ message) => {
    clearTimeout(timer);
    if ('begun' in message) {
      during = message.begun;
      timer = setTimeout(() => {
        isSlow = true;
        child.kill('SIGKILL');
      }, 1000 * patience());
    } else {
      during = undefined;
      done = message.done + 1;
      onCase(message);
    }
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (done === end) return resolve(undefined);
      const how = isSlow ? `took over ${longestSeconds} s` : `ended with ${signal ?? code}`;
      if (during !== undefined) return resolve({ during, problem: `${how}\n${said}` });
      reject(new Error(`The fuzzer of ${reader} ${how} outside of a case:\n${said}`));
    });
  });
}

/** Seconds that a case may take, as far as other work leaves it the processors. */
function patience() {
  return longestSeconds * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
}

if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      cases: { type: 'string', default: `${nightlyCases}` },
      case: { type: 'string' },
    },
  });
  const unknown = positionals.filter((name) => !allReaders().includes(name));
  if (unknown.length > 0) {
    console.error(
      `No reader is called ${unknown.join(', ')}; there are: ${allReaders().join(', ')}`,
    );
    process.exit(1);
  }
  await setUp();
  await build();
  const alone = values.case === undefined ? undefined : Number(values.case);
  const { passed, failed } = await runFuzzers({
    seed: Number(values.seed),
    first: alone ?? 0,
    end: alone === undefined ? Number(values.cases) : alone + 1,
    readers: positionals,
  });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
