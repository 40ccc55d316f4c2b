// @ts-check
/** Builds every package into its dist/: tsup for the code, one tsc program for the types, vite for the page. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setUp } from './setup.mjs';
import { packageFolders, problemsOfTool, workspaceFolder } from './workspace.mjs';

const stampPath = join(workspaceFolder, 'node_modules/.ventral-built');
// Kept with what tsc knows of it: the next time it looks only at what has another content.
const typesFolder = join(workspaceFolder, 'node_modules/.ventral-types');
const leaderboardFolder = 'packages/leaderboard';
const pageFolder = join(workspaceFolder, 'node_modules/.ventral-page');

/** Builds unless nothing has changed since the last build. */
export async function build() {
  if (isBuilt()) return copyCatalog();
  const problems = await compile();
  if (problems.length === 0) return;
  console.error(problems.join('\n'));
  process.exit(1);
}

/**
 * Builds every package, and checks the types of all that is in the workspace, tests included.
 *
 * @returns {Promise<string[]>} what is wrong
 */
export async function compile() {
  const digest = digestSources();
  const problems = await Promise.all([
    problemsOfTool('tsup', ['--silent']),
    problemsOfTool('tsc', [
      ...['--project', '.', '--noEmit', 'false', '--emitDeclarationOnly', '--incremental'],
      ...['--rootDir', '.', '--outDir', typesFolder],
      ...['--tsBuildInfoFile', join(typesFolder, 'tsconfig.tsbuildinfo')],
    ]),
    buildPage(),
  ]);
  if (problems.flat().length > 0) return problems.flat();
  for (const folder of packageFolders()) {
    for (const name of sourcesOf(folder).filter((name) => name.endsWith('.ts'))) {
      const types = name.replace(/\.ts$/, '.d.ts');
      cpSync(join(typesFolder, folder, 'src', types), join(workspaceFolder, folder, 'dist', types));
    }
  }
  copyCatalog();
  const page = join(workspaceFolder, leaderboardFolder, 'dist/page.html');
  cpSync(join(pageFolder, 'index.html'), page);
  writeFileSync(stampPath, digest);
  return [];
}

/** The leaderboard's page, for browsers: vite for the one file, a tsc program of its own for types. */
async function buildPage() {
  const config = join(leaderboardFolder, 'vite.config.ts');
  const problems = await Promise.all([
    problemsOfTool('vite', ['build', '--config', config, '--outDir', pageFolder]),
    problemsOfTool('tsc', ['--project', join(leaderboardFolder, 'page'), '--noEmit']),
  ]);
  return problems.flat();
}

function isBuilt() {
  return (
    existsSync(stampPath) &&
    readFileSync(stampPath, 'utf8') === digestSources() &&
    packageFolders().every((folder) => existsSync(join(workspaceFolder, folder, 'dist/index.d.ts')))
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
