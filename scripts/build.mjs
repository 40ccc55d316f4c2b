// @ts-check
/** Builds every package into its dist/: tsup for the code, one tsc program for the types. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setUp } from './setup.mjs';
import { packageFolders, runTool, workspaceFolder } from './workspace.mjs';

const stampPath = join(workspaceFolder, 'node_modules/.ventral-built');
const typesFolder = join(workspaceFolder, 'node_modules/.ventral-types');

/** Builds unless nothing has changed since the last build. */
export async function build() {
  const digest = digestSources();
  const built = packageFolders().every((folder) =>
    existsSync(join(workspaceFolder, folder, 'dist/index.d.ts')),
  );
  if (!built || !existsSync(stampPath) || readFileSync(stampPath, 'utf8') !== digest) {
    await compile();
    writeFileSync(stampPath, digest);
  }
  // The command searches the catalogue that it is published with.
  const catalogPath = join(workspaceFolder, 'registry/catalog.json');
  const copyPath = join(workspaceFolder, 'packages/cli/dist/catalog.json');
  if (existsSync(catalogPath)) cpSync(catalogPath, copyPath);
}

async function compile() {
  await requireSuccess(runTool('tsup', ['--silent']));
  await requireSuccess(
    runTool('tsc', [
      ...['--project', '.', '--noEmit', 'false', '--emitDeclarationOnly'],
      ...['--rootDir', '.', '--outDir', typesFolder],
    ]),
  );
  for (const folder of packageFolders()) {
    cpSync(join(typesFolder, folder, 'src'), join(workspaceFolder, folder, 'dist'), {
      recursive: true,
    });
  }
  rmSync(typesFolder, { recursive: true });
}

function digestSources() {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ path) => hash.update(path).update(readFileSync(path));
  for (const name of ['tsup.config.ts', 'tsconfig.json', 'pnpm-lock.yaml']) {
    add(join(workspaceFolder, name));
  }
  for (const folder of packageFolders()) {
    add(join(workspaceFolder, folder, 'package.json'));
    const sources = join(workspaceFolder, folder, 'src');
    const entries = readdirSync(sources, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) add(path);
  }
  return hash.digest('hex');
}

/** @param {Promise<number>} step */
async function requireSuccess(step) {
  const code = await step;
  if (code !== 0) process.exit(code);
}

if (process.argv[1] === import.meta.filename) {
  await setUp();
  await build();
}
