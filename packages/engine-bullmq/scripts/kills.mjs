// @ts-check
/**
 * Kills workers, their children, the queue's server and the submitting process at random moments of a run:
 *
 *     node packages/engine-bullmq/scripts/kills.mjs [--kills 200] [--cells 300] [--backend redis|postgres]
 *         [--interval 2.5] [--seed 1]
 *
 * after a build. Every record has to be there at the end, and the one that an undisturbed run makes; no
 * process may be left. Prints what it found as JSON; its exit code is 1 where something is wrong.
 */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { folderStore, localEngine, planCells, RunStore, submitRun, work } from '@ventral/runs';
import { openProject } from '@ventral/scoring';
import { startServer } from './queue-servers.mjs';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    cells: { type: 'string', default: '300' },
    backend: { type: 'string', default: 'redis' },
    interval: { type: 'string', default: '2.5' },
    seed: { type: 'string', default: '1' },
  },
});
const [kills, cells, interval] = [values.kills, values.cells, values.interval].map(Number);
const backend = values.backend === 'postgres' ? 'postgres' : 'redis';
const random = randomBy(Number(values.seed));
const project = fileURLToPath(new URL('../test/fixtures/waiting', import.meta.url));
const parts = fileURLToPath(new URL('kill-parts.mjs', import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ventral-kills-')));
/** @type {import('@ventral/runs').Plan} */
const plan = {
  planVersion: 1,
  scores: [
    {
      ...{ models: ['brightness'], benchmarks: ['Waiting.V4-first'] },
      seeds: Array.from({ length: cells }, (_, index) => index + 1),
    },
  ],
};

const report = await run();
console.log(JSON.stringify(report, undefined, 2));
rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
process.exitCode = report.isRight ? 0 : 1;

async function run() {
  const begun = performance.now();
  const undisturbed = await runUndisturbed();
  const store = join(folder, 'store');
  const log = join(folder, 'log');
  const kinds = /** @type {const} */ (['worker', 'child', 'server', 'submitter']);
  const killed = { worker: 0, child: 0, server: 0, submitter: 0 };
  const server = await startServer(backend);
  let caches = 0;
  let isOver = false;
  /** @type {(part: 'worker' | 'submitter') => { pid: number | undefined, done: Promise<unknown> }} */
  const keep = (part) => {
    const kept = { pid: /** @type {number | undefined} */ (undefined), done: Promise.resolve() };
    kept.done = (async () => {
      while (!isOver) {
        const cache = join(folder, `cache-${caches++}`);
        mkdirSync(cache);
        const task = JSON.stringify({
          address: server.address,
          store,
          project,
          cache,
          log,
          cells: undisturbed.file,
        });
        const child = spawn(process.execPath, [parts, part], {
          stdio: ['ignore', 'ignore', 'inherit'],
          env: { ...process.env, KILLS_TASK: task, KILLS_FOLDER: folder },
        });
        kept.pid = child.pid;
        const code = await new Promise((resolve) => child.once('close', resolve));
        kept.pid = undefined;
        // A submitter ends by itself where everything is made.
        if (part === 'submitter' && code === 0) return;
        await setTimeout(200);
      }
    })();
    return kept;
  };
  const workers = [keep('worker'), keep('worker')];
  const submitter = keep('submitter');
  let isMade = false;
  const made = submitter.done.then(() => {
    isMade = true;
  });
  const start = performance.now();
  while (sum(killed) < kills && !isMade) {
    await Promise.race([setTimeout(random() * 2 * interval * 1000), made]);
    if (isMade) break;
    const kind = kinds[Math.floor(random() * kinds.length)] ?? 'worker';
    if (kind === 'server') {
      await server.kill();
      killed.server += 1;
      await setTimeout(random() * 1000);
      await server.restart();
      continue;
    }
    const processes =
      kind === 'submitter' ? [submitter.pid] : workers.map(({ pid }) => pid).filter(Boolean);
    const candidates = kind === 'child' ? processes.flatMap((pid) => childrenOf(pid)) : processes;
    const pid = candidates[Math.floor(random() * candidates.length)];
    if (pid === undefined) continue;
    if (kill(pid)) killed[kind] += 1;
  }
  const disturbed = (performance.now() - start) / 1000;
  await made;
  const seconds = (performance.now() - start) / 1000;
  isOver = true;
  for (const { pid } of workers) kill(pid);
  await Promise.all(workers.map(({ done }) => done));
  await server[Symbol.asyncDispose]();
  let orphans = processesOf(folder);
  for (let waited = 0; orphans.length > 0 && waited < 60; waited++) {
    await setTimeout(1000);
    orphans = processesOf(folder);
  }
  const events = readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const keys = Object.keys(undisturbed.records);
  const records = await recordsOf(new RunStore(folderStore(store)), keys);
  const computed = Array.from({ length: caches }, (_, index) =>
    memoOf(join(folder, `cache-${index}`)),
  );
  const found = {
    lost: keys.filter((key) => records[key] === undefined).length,
    wrong: keys.filter((key) => key in records && records[key] !== undisturbed.records[key]).length,
    // What was computed by whomever, whether it became the record or not.
    computedOtherwise: computed
      .flatMap((memo) => Object.entries(memo))
      .filter(([name, record]) => undisturbed.memo[name] !== record).length,
    lostByQueue: total(events, 'lost'),
    orphans: orphans.length,
  };
  return {
    ...{ backend, cells: keys.length, kills: sum(killed), killed, ...found },
    computed: computed.reduce((count, memo) => count + Object.keys(memo).length, 0),
    retriedAfterThreeDeaths: events.flatMap(({ retried = [] }) => retried).length,
    errors: events.filter(({ code, kind }) => code !== undefined && kind === undefined),
    problems: countOf(events.filter(({ problem }) => problem).map(({ message }) => message)),
    seconds: Math.round(seconds),
    secondsOfKills: Math.round(disturbed),
    secondsOfAll: Math.round((performance.now() - begun) / 1000),
    isRight: sum(killed) === kills && Object.values(found).every((count) => count === 0),
  };
}

/** The same cells by the local engine, which nothing disturbs. */
async function runUndisturbed() {
  const settings = { cacheFolder: join(folder, 'undisturbed-cache'), offline: true };
  const store = new RunStore(folderStore(join(folder, 'undisturbed')));
  const { cells: planned } = await planCells(plan, await openProject(project, settings), settings);
  const engine = localEngine();
  await submitRun(planned, { engine, store, chunkSeconds: 60 * Math.ceil(cells / 8) });
  await work(engine, { store, folder: project, settings, untilIdle: true, concurrency: 8 });
  const keys = planned.map(({ cell }) => cell.key);
  const file = join(folder, 'cells.json');
  writeFileSync(file, JSON.stringify(planned));
  return { file, records: await recordsOf(store, keys), memo: memoOf(settings.cacheFolder) };
}

/**
 * @param {RunStore} store
 * @param {readonly string[]} keys
 */
async function recordsOf(store, keys) {
  /** @type {Record<string, string | undefined>} */
  const records = {};
  for (const key of keys) {
    const stored = await store.record(key);
    if (stored !== undefined) records[key] = withoutTime(stored.record);
  }
  return records;
}

/**
 * Every record that was computed with a cache.
 *
 * @param {string} cache
 */
function memoOf(cache) {
  const memo = join(cache, 'memo');
  /** @type {Record<string, string>} */
  const records = {};
  for (const name of existsSync(memo) ? readdirSync(memo) : []) {
    if (!name.endsWith('.json')) continue;
    const content = JSON.parse(readFileSync(join(memo, name), 'utf8'));
    if (content.recordVersion !== undefined) records[name] = withoutTime(content);
  }
  return records;
}

/** @param {object} record */
function withoutTime(record) {
  return JSON.stringify({ ...record, createdAt: '' });
}

/**
 * @param {number | undefined} pid
 * @returns {boolean} whether it was there: it may have ended by itself a moment ago
 */
function kill(pid) {
  try {
    return pid !== undefined && process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

/**
 * @param {number | undefined} pid
 * @returns {readonly number[]}
 */
function childrenOf(pid) {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return children.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/**
 * Processes of this test, by what is in their environment.
 *
 * @param {string} mark
 */
function processesOf(mark) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`KILLS_FOLDER=${mark}`);
      } catch {
        return false;
      }
    });
}

/** @param {Readonly<Record<string, number>>} counts */
function sum(counts) {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}

/**
 * @param {readonly Record<string, number>[]} events
 * @param {string} name
 */
function total(events, name) {
  return events.reduce((all, { [name]: count = 0 }) => all + count, 0);
}

/** @param {readonly string[]} words */
function countOf(words) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/**
 * @param {number} seed
 * @returns {() => number} uniform in [0, 1): mulberry32
 */
function randomBy(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
