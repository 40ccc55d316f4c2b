import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeFolder, pluginPackage } from '@ventral/testing';
import { expect, it, vi } from 'vitest';

const packageFolder = join(import.meta.dirname, '..');

// In place of the packages that the README names: the model yields the mean of each image, the
// benchmark the mean of all that the model yields.
const model = `export const model = {
  kind: 'model', apiVersion: 1, scoreVersion: 1, id: 'pixels', regionLayers: { V4: 'pixels' },
  open: async () => ({
    digest: 'pixels',
    layers: [{ name: 'pixels' }],
    async *look(stimuli, [layer]) {
      for (const [start, stimulus] of stimuli.entries()) {
        const { data } = await stimulus.load();
        const mean = data.reduce((sum, value) => sum + value) / data.length;
        yield { start, count: 1, activations: new Map([[layer, Float32Array.of(mean)]]) };
      }
    },
    [Symbol.asyncDispose]: async () => {},
  }),
};`;
const benchmark = `export const benchmark = {
  kind: 'benchmark', apiVersion: 1, scoreVersion: 1, id: 'Cowley2023.V4.210325-pls', region: 'V4',
  async score(candidate) {
    const image = (value) => ({ width: 1, height: 1, data: Uint8Array.of(value, value, value) });
    const stimuli = [1, 2, 6].map((value) => ({ id: 's' + value, load: async () => image(value) }));
    const set = { id: 'three', digest: 'three', stimuli };
    const features = await (await candidate.record(set, 'V4')).readColumns(0, 1);
    return { value: features.reduce((sum, value) => sum + value) / 3 };
  },
};`;
const manifestOf = (kind: string, id: string) => ({
  ventral: { apiVersion: 1, plugins: [{ kind, id, export: kind, title: id, scoreVersion: 1 }] },
});

it('has an example that runs', async () => {
  const readme = await readFile(join(packageFolder, 'README.md'), 'utf8');
  const example = /```js\n(.*?)```/s.exec(readme)?.[1] as string;
  const [, ...packages] = /npm install --ignore-scripts (\S+) (\S+)/.exec(
    example,
  ) as unknown as string[];
  const [modelName, benchmarkName] = packages as [string, string];
  await using folder = await makeFolder({
    'package.json': { dependencies: Object.fromEntries(packages.map((name) => [name, '*'])) },
    'score.mjs': example,
    ...pluginPackage({
      folder: `node_modules/${modelName}`,
      name: modelName,
      id: 'pixels',
      packageJson: { main: 'index.js', ...manifestOf('model', 'pixels') },
      code: model,
    }),
    ...pluginPackage({
      folder: `node_modules/${benchmarkName}`,
      name: benchmarkName,
      id: 'Cowley2023.V4.210325-pls',
      packageJson: { main: 'index.js', ...manifestOf('benchmark', 'Cowley2023.V4.210325-pls') },
      code: benchmark,
    }),
  });
  await mkdir(join(folder.path, 'node_modules/@ventral'), { recursive: true });
  await symlink(packageFolder, join(folder.path, 'node_modules/@ventral/host'));
  vi.stubEnv('VENTRAL_CACHE', join(folder.path, 'cache'));
  const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
  const reported = vi.spyOn(console, 'error').mockImplementation(() => {});
  await import(pathToFileURL(join(folder.path, 'score.mjs')).href);
  expect(printed).toHaveBeenCalledExactlyOnceWith('pixels on Cowley2023.V4.210325-pls: 3.000');
  expect(reported).toHaveBeenLastCalledWith('Recording pixels for three: 3 of 3');
});
