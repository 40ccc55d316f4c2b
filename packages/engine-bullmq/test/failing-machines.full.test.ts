import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { folderStore, RunStore } from '@ventral/runs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backends, startServer } from '../scripts/queue-servers.mjs';
import { openBullmqEngine } from '../src/index.ts';
import {
  chunksBy,
  folder,
  newPlace,
  openUntilEnd,
  someCells,
  temporaryFolder,
} from './queue-fixture.ts';

const script = (name: string) => fileURLToPath(new URL(`../scripts/${name}`, import.meta.url));

/** Whether this user may make networks, to cut them. */
const canCut = succeeds('ip', ['netns', 'list']) && process.getuid?.() === 0;
if (!canCut) console.warn('Networks are not cut: that needs root and ip netns.');

describe.each(backends)('%s', (backend) => {
  test('loses nothing and makes nothing twice into two results, whatever is killed', async () => {
    const args = ['--backend', backend, '--kills', '10', '--cells', '60', '--interval', '2'];
    const { code, stdout } = await run(process.execPath, [script('kills.mjs'), ...args]);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({
      ...{ lost: 0, wrong: 0, computedOtherwise: 0, lostByQueue: 0, orphans: 0, kills: 10 },
    });
    expect(code).toBe(0);
  });

  test.skipIf(!canCut)('goes on after half a minute without a network', async () => {
    const network = makeNetwork();
    onTestFinished(() => network.remove());
    const server = await startServer(backend, { host: network.host });
    onTestFinished(() => server[Symbol.asyncDispose]());
    const root = temporaryFolder();
    const store = new RunStore(folderStore(join(root, 'store')));
    const engine = await openUntilEnd(server.address, newPlace());
    const cells = await someCells(Array.from({ length: 12 }, (_, index) => index + 1));
    await engine.submit('run', chunksBy(2, cells));
    const log = join(root, 'log');
    const task = { address: server.address, store: store.address, project: folder, log };
    const worker = spawn(
      'ip',
      ['netns', 'exec', network.name, process.execPath, script('kill-parts.mjs'), 'worker'],
      {
        stdio: 'ignore',
        env: {
          ...process.env,
          KILLS_TASK: JSON.stringify({ ...task, cache: join(root, 'cache') }),
        },
      },
    );
    onTestFinished(() => void worker.kill('SIGKILL'));
    const made = async () => (await store.recordKeys()).size;
    await until(async () => (await made()) >= 3);
    network.cut();
    await setTimeout(30_000);
    const before = await made();
    network.mend();
    const mended = performance.now();
    await until(async () => (await made()) === cells.length);
    await until(async () => {
      const { waiting, active } = await engine.state('run');
      return waiting + active === 0;
    });
    const seconds = (performance.now() - mended) / 1000;
    console.log(
      `${backend}: ${before} of 12 made without a network, all ${seconds.toFixed(1)} s after`,
    );
    expect(before).toBeLessThan(cells.length);
    expect(readFileSync(log, 'utf8')).not.toContain('secret-of-tests');
    expect(await store.failureKeys()).toEqual(new Set());
  });
});

test.skipIf(!backends.includes('redis'))(
  'a cell that ends its worker again and again is a failure in the end, and the others are made',
  async () => {
    const server = await startServer('redis');
    onTestFinished(() => server[Symbol.asyncDispose]());
    const root = temporaryFolder();
    const store = new RunStore(folderStore(join(root, 'store')));
    const engine = await openBullmqEngine(server.address, { folder, store });
    onTestFinished(() => engine[Symbol.asyncDispose]());
    const cells = await someCells([1, 2]);
    await engine.submit('run', chunksBy(2, cells));
    const task = { address: server.address, store: store.address, project: folder };
    const env = {
      ...process.env,
      KILLS_TASK: JSON.stringify({ ...task, log: join(root, 'log'), cache: join(root, 'cache') }),
    };
    const [poison, other] = cells.map(({ key }) => key) as [string, string];
    const isFailed = async () => (await store.failure(poison))?.isFinal === true;
    const begin = () =>
      spawn(process.execPath, [script('kill-parts.mjs'), 'worker'], { env, stdio: 'ignore' });
    let worker: ChildProcess | undefined;
    onTestFinished(() => void worker?.kill('SIGKILL'));
    let deaths = 0;
    for (; !(await isFailed()); deaths++) {
      expect(deaths).toBeLessThan(10);
      const one = begin();
      worker = one;
      await until(async () => childrenOf(one) > 0 || (await isFailed()));
      if (await isFailed()) break;
      one.kill('SIGKILL');
    }
    // The last one may have been killed just when it had said so.
    if (worker?.killed) worker = begin();
    await until(async () => (await store.record(other)) !== undefined);
    expect(await store.failure(poison)).toMatchObject({ code: 'CELL_FAILED', isFinal: true });
    expect(await store.record(poison)).toBeUndefined();
    expect(deaths).toBeGreaterThan(4);
  },
);

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await setTimeout(200);
}

function childrenOf({ pid }: ChildProcess): number {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
      .length;
  } catch {
    return 0;
  }
}

function run(program: string, args: readonly string[]) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  return new Promise<{ readonly code: number | null; readonly stdout: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, stdout })),
  );
}

/** A network of two ends: one here, one in a namespace of its own. */
function makeNetwork() {
  const name = `ventral-${process.pid}`;
  const [here, there] = [`vt${process.pid}a`, `vt${process.pid}b`];
  const subnet = `10.${200 + (process.pid % 50)}.${process.pid % 250}`;
  const ip = (...args: readonly string[]) => execFileSync('ip', args);
  ip('netns', 'add', name);
  ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', name);
  ip('address', 'add', `${subnet}.1/24`, 'dev', here);
  ip('link', 'set', here, 'up');
  ip('-n', name, 'address', 'add', `${subnet}.2/24`, 'dev', there);
  ip('-n', name, 'link', 'set', there, 'up');
  ip('-n', name, 'link', 'set', 'lo', 'up');
  return {
    name,
    host: `${subnet}.1`,
    cut: () => void ip('-n', name, 'link', 'set', there, 'down'),
    mend: () => void ip('-n', name, 'link', 'set', there, 'up'),
    remove: () => void ip('netns', 'delete', name),
  };
}

function succeeds(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
