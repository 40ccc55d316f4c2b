// @ts-check
/** The end-to-end test of packages by others: one that is sound, and some that are not. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { strangersEnvironment } from '../strangers-environment.mjs';
import { capture, workspaceFolder } from '../workspace.mjs';

const entry = { kind: 'metric', id: 'e2e-overlap', title: 'Overlap', scoreVersion: 1 };
const plugin = { ...entry, apiVersion: 1 };

/** @type {readonly { name: string, exported: object, packageJson?: object, refusal?: RegExp }[]} */
const packages = [
  { name: 'ventral-plugin-metric-sound', exported: plugin },
  {
    name: 'ventral-plugin-metric-lying',
    exported: { ...plugin, scoreVersion: 2 },
    refusal: /has scoreVersion 2 where its manifest says 1/,
  },
  {
    name: '@stranger/ventral-metric-clashing',
    exported: { ...plugin, id: 'pls' },
    refusal: /'pls' is already that of @ventral\/metric-linear-predictivity/,
  },
  {
    name: 'ventral-plugin-metric-running',
    exported: { ...plugin, id: 'e2e-running' },
    packageJson: { scripts: { postinstall: 'node --version' } },
    refusal: /install script postinstall/,
  },
];

/**
 * @param {import('../local-registry.mjs').LocalRegistry} registry
 * @param {string} folder to work in
 * @param {(name: string, check: () => unknown) => Promise<void>} step
 */
export async function checkThirdPartySteps(registry, folder, step) {
  const home = join(folder, 'home');
  write(join(home, '.npmrc'), registry.npmrc);
  const env = strangersEnvironment(home);
  await step('packages of others are published', async () => {
    await Promise.all(
      packages.map(async (each) => {
        const source = join(folder, 'sources', each.name);
        writeSource(source, each);
        const { code, stderr } = await capture('npm', ['publish', '--access', 'public'], {
          cwd: source,
          env,
        });
        assert.equal(code, 0, stderr);
      }),
    );
  });
  for (const { name, refusal } of packages) {
    const outcome = refusal === undefined ? 'is accepted' : 'is refused';
    await step(`the catalogue: ${name} ${outcome}`, async () => {
      const list = join(folder, 'lists', name);
      write(join(list, `${name}.json`), JSON.stringify({ package: name, version: '^1.0.0' }));
      const script = join(workspaceFolder, 'scripts/check-third-party.mjs');
      const { code, stdout, stderr } = await capture(process.execPath, [script, list], { env });
      assert.equal(code, refusal === undefined ? 0 : 1, stderr);
      if (refusal === undefined) assert.match(stdout, /^1 plugins/m);
      else assert.match(stderr, refusal);
    });
  }
}

/**
 * @param {string} source folder
 * @param {(typeof packages)[number]} package_
 */
function writeSource(source, { name, exported, packageJson }) {
  const { kind, id, title } = /** @type {typeof plugin} */ (exported);
  const manifest = { ...entry, kind, id, title, export: 'metric' };
  const content = {
    name,
    version: '1.0.0',
    license: 'MIT',
    type: 'module',
    exports: './index.js',
    ventral: { apiVersion: 1, plugins: [manifest] },
    peerDependencies: { '@ventral/core': '>=0.1.0 <1.0.0' },
    ...packageJson,
  };
  write(join(source, 'package.json'), JSON.stringify(content));
  write(join(source, 'index.js'), `export const metric = ${JSON.stringify(exported)};\n`);
}

/**
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
