import { availableParallelism } from 'node:os';
import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { temporaryRoot } from './testing/temporary-root.ts';

// Tests run the sources: the workspace's packages are resolved through their source condition.
// What packages have for bundlers, behind the condition `module`, Node may not run.
const forNode = defaultServerConditions.filter((condition) => condition !== 'module');
const conditions = ['@ventral/source', ...forNode];
// What a terminal or CI says of colours is not part of what is tested.
const env = { TMPDIR: temporaryRoot, NO_COLOR: '1' };
// Against what never ends; a machine that is busy may take twenty times as long as another.
const limits = { testTimeout: 1_200_000, hookTimeout: 1_200_000 };
const shared = {
  ssr: { resolve: { conditions } },
  resolve: { conditions },
};

export default defineConfig({
  test: {
    // By itself vitest leaves a core free, which halves a machine of two. One more than there are cores:
    // many tests wait for commands.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          globalSetup: 'testing/temporary-root.ts',
          env,
          include: ['{packages,plugins}/*/test/**/*.test.ts'],
          exclude: ['**/*.{isolated,full}.test.ts'],
          pool: 'forks',
          isolate: false,
          ...limits,
        },
      },
      {
        ...shared,
        // Tests that change the environment or the working directory, or run the built command.
        test: {
          name: 'isolated',
          globalSetup: 'testing/temporary-root.ts',
          env,
          include: ['{packages,plugins}/*/test/**/*.isolated.test.ts'],
          pool: 'forks',
          ...limits,
        },
      },
      {
        ...shared,
        // Statistics, real networks, browsers, and what the end-to-end test does as well, half of all the
        // time: run by CI, and by `npm test -- PATH` or `--full`.
        test: {
          name: 'full',
          globalSetup: 'testing/temporary-root.ts',
          env,
          include: ['{packages,plugins}/*/test/**/*.full.test.ts'],
          pool: 'forks',
          ...limits,
        },
      },
    ],
  },
});
