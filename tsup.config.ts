import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Options } from 'tsup';

const folders = ['packages', 'plugins'].flatMap((group) =>
  readdirSync(group)
    .map((name) => join(group, name))
    // What is left of a package that is gone is none.
    .filter((folder) => existsSync(join(folder, 'package.json'))),
);

const workersOf = (folder: string) =>
  readdirSync(join(folder, 'src'))
    .filter((name) => name.endsWith('-worker.ts'))
    .map((name) => join(folder, 'src', name));

// Code only: types come from one tsc program over the whole workspace (scripts/build.mjs), which
// takes seconds where bundling them package by package takes minutes.
export default defineConfig(
  folders.map(
    (folder): Options => ({
      // A worker is a file of its own: threads are started with it.
      entry: [join(folder, 'src/index.ts'), ...workersOf(folder)],
      outDir: join(folder, 'dist'),
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      // Readable as it is, with the sources published beside it: maps would weigh as much again.
      sourcemap: false,
      clean: true,
      dts: false,
      skipNodeModulesBundle: true,
    }),
  ),
);
