// @ts-check
/** Installs the workspace's dependencies with the pinned pnpm, unless they are in place. */
import './require-node.mjs';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolders, readPackageJson, run, workspaceFolder } from './workspace.mjs';

const stampPath = join(workspaceFolder, 'node_modules/.ventral-installed');

/** Needs Node and npm alone: pnpm is brought by npx when something has to be installed. */
export async function setUp() {
  const hash = createHash('sha256').update(readFileSync(join(workspaceFolder, 'pnpm-lock.yaml')));
  // A package that appears or changes has to be linked, even where the lock already knew of it.
  for (const folder of packageFolders()) hash.update(JSON.stringify(readPackageJson(folder)));
  const digest = hash.digest('hex');
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === digest) return;
  const { packageManager } = readPackageJson('.');
  const code = await run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile']);
  if (code !== 0) {
    console.error(
      'Installing the dependencies failed; see above. Then run the same command again.',
    );
    process.exit(code);
  }
  writeFileSync(stampPath, digest);
}
