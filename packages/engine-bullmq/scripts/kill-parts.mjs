// @ts-check
/** A worker or a submitter of the kill test: `node kill-parts.mjs worker|submitter`, told by $KILLS_TASK. */
import { appendFileSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { openBullmqEngine } from '@ventral/engine-bullmq';
import {
  folderStore,
  isFinished,
  RunStore,
  resubmitRun,
  runStatus,
  submitRun,
  work,
} from '@ventral/runs';

/**
 * @typedef {object} KillsTask
 * @property {string} address of the queue
 * @property {string} store
 * @property {string} project
 * @property {string} cache
 * @property {string} log where it says what it finds, a line each
 * @property {string} cells file of the cells that are wanted
 */

/** What the queue notices sooner than on a cluster: minutes would make the test one of hours. */
const timing = { lockDuration: 4000, stalledInterval: 2000, retryDelay: 500 };
const chunkSeconds = 180;

const [, , part = ''] = process.argv;
/** @type {KillsTask} */
const task = JSON.parse(process.env.KILLS_TASK ?? '{}');
const { address, project: folder, log } = task;
const settings = { cacheFolder: task.cache, offline: true };
const store = new RunStore(folderStore(task.store));

/** @param {object} event */
const say = (event) => appendFileSync(log, `${JSON.stringify(event)}\n`);

// A server that is away for now is tried again, as whoever watches over services does.
for (;;) {
  try {
    await (part === 'worker' ? runWorker() : runSubmitter());
    process.exit(0);
  } catch (error) {
    const { code, message } = /** @type {{ code?: string, message: string }} */ (error);
    if (code !== 'ENGINE_UNAVAILABLE') say({ part, code, message });
    if (code !== 'ENGINE_UNAVAILABLE') process.exit(1);
    await setTimeout(500);
  }
}

async function runWorker() {
  const engine = await openBullmqEngine(address, { folder, store }, timing);
  await work(engine, {
    ...{ store, folder, settings, concurrency: 1 },
    onUpdate: (event) => event.kind === 'begun' || say({ part, ...event }),
    onProblem: ({ code, message }) => say({ part, problem: code, message }),
  });
}

async function runSubmitter() {
  const engine = await openBullmqEngine(address, { folder, store }, timing);
  const submission = { engine, store, chunkSeconds };
  const id = (await store.runIds()).at(-1);
  let run = id === undefined ? undefined : await store.run(id);
  if (run === undefined) {
    const cells = JSON.parse(readFileSync(task.cells, 'utf8'));
    run = await submitRun(cells, submission);
  } else await resubmitRun(run, submission);
  say({ part, submitted: true });
  for (let idle = 0; ; await setTimeout(500)) {
    const status = await runStatus(run, store);
    const { waiting, active } = await engine.state(run.id);
    const isIdle = waiting === 0 && active === 0;
    if (isFinished(status) && isIdle) {
      if (status.failed.length === 0) return;
      // As `ventral retry` does.
      say({ part, retried: status.failed.map(({ key, message }) => ({ key, message })) });
      for (const { key } of status.failed) await store.forgetFailure(key);
      await resubmitRun(run, submission);
    }
    idle = isIdle ? idle + 1 : 0;
    // The queue knows of no chunk, and the store of no record: lost, did nobody submit them again.
    if (idle < 6 || isFinished(status)) continue;
    say({ part, lost: status.cells - status.made - status.failed.length });
    await resubmitRun(run, submission);
    idle = 0;
  }
}
