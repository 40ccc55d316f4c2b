// @ts-check
/** The end-to-end test of the line that README.md has people install, and of what is there then. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageFolders, readPackageJson, workspaceFolder } from '../workspace.mjs';
import { createStranger } from './stranger.mjs';

/** The documented line. */
const asked = [
  'ventral',
  '@ventral/benchmark-cowley-2023',
  '@ventral/benchmark-simulated-ventral',
  '@ventral/model-basenet',
  '@ventral/model-onnx',
];
/** The score of basenet on the simulated V4 that README.md shows, to its last digit. */
const expectedScore = 0.833;

/** @type {Readonly<Record<string, readonly [command: string, ...args: string[]]>>} */
export const installing = {
  npm: ['npm', 'install', '--ignore-scripts'],
  pnpm: [join(workspaceFolder, 'node_modules/.bin/pnpm'), 'add', '--ignore-scripts'],
  yarn: ['npx', '--yes', 'yarn@1', 'add', '--ignore-scripts', '--non-interactive'],
};

export const clients = Object.keys(installing);

/** Ventral's packages, by name. */
const ours = new Map(
  packageFolders().map((path) => {
    const packageJson = readPackageJson(path);
    return [packageJson.name, packageJson];
  }),
);

/**
 * @param {string} client
 * @param {import('../local-registry.mjs').LocalRegistry} registry
 * @param {string} folder to work in
 * @param {(name: string, check: () => unknown) => Promise<void>} step
 */
export async function tryClient(client, registry, folder, step) {
  const { makeFolder, run, succeed } = createStranger(registry, folder);
  const project = makeFolder('project');

  await step(`${client} installs the documented line`, async () => {
    await succeed(project, [...(installing[client] ?? []), ...asked]);
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
      await succeed(project, ['npm', 'ls', '--all']);
    });
  }
  await step(`${client}: ventral list names what is installed`, async () => {
    const { stdout } = await succeed(project, ['npx', 'ventral', 'list', '--json']);
    const entries = /** @type {{ package: string }[]} */ (JSON.parse(stdout));
    const packages = [...new Set(entries.map((entry) => entry.package.replace(/@[^@]*$/, '')))];
    assert.deepEqual(packages.sort(), asked.slice(1));
  });
  await step(`${client}: without data, score says DATA_UNAVAILABLE`, async () => {
    const recorded = 'Cowley2023.V4.210325-pls';
    const { code, stdout, stderr } = await run(
      project,
      ['npx', 'ventral', 'score', 'basenet', recorded, '--offline', '--json'],
      { VENTRAL_CACHE: makeFolder('empty-cache') },
    );
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /DATA_UNAVAILABLE/);
  });
  await step(`${client}: score makes the documented number, and names what npm has`, async () => {
    const simulated = 'SimulatedVentral.V4-pls';
    const line = ['npx', 'ventral', 'score', 'basenet', simulated, '--offline', '--json'];
    // Images rendered for one client are there for the next.
    const { stdout } = await succeed(project, line, { VENTRAL_CACHE: join(folder, '../rendered') });
    const record = JSON.parse(stdout);
    assert.ok(Math.abs(record.score.value - expectedScore) < 6e-4, `it is ${record.score.value}`);
    const version = ours.get('@ventral/benchmark-simulated-ventral')?.version;
    assert.equal(record.benchmark.package, `@ventral/benchmark-simulated-ventral@${version}`);
    const { packages, integrity } = record.environment;
    assert.deepEqual(Object.keys(integrity).sort(), Object.keys(packages).sort());
  });
}

/**
 * The packages of the workspace that some of them need, themselves among them.
 *
 * @param {readonly string[]} names
 * @returns {string[]} sorted
 */
function needed(names) {
  const found = new Set(names);
  // A set is walked in the order of insertion, what is added on the way included.
  for (const name of found) {
    const { dependencies, peerDependencies, peerDependenciesMeta = {} } = ours.get(name);
    for (const other of Object.keys({ ...dependencies, ...peerDependencies })) {
      if (ours.has(other) && !peerDependenciesMeta[other]?.optional) found.add(other);
    }
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
    .filter((path) =>
      ours.has(/node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(path)?.[1]),
    )
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
