// @ts-check
/**
 * `npm run e2e`: installs Ventral as a stranger would, from a registry on 127.0.0.1, into empty
 * folders outside the workspace with an empty home, and scores with it: by npm, pnpm and yarn, or by
 * those that are named (`npm run e2e -- npm`).
 */
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { referenceFolder } from './bench/python.mjs';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { strangersEnvironment } from './strangers-environment.mjs';
import { capture, packageFolders, readPackageJson, workspaceFolder } from './workspace.mjs';

const asked = [
  'ventral',
  '@ventral/benchmark-cowley-2023',
  '@ventral/model-onnx',
  '@ventral/model-pixels',
];
const benchmark = 'Cowley2023.V4.210325-pls';
/** The score that README.md shows. */
const expectedScore = 0.20972;
const recordings = join(referenceFolder, 'data');

/** @type {Readonly<Record<string, readonly [command: string, ...args: string[]]>>} */
const clients = {
  npm: ['npm', 'install', '--ignore-scripts'],
  pnpm: [join(workspaceFolder, 'node_modules/.bin/pnpm'), 'add', '--ignore-scripts'],
  yarn: ['npx', '--yes', 'yarn@1', 'add', '--ignore-scripts', '--non-interactive'],
};

const { positionals: named } = parseArgs({ allowPositionals: true });
const unknown = named.filter((name) => !Object.hasOwn(clients, name));
assert.deepEqual(unknown, [], `The clients are ${Object.keys(clients).join(', ')}.`);

const tally = { passed: 0, failed: 0 };
await setUp();
await build();
// What these import is there only now.
const { publishAll, startRegistry } = await import('./local-registry.mjs');
const { checkThirdPartySteps } = await import('./e2e/third-party.mjs');
const registry = await startRegistry();
const folder = mkdtempSync(join(tmpdir(), 'ventral-e2e-'));
try {
  await step('every package is published', () => publishAll(registry));
  for (const name of named.length === 0 ? Object.keys(clients) : named) await tryClient(name);
  await checkThirdPartySteps(registry, join(folder, 'third-party'), step);
} finally {
  await registry.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;

/**
 * @param {string} name
 * @param {() => unknown} check
 */
async function step(name, check) {
  const start = performance.now();
  try {
    await check();
    tally.passed += 1;
    console.log(`ok      ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    tally.failed += 1;
    console.log(`FAILED  ${name}\n${error instanceof Error ? error.message : error}`);
  }
}

/** @param {string} client */
async function tryClient(client) {
  const home = join(folder, client, 'home');
  const project = join(folder, client, 'project');
  for (const path of [home, project]) mkdirSync(path, { recursive: true });
  writeFileSync(join(home, '.npmrc'), registry.npmrc);
  const environment = strangersEnvironment(home);
  /**
   * @param {readonly string[]} line
   * @param {NodeJS.ProcessEnv} [settings]
   */
  const shell = ([command = '', ...args], settings = {}) =>
    capture(command, args, { cwd: project, env: { ...environment, ...settings } });

  await step(`${client} installs the documented line`, async () => {
    succeeded(await shell([...(clients[client] ?? []), ...asked]));
  });
  await step(`${client}: Ventral's packages are those asked for and what they need`, () => {
    const names = ourInstalled(project).map(({ name }) => name);
    assert.deepEqual(names, needed(asked));
  });
  await step(`${client}: no package of Ventral has a script; none of another's ran`, () => {
    for (const { name, scripts } of ourInstalled(project)) {
      assert.equal(scripts, undefined, `${name} has scripts`);
    }
    // What onnxruntime-node's script fetches.
    const cuda = everyFile(project).filter((path) => /providers_cuda/.test(path));
    assert.deepEqual(cuda, []);
  });
  if (client === 'npm') {
    await step('npm: nothing is missing, extraneous or invalid', async () => {
      succeeded(await shell(['npm', 'ls', '--all']));
    });
  }
  await step(`${client}: ventral list names what is installed`, async () => {
    const { stdout } = succeeded(await shell(['npx', 'ventral', 'list', '--json']));
    const entries = /** @type {{ package: string }[]} */ (JSON.parse(stdout));
    const packages = [...new Set(entries.map((entry) => entry.package.replace(/@[^@]*$/, '')))];
    assert.deepEqual(packages.sort(), asked.slice(1));
  });
  await step(`${client}: without data, score says DATA_UNAVAILABLE`, async () => {
    const { code, stdout, stderr } = await shell(
      ['npx', 'ventral', 'score', 'pixels', benchmark, '--offline', '--json'],
      { VENTRAL_CACHE: join(folder, client, 'empty-cache') },
    );
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /DATA_UNAVAILABLE/);
  });
  if (!existsSync(recordings)) return;
  await step(`${client}: score makes the documented number`, async () => {
    const { stdout } = succeeded(
      await shell(['npx', 'ventral', 'score', 'pixels', benchmark, '--json'], {
        VENTRAL_MIRROR: recordings,
      }),
    );
    const record = JSON.parse(stdout);
    assert.ok(Math.abs(record.score.value - expectedScore) < 5e-6, `it is ${record.score.value}`);
    const version = readPackageJson('plugins/benchmark-cowley-2023').version;
    assert.equal(record.benchmark.package, `@ventral/benchmark-cowley-2023@${version}`);
  });
}

/** @param {{ code: number, stdout: string, stderr: string }} result */
function succeeded(result) {
  assert.equal(result.code, 0, `it ended with ${result.code}:\n${result.stdout}${result.stderr}`);
  return result;
}

/**
 * The packages of the workspace that some of them need, themselves among them.
 *
 * @param {readonly string[]} names
 * @returns {string[]} sorted
 */
function needed(names) {
  const all = new Map(
    packageFolders().map((path) => {
      const { name, dependencies, peerDependencies } = readPackageJson(path);
      return [name, Object.keys({ ...dependencies, ...peerDependencies })];
    }),
  );
  const found = new Set(names);
  // A set is walked in the order of insertion, what is added on the way included.
  for (const name of found) {
    for (const other of all.get(name) ?? []) if (all.has(other)) found.add(other);
  }
  return [...found].sort();
}

/**
 * The package.json of each of Ventral's packages anywhere below a project's node_modules.
 *
 * @param {string} project
 * @returns {{ name: string, scripts?: object }[]} sorted by name; each copy of a package
 */
function ourInstalled(project) {
  return everyFile(project)
    .filter((path) => /node_modules\/(ventral|@ventral\/[^/]+)\/package\.json$/.test(path))
    .map((path) => JSON.parse(readFileSync(join(project, path), 'utf8')))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param {string} project
 * @returns {string[]} relative paths; links are not followed
 */
function everyFile(project) {
  return readdirSync(project, { recursive: true, withFileTypes: true }).map((entry) =>
    relative(project, join(entry.parentPath, entry.name)).replaceAll('\\', '/'),
  );
}
