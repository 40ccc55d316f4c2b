import { join } from 'node:path';
import { defaultClientConditions, defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';

/** The page without data, as one file; scripts/build.mjs puts it beside the built code. */
export default defineConfig({
  root: join(import.meta.dirname, 'page'),
  plugins: [viteSingleFile({ removeViteModuleLoader: true })],
  // Its build for Node needs Buffer.
  resolve: {
    alias: { 'csv-stringify/sync': 'csv-stringify/browser/esm/sync' },
    conditions: ['@ventral/source', ...defaultClientConditions],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { target: 'es2022', modulePreload: false, emptyOutDir: true, reportCompressedSize: false },
  logLevel: 'warn',
});
