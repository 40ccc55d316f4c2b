import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { discoverPlugins, importExport, loadPlugin } from '@ventral/host';
import { codeOf, installed, makeFolder, pluginPackage, project } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

async function loadModel(folder: string, id: string): Promise<unknown> {
  return loadPlugin(await discoverPlugins(folder), 'model', id);
}

describe('loadPlugin', () => {
  const conditional = { types: './index.d.ts', import: './index.js' };
  it.each([
    ['exports with a default', { exports: { '.': { default: './index.js' } } }],
    ['exports for import alone', { exports: { '.': conditional } }],
    ['exports as a string', { exports: './index.js' }],
    ['exports without ./package.json', { exports: { '.': './index.js' } }],
    ['main and no exports', { main: 'index.js' }],
    ['main without its extension', { main: './index' }],
    ['neither main nor exports', {}],
  ])('loads a package with %s', async (_, packageJson) => {
    await using folder = await makeFolder({
      'package.json': project('a'),
      ...installed('a', 'A', { packageJson }),
    });
    const plugin = await loadModel(folder.path, 'A');
    expect(plugin).toEqual({ kind: 'model', id: 'A', scoreVersion: 1, apiVersion: 1 });
  });

  it.each([
    ['exports', { exports: './index.js' }],
    ['main', { main: './index.js' }],
  ])('loads a package with %s that is installed by an alias or linked', async (_, packageJson) => {
    await using folder = await makeFolder({
      'package.json': project('alias', 'linked'),
      ...pluginPackage({ folder: 'node_modules/alias', name: 'a', id: 'A', packageJson }),
      ...pluginPackage({ folder: 'workspace/b', name: 'linked', id: 'B', packageJson }),
    });
    await symlink('../workspace/b', join(folder.path, 'node_modules/linked'));
    expect(await loadModel(folder.path, 'A')).toMatchObject({ id: 'A' });
    expect(await loadModel(folder.path, 'B')).toMatchObject({ id: 'B' });
  });

  it('loads a CommonJS package', async () => {
    const code = `exports.model = { kind: 'model', id: 'A', scoreVersion: 1, apiVersion: 1 };`;
    const packageJson = { type: 'commonjs', exports: './index.js' };
    await using folder = await makeFolder({
      'package.json': project('a'),
      ...installed('a', 'A', { code, packageJson }),
    });
    expect(await loadModel(folder.path, 'A')).toMatchObject({ id: 'A' });
  });

  it('finds a plugin in a list of them', async () => {
    const code = `const made = { scoreVersion: 1, apiVersion: 1 };
      export const model = [
        { kind: 'model', id: 'B', ...made },
        { kind: 'metric', id: 'A', ...made },
        { kind: 'model', id: 'A', ...made },
      ];`;
    await using folder = await makeFolder({
      'package.json': project('a'),
      ...installed('a', 'A', { code }),
    });
    expect(await loadModel(folder.path, 'A')).toMatchObject({ kind: 'model', id: 'A' });
  });

  it('lets a plugin import its own dependencies', async () => {
    const code = `import { id } from 'names'; ${codeOf('A').replace(`'A'`, 'id')}`;
    await using folder = await makeFolder({
      'package.json': project('a'),
      ...installed('a', 'A', { code }),
      'node_modules/a/node_modules/names/package.json': { type: 'module', main: 'index.js' },
      'node_modules/a/node_modules/names/index.js': `export const id = 'A';`,
    });
    expect(await loadModel(folder.path, 'A')).toMatchObject({ id: 'A' });
  });

  it.each([
    ['throws while it is imported', `throw new Error('no GPU');`, 'failed with: no GPU'],
    ['throws what is no error', `throw 'a fit';`, 'failed with: a fit'],
    ['does not parse', 'export const', 'importing it failed with: '],
    ['imports what is not installed', `import 'nothing-here';`, "'nothing-here'"],
    ['exports nothing of the name', 'export const other = 1;', "it has no export 'model'"],
    ['exports null', 'export const model = null;', 'has kind undefined'],
    ['exports another kind', codeOf('A', `kind: 'metric'`), 'has kind "metric" where'],
    ['exports another id', codeOf('B'), 'has id "B" where its manifest says "A"'],
    ['exports another score version', codeOf('A', 'scoreVersion: 2'), 'has scoreVersion 2 where'],
    ['exports a list without it', `export const model = [null, 1];`, "without the model 'A'"],
    ['was made for another contract', codeOf('A', 'apiVersion: 2'), 'has apiVersion 2 where'],
  ])('refuses a package that %s', async (_, code, why) => {
    await using folder = await makeFolder({
      'package.json': project('a'),
      ...installed('a', 'A', { code }),
    });
    await expect(loadModel(folder.path, 'A')).rejects.toMatchObject({
      code: 'PLUGIN_BROKEN',
      message: expect.stringMatching(/^a@1\.2\.3 cannot be used: /),
      hint: expect.stringContaining(join(folder.path, 'node_modules/a')),
    });
    await expect(loadModel(folder.path, 'A')).rejects.toThrow(why);
  });

  it('refuses a package whose code is missing, and loads the others', async () => {
    await using folder = await makeFolder({
      'package.json': project('a', 'b'),
      ...installed('a', 'A', { packageJson: { exports: './dist/index.js' } }),
      ...installed('b', 'B'),
    });
    await expect(loadModel(folder.path, 'A')).rejects.toMatchObject({
      code: 'PLUGIN_BROKEN',
      message: expect.stringContaining(join(folder.path, 'node_modules/a/dist/index.js')),
    });
    expect(await loadModel(folder.path, 'B')).toMatchObject({ id: 'B' });
  });

  it('keeps the error that an import threw as the cause', async () => {
    await using folder = await makeFolder({
      'package.json': project('a'),
      ...installed('a', 'A', { code: `throw new RangeError('why');` }),
    });
    await expect(loadModel(folder.path, 'A')).rejects.toHaveProperty('cause.message', 'why');
  });
});

describe('importExport', () => {
  it('gives an export that is no plugin, such as what opens model files', async () => {
    await using folder = await makeFolder({
      'package.json': project('a'),
      ...installed('a', 'A', { code: 'export const onnxModel = (path) => path.length;' }),
    });
    const [plugin] = (await discoverPlugins(folder.path)).plugins;
    const onnxModel = await importExport(plugin!.package, 'onnxModel');
    expect((onnxModel as (path: string) => number)('a.onnx')).toBe(6);
  });
});
