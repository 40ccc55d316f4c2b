// @ts-check
/** Servers for tests: real ones, in temporary folders, on free ports; never those of the system. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const postgresFolder = newestPostgres();
const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
// Not that of this process, which a test runner may keep to its user: PostgreSQL runs as another one.
const temporary = '/tmp';

/** @type {readonly ('redis' | 'postgres')[]} */
export const backends = [
  ...(hasRedis ? /** @type {const} */ (['redis']) : []),
  ...(postgresFolder ? /** @type {const} */ (['postgres']) : []),
];

/**
 * @param {'redis' | 'postgres'} backend
 * @param {{ password?: string, host?: string }} [settings]
 * @returns {Promise<import('./queue-servers.d.mts').TestServer>}
 */
export async function startServer(
  backend,
  { password = 'secret-of-tests', host = '127.0.0.1' } = {},
) {
  const folder = mkdtempSync(join(temporary, `ventral-${backend}-`));
  const port = await freePort(host);
  const { command, options, address } = (backend === 'redis' ? redis : postgres)({
    folder,
    host,
    port,
    password,
  });
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;
  const kill = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child?.once('close', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  const restart = async () => {
    // Of a killed PostgreSQL some processes live a moment longer, and keep a new one from beginning.
    for (let tries = 0; tries < 60; tries++) {
      const [program = '', ...rest] = command;
      const one = spawn(program, rest, { stdio: ['ignore', 'ignore', 'pipe'], ...options });
      child = one;
      let said = '';
      one.stderr?.on('data', (text) => {
        said += text;
        if (said.length > 10_000) said = said.slice(-10_000);
      });
      for (let waited = 0; waited < 300 && one.exitCode === null; waited++) {
        if (
          (await listens(host, port)) &&
          (backend === 'redis' || said.includes('ready to accept'))
        )
          return;
        await setTimeout(100);
      }
      await kill();
      if (tries === 59) throw new Error(`${backend} does not start: ${said}`);
      await setTimeout(500);
    }
  };
  await restart();
  return {
    address,
    port,
    kill,
    restart,
    async [Symbol.asyncDispose]() {
      if (child !== undefined && child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'close');
        // Ends with all its processes: of a killed PostgreSQL some would go on writing a while.
        child.kill('SIGINT');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** @param {{ folder: string, host: string, port: number, password: string }} place */
function redis({ folder, host, port, password }) {
  const settings = ['--save', '', '--appendonly', 'yes', '--requirepass', password];
  const where = ['--bind', host, '--port', String(port), '--dir', folder];
  return {
    command: ['redis-server', ...where, ...settings],
    options: {},
    address: `redis://:${password}@${host}:${port}`,
  };
}

/** @param {{ folder: string, host: string, port: number, password: string }} place */
function postgres({ folder, host, port, password }) {
  // It refuses to run as root.
  const options = process.getuid?.() === 0 ? userOfPostgres() : {};
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  if (options.uid !== undefined) {
    for (const path of [folder, passwordFile]) chownSync(path, options.uid, options.gid ?? 0);
  }
  const data = join(folder, 'data');
  const login = ['--username=ventral', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const made = spawnSync(
    join(postgresFolder ?? '', 'initdb'),
    ['-D', data, '-E', 'UTF8', ...login],
    {
      encoding: 'utf8',
      ...options,
    },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  appendFileSync(join(data, 'pg_hba.conf'), `host all all ${host}/24 scram-sha-256\n`);
  const settings = { listen_addresses: host, unix_socket_directories: '', port };
  return {
    command: [
      ...[join(postgresFolder ?? '', 'postgres'), '-D', data],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    options,
    address: `postgres://ventral:${password}@${host}:${port}/postgres`,
  };
}

/** @returns {{ uid?: number, gid?: number }} */
function userOfPostgres() {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name]).stdout.toString());
    if (uid) return { uid: Number(uid), gid: Number(gid) };
  }
  return {};
}

function newestPostgres() {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root)
    ? readdirSync(root)
        .map(Number)
        .sort((a, b) => b - a)
    : [];
  return versions
    .map((version) => join(root, String(version), 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
}

/**
 * One below those that systems give to clients: one of these, while it calls a server that was killed,
 * could be given the port that it calls, reach itself and keep the server from coming back.
 *
 * @param {string} host
 * @returns {Promise<number>}
 */
async function freePort(host) {
  for (;;) {
    const port = 10_000 + Math.floor(20_000 * Math.random());
    const server = createServer();
    const isFree = await new Promise((resolve, reject) => {
      server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
        error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
      );
      server.listen(port, host, () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function listens(host, port) {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    socket.once('connect', () => socket.end());
  });
}
