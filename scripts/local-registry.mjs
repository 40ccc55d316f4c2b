// @ts-check
/**
 * `npm run local-registry`: an npm registry on 127.0.0.1 with the whole tree published to it, until
 * Ctrl-C. Its packages, and the .npmrc that may publish there, lie in a temporary folder.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { capture, workspaceFolder } from './workspace.mjs';

/**
 * @typedef {object} LocalRegistry
 * @property {string} url
 * @property {string} npmrc text of an .npmrc that reads from the registry and may publish to it
 * @property {() => Promise<void>} stop ends it and deletes its packages
 */

/**
 * Starts an empty registry.
 *
 * @param {number} [port] a free one by default
 * @returns {Promise<LocalRegistry>}
 */
export async function startRegistry(port) {
  const address = `127.0.0.1:${port ?? (await freePort())}`;
  const url = `http://${address}/`;
  const folder = mkdtempSync(join(tmpdir(), 'ventral-registry-'));
  const { uplink, environment } = await npmSettings();
  const settings = readFileSync(join(workspaceFolder, 'registry/verdaccio.yaml'), 'utf8');
  const settingsPath = join(folder, 'verdaccio.yaml');
  writeFileSync(
    settingsPath,
    `storage: ./packages\n${settings.replace('url: https://registry.npmjs.org/', uplink)}`,
  );
  const server = spawn(
    join(workspaceFolder, 'node_modules/.bin/verdaccio'),
    ['--config', settingsPath, '--listen', address],
    { stdio: ['ignore', 'ignore', 'inherit'], env: environment },
  );
  const ended = once(server, 'exit');
  const stop = async () => {
    server.kill();
    await ended;
    // A worker of the server may still write.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  try {
    await untilAnswering(`${url}-/ping`, server);
  } catch (error) {
    await stop();
    throw error;
  }
  // npm wants to know who publishes; the registry does not ask.
  const npmrc = `registry=${url}\n//${address}/:_authToken=anyone\naudit=false\nfund=false\nupdate-notifier=false\n`;
  return { url, npmrc, stop };
}

/**
 * Publishes every package of the workspace, as it is built, at the version it states.
 *
 * @param {LocalRegistry} registry
 */
export async function publishAll(registry) {
  const folder = mkdtempSync(join(tmpdir(), 'ventral-publish-'));
  try {
    const npmrc = join(folder, '.npmrc');
    writeFileSync(npmrc, registry.npmrc);
    const { code, stdout, stderr } = await capture(
      join(workspaceFolder, 'node_modules/.bin/pnpm'),
      ['--recursive', 'publish', '--no-git-checks', '--registry', registry.url],
      { env: { ...process.env, npm_config_userconfig: npmrc, npm_config_loglevel: 'error' } },
    );
    if (code !== 0) throw new Error(`Publishing to ${registry.url} failed:\n${stdout}${stderr}`);
  } finally {
    rmSync(folder, { recursive: true, maxRetries: 10, retryDelay: 100 });
  }
}

/**
 * How npm reaches its registry, said to verdaccio, which reads none of npm's settings: the uplink as
 * lines of its file; certificates and proxies as an environment, where they are not in ours already.
 */
async function npmSettings() {
  const { stdout } = await capture('npm', ['config', 'list', '--json']);
  const npm = JSON.parse(stdout);
  const environment = Object.entries({
    NODE_EXTRA_CA_CERTS: npm.cafile,
    https_proxy: npm['https-proxy'],
    http_proxy: npm.proxy,
    no_proxy: [npm.noproxy].flat().join(','),
  }).filter(([, value]) => value);
  return {
    uplink: `url: ${npm.registry}\n    strict_ssl: ${npm['strict-ssl']}`,
    environment: { ...Object.fromEntries(environment), ...process.env, NODE_NO_WARNINGS: '1' },
  };
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} server
 */
async function untilAnswering(url, server) {
  const deadline = Date.now() + 600_000;
  while (server.exitCode === null && Date.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The registry does not answer at ${url}.`);
}

if (process.argv[1] === import.meta.filename) {
  await setUp();
  await build();
  const registry = await startRegistry(4873);
  try {
    await publishAll(registry);
    console.log(`Every package is published at ${registry.url} until Ctrl-C. In another folder:`);
    console.log(`  npm install --registry ${registry.url} --ignore-scripts ventral`);
    await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  } finally {
    await registry.stop();
  }
}
