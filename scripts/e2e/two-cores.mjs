// @ts-check
/**
 * The end-to-end test of a plugin that brings a core of its own: whoever runs it is told of both
 * copies, and the way out that the hint says works.
 */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPackageJson, workspaceFolder } from '../workspace.mjs';
import { createStranger } from './stranger.mjs';

const older = '0.0.1';
const plugin = { kind: 'metric', id: 'e2e-own-core', title: 'Own core', scoreVersion: 1 };
const pluginName = 'ventral-plugin-metric-own-core';

/** @type {Readonly<Record<string, readonly [command: string, ...args: string[]]>>} */
const installing = {
  npm: ['npm', 'install', '--ignore-scripts'],
  pnpm: [join(workspaceFolder, 'node_modules/.bin/pnpm'), 'add', '--ignore-scripts'],
};

/**
 * @param {import('../local-registry.mjs').LocalRegistry} registry
 * @param {string} folder to work in
 * @param {(name: string, check: () => unknown) => Promise<void>} step
 */
export async function checkTwoCores(registry, folder, step) {
  const stranger = createStranger(registry, folder);
  const { version } = readPackageJson('packages/core');
  await step('a plugin with a core of its own is published', async () => {
    const core = { name: '@ventral/core', version: older, exports: './index.js' };
    const metric = {
      name: pluginName,
      version: '1.0.0',
      type: 'module',
      exports: './index.js',
      dependencies: { '@ventral/core': older },
      ventral: { apiVersion: 1, plugins: [{ ...plugin, export: 'metric' }] },
    };
    const code = `export const metric = ${JSON.stringify({ ...plugin, apiVersion: 1 })};\n`;
    for (const [packageJson, text] of /** @type {const} */ ([
      [core, ''],
      [metric, code],
    ])) {
      const source = stranger.makeFolder(join('sources', packageJson.name));
      write(join(source, 'package.json'), packageJson);
      writeFileSync(join(source, 'index.js'), text);
      await stranger.succeed(source, ['npm', 'publish', '--access', 'public', '--tag', 'e2e']);
    }
  });
  for (const [client, install] of Object.entries(installing)) {
    const project = stranger.makeFolder(client);
    const info = ['npx', 'ventral', 'info', plugin.id];
    await step(`${client}: both copies of core are named`, async () => {
      write(join(project, 'package.json'), { private: true });
      await stranger.succeed(project, [...install, 'ventral', `${pluginName}@e2e`]);
      const { code, stderr } = await stranger.run(project, info);
      assert.equal(code, 1);
      assert.match(stderr, /CORE_DUPLICATED/);
      assert.match(stderr, new RegExp(`core@${older} \\(.*core@${version} \\(`, 's'));
    });
    await step(`${client}: overrides leave one`, async () => {
      const overrides = { '@ventral/core': version };
      const dependencies = { ventral: '*', [pluginName]: 'e2e' };
      write(join(project, 'package.json'), {
        ...{ private: true, dependencies, overrides, pnpm: { overrides } },
      });
      const lockfile = client === 'npm' ? [] : ['--no-frozen-lockfile'];
      await stranger.succeed(project, [install[0], 'install', '--ignore-scripts', ...lockfile]);
      const { stderr } = await stranger.run(project, info);
      assert.doesNotMatch(stderr, /CORE_DUPLICATED/);
    });
  }
}

/**
 * @param {string} path
 * @param {object} content
 */
function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(content));
}
