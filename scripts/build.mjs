// @ts-check
/** Builds every package into its dist/: tsup for the code, one tsc program for the types, vite for the page. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setUp } from './setup.mjs';
import { packageFolders, problemsOfTool, workspaceFolder } from './workspace.mjs';

const codeStamp = join(workspaceFolder, 'node_modules/.ventral-built');
const typesStamp = join(workspaceFolder, 'node_modules/.ventral-typed');
// Kept with what tsc knows of it: the next time it looks only at what has another content.
const typesFolder = join(workspaceFolder, 'node_modules/.ventral-types');
const leaderboardFolder = 'packages/leaderboard';
const pageFolder = join(workspaceFolder, 'node_modules/.ventral-page');

/**
 * Builds unless nothing has changed since the last build.
 *
 * @param {{ types?: boolean }} [options] `types: false` builds what runs, in a fifth of the time, and checks
 * no types
 */
export async function build({ types = true } = {}) {
  if (isBuilt(types)) return copyCatalog();
  const problems = await compile({ types });
  if (problems.length === 0) return;
  console.error(problems.join('\n'));
  process.exit(1);
}

/**
 * Builds every package, and checks the types of all that is in the workspace, tests included.
 *
 * @param {{ types?: boolean }} [options]
 * @returns {Promise<string[]>} what is wrong
 */
export async function compile({ types = true } = {}) {
  const digest = digestSources();
  const problems = await Promise.all([
    problemsOfTool('tsup', ['--silent']),
    types ? compileTypes() : [],
    buildPage({ types }),
  ]);
  if (problems.flat().length > 0) return problems.flat();
  if (types) copyTypes();
  copyCatalog();
  copyPage();
  writeFileSync(codeStamp, digest);
  if (types) writeFileSync(typesStamp, digest);
  return [];
}

/**
 * The leaderboard's page, for browsers: vite for the one file, a tsc program of its own for types.
 *
 * @param {{ types: boolean }} options
 */
async function buildPage({ types }) {
  const config = join(leaderboardFolder, 'vite.config.ts');
  const page = join(leaderboardFolder, 'page');
  const problems = await Promise.all([
    problemsOfTool('vite', ['build', '--config', config, '--outDir', pageFolder]),
    types ? problemsOfTool('tsc', ['--project', page, '--noEmit']) : [],
  ]);
  return problems.flat();
}

/** Beside the code that fills it; tsup has emptied that folder. */
function copyPage() {
  const path = join(workspaceFolder, leaderboardFolder, 'dist/page.html');
  cpSync(join(pageFolder, 'index.html'), path);
}

function compileTypes() {
  return problemsOfTool('tsc', [
    ...['--project', '.', '--noEmit', 'false', '--emitDeclarationOnly', '--incremental'],
    ...['--rootDir', '.', '--outDir', typesFolder],
    ...['--tsBuildInfoFile', join(typesFolder, 'tsconfig.tsbuildinfo')],
  ]);
}

function copyTypes() {
  for (const folder of packageFolders()) {
    for (const name of sourcesOf(folder).filter((name) => name.endsWith('.ts'))) {
      const types = name.replace(/\.ts$/, '.d.ts');
      cpSync(join(typesFolder, folder, 'src', types), join(workspaceFolder, folder, 'dist', types));
    }
  }
}

/** @param {boolean} types whether their types have to be there as well */
function isBuilt(types) {
  const digest = digestSources();
  // A build of the code alone empties the folder that the types lie in.
  const file = types ? 'dist/index.d.ts' : 'dist/index.js';
  return (
    [codeStamp, ...(types ? [typesStamp] : [])].every(
      (stamp) => existsSync(stamp) && readFileSync(stamp, 'utf8') === digest,
    ) && packageFolders().every((folder) => existsSync(join(workspaceFolder, folder, file)))
  );
}

/** The command searches the catalogue that it is published with. */
function copyCatalog() {
  const catalogPath = join(workspaceFolder, 'registry/catalog.json');
  const copyPath = join(workspaceFolder, 'packages/cli/dist/catalog.json');
  if (existsSync(catalogPath)) cpSync(catalogPath, copyPath);
}

function digestSources() {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ path) =>
    hash.update(path).update(readFileSync(join(workspaceFolder, path)));
  for (const name of ['tsup.config.ts', 'tsconfig.json', 'pnpm-lock.yaml']) add(name);
  for (const folder of packageFolders()) {
    add(join(folder, 'package.json'));
    for (const name of sourcesOf(folder)) add(join(folder, 'src', name));
  }
  add(join(leaderboardFolder, 'vite.config.ts'));
  for (const name of sourcesOf(leaderboardFolder, 'page')) {
    add(join(leaderboardFolder, 'page', name));
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder of a package
 * @param {string} [inside] the folder of its sources
 * @returns {string[]} its source files, relative to that folder, sorted
 */
function sourcesOf(folder, inside = 'src') {
  const sources = join(workspaceFolder, folder, inside);
  return readdirSync(sources, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(sources, join(entry.parentPath, entry.name)))
    .sort();
}

if (process.argv[1] === import.meta.filename) {
  await setUp();
  await build();
}
