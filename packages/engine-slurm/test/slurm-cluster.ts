import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { makeFolder } from '@ventral/testing';

/** A cluster of this machine alone. */
export interface SlurmCluster extends AsyncDisposable {
  /** For commands of Slurm: names the cluster. */
  readonly environment: Readonly<Record<string, string>>;
}

const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scancel', 'scontrol'];

/** Where programs of servers lie. */
export const serverPath = `${process.env.PATH}:/usr/sbin:/sbin`;

/** What of Slurm is not on this machine; in Debian: slurmctld, slurmd, slurm-client, munge. */
export const missingPrograms: readonly string[] = programs.filter(
  (program) => spawnSync('which', [program], { env: { PATH: serverPath } }).status !== 0,
);

/** Begins munge and Slurm in a temporary folder, on free ports; its arrays have four tasks at most. */
export async function openSlurmCluster(): Promise<SlurmCluster> {
  const folder = await makeFolder();
  const processes: ChildProcess[] = [];
  const logs: string[] = [];
  const begin = (program: string, words: readonly string[]) => {
    const process = spawn(program, words, { env: { PATH: serverPath }, stdio: 'pipe' });
    process.stdout.on('data', (text) => logs.push(String(text)));
    process.stderr.on('data', (text) => logs.push(String(text)));
    process.once('error', ({ message }) => logs.push(message));
    processes.push(process);
  };
  const stop = async () => {
    for (const process of processes.toReversed()) await stopProcess(process);
    await folder[Symbol.asyncDispose]();
  };
  try {
    const at = (name: string) => join(folder.path, name);
    await Promise.all(['state', 'spool'].map((name) => mkdir(at(name))));
    await writeFile(at('munge.key'), randomBytes(128), { mode: 0o400 });
    const config = configOf(at, await freePorts());
    await writeFile(at('slurm.conf'), config);
    const files = ['socket', 'key-file', 'pid-file', 'log-file', 'seed-file'].map(
      (name) => `--${name}=${at(name === 'key-file' ? 'munge.key' : `munge.${name}`)}`,
    );
    begin('munged', ['--foreground', '--force', ...files]);
    const environment = { SLURM_CONF: at('slurm.conf'), PATH: serverPath };
    await waitUntil(async () => existsSync(at('munge.socket')));
    begin('slurmctld', ['-D', '-f', at('slurm.conf')]);
    begin('slurmd', ['-D', '-f', at('slurm.conf')]);
    await waitUntil(async () => (await sinfo(environment)) === 'idle');
    return { environment, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw new Error(`Slurm does not begin:\n${logs.join('')}`, { cause: error });
  }
}

/** Asks until it is so. */
export async function waitUntil(isSo: () => Promise<boolean>, longest = 600_000): Promise<void> {
  const end = Date.now() + longest;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`Not within ${longest} ms.`);
    await setTimeout(250);
  }
}

async function sinfo(env: Record<string, string>): Promise<string> {
  const words = ['--noheader', '--format=%T'];
  const { stdout } = await promisify(execFile)('sinfo', words, { env }).catch(() => ({
    stdout: '',
  }));
  return stdout.trim();
}

function configOf(at: (name: string) => string, [controller, node]: readonly [number, number]) {
  const host = hostname().split('.')[0];
  const user = userInfo().username;
  return `
ClusterName=ventral
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${controller}
SlurmdPort=${node}
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/munge
AuthInfo=socket=${at('munge.socket')}
StateSaveLocation=${at('state')}
SlurmdSpoolDir=${at('spool')}
SlurmctldPidFile=${at('slurmctld.pid')}
SlurmdPidFile=${at('slurmd.pid')}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,batch_sched_delay=0
ReturnToService=2
KillWait=2
MaxArraySize=4
NodeName=${host} NodeAddr=127.0.0.1 CPUs=2 RealMemory=1000
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
}

async function freePorts(): Promise<readonly [number, number]> {
  const servers = [createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => {
            resolve((server.address() as { port: number }).port);
          });
        }),
    ),
  );
  for (const server of servers) server.close();
  return ports as [number, number];
}

async function stopProcess(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null || process.pid === undefined) return;
  const ended = new Promise((resolve) => process.once('close', resolve));
  process.kill('SIGTERM');
  const isEnded = await Promise.race([ended.then(() => true), setTimeout(10_000, false)]);
  if (isEnded) return;
  process.kill('SIGKILL');
  await ended;
}
