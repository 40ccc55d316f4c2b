import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type Engine,
  type EngineSettings,
  folderStore,
  localEngine,
  type Run,
  RunStore,
  resubmitRun,
  submitRun,
  work,
} from '@ventral/runs';
import { openProject, type PlannedCell } from '@ventral/scoring';
import { makeFolder } from '@ventral/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSlurmEngine } from '../src/index.ts';
import {
  missingPrograms,
  openSlurmCluster,
  type SlurmCluster,
  serverPath,
  waitUntil,
} from './slurm-cluster.ts';

const fixtures = join(import.meta.dirname, '../../cli/test/fixtures');
const workspace = join(import.meta.dirname, '../../..');
const ventral = join(import.meta.dirname, '../../cli/bin/ventral.js');

if (missingPrograms.length > 0) {
  console.log(
    `Slurm is not tested: there is no ${missingPrograms.join(', ')} (Debian: slurmctld slurmd slurm-client munge)`,
  );
}

describe.skipIf(missingPrograms.length > 0)('slurm', () => {
  let cluster: SlurmCluster;
  let project: Awaited<ReturnType<typeof makeFolder>>;
  beforeAll(async () => {
    project = await makeFolder();
    folder = project.path;
    await installIn(folder);
    cluster = await openSlurmCluster();
    Object.assign(process.env, cluster.environment);
  });
  afterAll(async () => {
    await cluster?.[Symbol.asyncDispose]();
    await project?.[Symbol.asyncDispose]();
  });

  /** A store whose path a shell would take apart, and an engine of the cluster. */
  const openAll = async (settings: Partial<EngineSettings> = {}, address = 'slurm') => {
    const root = await makeFolder();
    const store = new RunStore(folderStore(join(root.path, "the lab's 100% store; $HOME")));
    const cache = join(root.path, 'cache');
    const command = [process.execPath, ventral, 'worker', '--offline', '--cache', cache];
    const engine = await openSlurmEngine(address, { folder, store, command, ...settings });
    return { store, engine, cache, root, [Symbol.asyncDispose]: root[Symbol.asyncDispose] };
  };
  const templateIn = async (root: string, lines: string) => {
    const template = join(root, 'job.sh');
    await writeFile(template, `#!/bin/bash\n${lines}\n`);
    return template;
  };

  it('makes the records that the local engine makes, in several arrays, some tasks at a time', async () => {
    const cells = await plan(
      ['Gratings.V4-pls'],
      Array.from({ length: 30 }, (_, index) => index + 1),
    );
    await using there = await openAll({ tasks: 2 }, 'slurm:main');
    const run = await submitRun(cells, { ...there, chunkSeconds: 600 });
    // Ten cells a chunk, four tasks an array.
    const jobs = await there.store.jobs(run.id);
    expect(jobs.map(({ chunks }) => chunks.length).sort()).toEqual([2, 4]);
    await waitUntil(async () => isIdle(await there.engine.state(run.id)));
    expect(await there.engine.state(run.id)).toEqual({ waiting: 0, active: 0 });

    await using here = await openAll();
    const local = localEngine();
    await submitRun(cells, { engine: local, store: here.store });
    // Records name the program that made them.
    const program = join(workspace, 'packages/cli');
    const settings = { cacheFolder: here.cache, offline: true, program };
    await work(local, { store: here.store, folder, settings, untilIdle: true, concurrency: 1 });
    const [made, expected] = [await recordsOf(run, there.store), await recordsOf(run, here.store)];
    expect(expected).toHaveLength(60);
    expect(expected).not.toContain(undefined);
    expect(made).toEqual(expected);
    // Each task has its log; none says that it is there any more.
    expect(await readdir(join(there.store.address, 'logs', run.id))).toHaveLength(6);
    expect(await there.store.workers()).toEqual([]);
  });

  it('tells how far a run is and cancels it, from another machine; takes no cell twice', async () => {
    await using all = await openAll();
    const { store, root } = all;
    const template = await templateIn(root.path, 'sleep 300\n@VENTRAL@');
    const engine = await openSlurmEngine('slurm', { folder, store, template });
    const run = await submitRun(await plan(['Gratings.V4-pls'], [1, 2, 3]), {
      engine,
      store,
      chunkSeconds: 60,
    });
    const elsewhere: Engine = await openSlurmEngine('slurm', { folder, store });
    await waitUntil(async () => (await elsewhere.state(run.id)).active === 2);
    expect(await elsewhere.state(run.id)).toEqual({ waiting: 4, active: 2 });
    const jobs = await store.jobs(run.id);

    await resubmitRun(run, { engine: elsewhere, store, chunkSeconds: 180 });
    expect(await store.jobs(run.id)).toEqual(jobs);

    await elsewhere.cancel(run.id);
    await waitUntil(async () => isIdle(await elsewhere.state(run.id)));
    expect(await store.recordKeys()).toEqual(new Set());
    // Nothing is left there: the same run can be handed in again.
    await resubmitRun(run, { engine, store, chunkSeconds: 600 });
    expect((await store.jobs(run.id)).length).toBe(jobs.length + 2 - 1);
    await engine.cancel(run.id);
    await engine.cancel(run.id);
  });

  it('begins a worker that was killed once more, and loses nothing', async () => {
    await using all = await openAll();
    const { store, engine } = all;
    const run = await submitRun(await plan(['Gratings.V4.slow-pls'], [1], ['pixels']), all);
    const pidOf = async () => Number((await store.workers())[0]?.id.split('.').at(-2) ?? 0);
    await waitUntil(async () => (await pidOf()) > 0);
    const pid = await pidOf();
    await waitUntil(async () => (await childrenOf(pid)).length === 1);
    const children = await childrenOf(pid);
    process.kill(pid, 'SIGKILL');
    await waitUntil(async () => !existsSync(`/proc/${children[0]}`));
    expect(await store.recordKeys()).toEqual(new Set());
    // Slurm begins it two minutes later; the test asks for it now.
    await waitUntil(async () => (await engine.state(run.id)).waiting === 1);
    const [job] = await store.jobs(run.id);
    await promisify(execFile)('scontrol', ['update', `JobId=${job?.id}_0`, 'StartTime=now']);
    await waitUntil(async () => (await store.recordKeys()).size === 1);
    await waitUntil(async () => isIdle(await engine.state(run.id)));
    expect((await engine.state(run.id)).notes).toBeUndefined();
    expect(await recordsOf(run, store)).not.toContain(undefined);
  });

  it('says which tasks ended before all was made; their cells are left for the next time', async () => {
    await using all = await openAll();
    const { store, root } = all;
    const template = await templateIn(root.path, 'exit 3\n@VENTRAL@');
    const engine = await openSlurmEngine('slurm', { folder, store, template });
    const run = await submitRun(await plan(['Gratings.V4-pls'], [1], ['pixels']), {
      engine,
      store,
    });
    const note =
      '1 task ended with FAILED before all was made: ventral retry hands in what they left.';
    // On a busy machine a task is neither waiting nor ended for a moment.
    const said = async () => (await engine.state(run.id)).notes;
    await expect.poll(said, { timeout: 600_000, interval: 500 }).toEqual([note]);
    await waitUntil(async () => isIdle(await engine.state(run.id)));
    await resubmitRun(run, { engine: all.engine, store });
    await waitUntil(async () => (await store.recordKeys()).size === 1);
  });

  it('says what is wrong with a cluster', async () => {
    await using all = await openAll({}, 'slurm:no-such');
    const cells = await plan(['Gratings.V4-pls'], [1], ['pixels']);
    await expect(submitRun(cells, all)).rejects.toMatchObject({
      code: 'ENGINE_UNAVAILABLE',
      message: expect.stringMatching(/^sbatch ended with exit code 1: .*invalid partition/s),
      hint: expect.stringContaining('sinfo'),
    });
    await using none = await openAll();
    process.env.PATH = '/nowhere';
    try {
      await expect(submitRun(cells, none)).rejects.toMatchObject({
        code: 'ENGINE_UNAVAILABLE',
        message: expect.stringMatching(/^The command s\w+ is not on this machine/),
      });
      await expect(none.engine.cancel('x')).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' });
    } finally {
      process.env.PATH = serverPath;
    }
  });
});

