// @ts-check
/** Servers for tests: real ones, in temporary folders, on free ports; never those of the system. */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
 * @param {{ password?: string }} [settings]
 * @returns {Promise<import('./queue-servers.d.mts').TestServer>}
 */
export async function startServer(backend, { password = 'secret-of-tests' } = {}) {
  const folder = mkdtempSync(join(temporary, `ventral-${backend}-`));
  const port = await freePort();
  const { command, options, address } =
    backend === 'redis' ? redis(folder, port, password) : postgres(folder, port, password);
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
        if ((await listens(port)) && (backend === 'redis' || said.includes('ready to accept'))) return;
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
      await kill();
      await setTimeout(300);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * @param {string} folder
 * @param {number} port
 * @param {string} password
 */
function redis(folder, port, password) {
  const settings = ['--save', '', '--appendonly', 'yes', '--requirepass', password];
  const where = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
  return {
    command: ['redis-server', ...where, ...settings],
    options: {},
    address: `redis://:${password}@127.0.0.1:${port}`,
  };
}

/**
 * @param {string} folder
 * @param {number} port
 * @param {string} password
 */
function postgres(folder, port, password) {
  // It refuses to run as root.
  const options = process.getuid?.() === 0 ? userOfPostgres() : {};
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  if (options.uid !== undefined) {
    for (const path of [folder, passwordFile]) chownSync(path, options.uid, options.gid ?? 0);
  }
  const data = join(folder, 'data');
  const login = ['--username=ventral', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const made = spawnSync(join(postgresFolder ?? '', 'initdb'), ['-D', data, '-E', 'UTF8', ...login], {
    encoding: 'utf8',
    ...options,
  });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port };
  return {
    command: [
      ...[join(postgresFolder ?? '', 'postgres'), '-D', data],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    options,
    address: `postgres://ventral:${password}@127.0.0.1:${port}/postgres`,
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
  const versions = existsSync(root) ? readdirSync(root).map(Number).sort((a, b) => b - a) : [];
  return versions
    .map((version) => join(root, String(version), 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function listens(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    socket.once('connect', () => socket.end());
  });
}
