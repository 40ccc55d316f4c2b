// @ts-check
/**
 * The end-to-end test of packages by others that are not what they have to be: the catalogue takes
 * none of them, and who installs one nonetheless is told what is wrong with it.
 */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { strangersEnvironment } from '../strangers-environment.mjs';
import { capture, workspaceFolder } from '../workspace.mjs';
import { createStranger } from './stranger.mjs';

const entry = { kind: 'metric', id: 'e2e-poor', title: 'Poor', scoreVersion: 1 };
const plugin = { ...entry, apiVersion: 1 };
const peerDependencies = { '@ventral/core': '>=0.1.0 <1.0.0' };
const metricCode = (/** @type {object} */ exported) =>
  `export const metric = ${JSON.stringify(exported)};\n`;

/**
 * @typedef {object} PoorPackage
 * @property {string} name
 * @property {string} [code] the metric that its manifest lists, by default
 * @property {object} [manifest]
 * @property {object} [packageJson]
 * @property {RegExp} refusal of the catalogue
 * @property {RegExp} [error] of the command, where the package is installed nonetheless
 */

/** @type {readonly PoorPackage[]} */
const packages = [
  {
    name: 'ventral-plugin-metric-lying',
    code: metricCode({ ...plugin, scoreVersion: 2 }),
    refusal: /has scoreVersion 2 where its manifest says 1/,
    error: /PLUGIN_BROKEN.*has scoreVersion 2 where its manifest says 1/,
  },
  {
    name: '@stranger/ventral-metric-clashing',
    code: metricCode({ ...plugin, id: 'pls' }),
    manifest: { plugins: [{ ...entry, id: 'pls', export: 'metric' }] },
    refusal: /'pls' is already that of @ventral\/metric-linear-predictivity/,
    error: /PLUGIN_CONFLICT.*both bring the metric 'pls'/,
  },
  {
    name: 'ventral-plugin-metric-throwing',
    code: `throw new Error('no luck today');`,
    refusal: /importing it failed with: no luck today/,
    error: /PLUGIN_BROKEN.*importing it failed with: no luck today/,
  },
  {
    name: 'ventral-plugin-metric-peerless',
    packageJson: { peerDependencies: { ...peerDependencies, 'ventral-plugin-nowhere': '^1.0.0' } },
    refusal: /it cannot be installed.*ventral-plugin-nowhere/s,
    error: /DEPENDENCY_MISSING.*needs ventral-plugin-nowhere \^1\.0\.0, which is not installed/,
  },
  {
    name: 'ventral-plugin-metric-older',
    manifest: { apiVersion: 0 },
    refusal: /made for version 0 of the plugin contract/,
    error: /API_VERSION_MISMATCH.*made for version 0 of the plugin contract/,
  },
  {
    name: 'ventral-plugin-metric-formless',
    refusal: /breaks the contract:.*is a frozen plain object/s,
  },
  {
    name: 'ventral-plugin-metric-running',
    packageJson: { scripts: { postinstall: 'node --version' } },
    refusal: /install script postinstall/,
  },
];

/**
 * @param {import('../local-registry.mjs').LocalRegistry} registry
 * @param {import('./contribution.mjs').Contribution} contribution which the catalogue takes
 * @param {string} folder to work in
 * @param {(name: string, check: () => unknown) => Promise<void>} step
 */
export async function checkThirdParty(registry, { metric, benchmark }, folder, step) {
  const stranger = createStranger(registry, folder);
  await step('packages that are not sound are published', async () => {
    await Promise.all(
      packages.map((each) => {
        const source = stranger.makeFolder(join('sources', each.name));
        writeSource(source, each);
        return stranger.succeed(source, ['npm', 'publish', '--access', 'public']);
      }),
    );
  });
  const check = async (/** @type {readonly string[]} */ names) => {
    const lists = stranger.makeFolder(join('lists', names.join('+').replaceAll('/', '-')));
    for (const name of names) {
      write(join(lists, `${name}.json`), JSON.stringify({ package: name, version: '>=0.1.0' }));
    }
    const script = join(workspaceFolder, 'scripts/check-third-party.mjs');
    const env = strangersEnvironment(join(folder, 'home'));
    return capture(process.execPath, [script, lists], { env });
  };
  await step('the catalogue takes what was contributed', async () => {
    const { code, stdout, stderr } = await check([metric.package, benchmark.package]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^2 plugins/m);
  });
  for (const { name, refusal } of packages) {
    await step(`the catalogue refuses ${name}`, async () => {
      const { code, stderr } = await check([name]);
      assert.equal(code, 1);
      assert.match(stderr, refusal);
    });
  }

  const project = stranger.makeFolder('project');
  const install = ['npm', 'install', '--ignore-scripts'];
  for (const { name, error } of packages) {
    if (error === undefined) continue;
    await step(`ventral says what is wrong with ${name}`, async () => {
      write(join(project, 'package.json'), '{ "private": true }');
      // As with clients that install no peers by themselves.
      const line = [
        ...install,
        '--legacy-peer-deps',
        'ventral',
        '@ventral/metric-linear-predictivity',
      ];
      await stranger.succeed(project, [...line, name]);
      const info = ['npx', 'ventral', 'info', entry.id];
      const { code, stderr } = await stranger.run(project, info);
      assert.equal(code, 1);
      assert.match(stderr, error);
    });
  }
}

/**
 * @param {string} source folder
 * @param {PoorPackage} package_
 */
function writeSource(source, { name, code = metricCode(plugin), manifest, packageJson }) {
  const content = {
    name,
    version: '1.0.0',
    license: 'MIT',
    type: 'module',
    exports: './index.js',
    ventral: { apiVersion: 1, plugins: [{ ...entry, export: 'metric' }], ...manifest },
    peerDependencies,
    ...packageJson,
  };
  write(join(source, 'package.json'), JSON.stringify(content));
  write(join(source, 'index.js'), code);
}

/**
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