// Of the project that is scored in; the workers of the cluster are those of `ventral worker`.
let folder: string;

/** A project as a lab has one: with the engine among its packages, and a lockfile. */
async function installIn(project: string): Promise<void> {
  await cp(join(fixtures, 'project'), project, { recursive: true });
  await cp(join(workspace, 'pnpm-lock.yaml'), join(project, 'pnpm-lock.yaml'));
  const installed = join(project, 'node_modules/@ventral');
  await mkdir(installed, { recursive: true });
  for (const kind of ['packages', 'plugins']) {
    for (const name of await readdir(join(workspace, kind))) {
      await symlink(join(workspace, kind, name), join(installed, name));
    }
  }
}

const models = ['pixels', join(fixtures, 'small_convnet.onnx')];

async function plan(
  benchmarks: readonly string[],
  seeds: readonly number[],
  of: readonly string[] = models,
): Promise<readonly PlannedCell[]> {
  const project = await openProject(folder, { offline: true });
  const planned = [];
  for (const seed of seeds) {
    const request = { models: of, benchmarks, preprocessing: 'tf' as const };
    const { cells, failures } = await project.cells(request, { seed });
    expect(failures).toEqual([]);
    planned.push(...cells);
  }
  return planned;
}

function isIdle({ waiting, active }: { waiting: number; active: number }): boolean {
  return waiting + active === 0;
}

/** By cell; without the moment they were made at. */
async function recordsOf({ cells }: Run, store: RunStore) {
  return Promise.all(
    cells.map(async ({ key }) => {
      const record = (await store.record(key))?.record;
      return record && { ...record, createdAt: undefined };
    }),
  );
}

async function childrenOf(parent: number): Promise<readonly string[]> {
  const text = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8');
  return text.split(' ').filter((pid) => pid !== '');
}
