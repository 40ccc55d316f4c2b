import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { discoverPlugins, findInstalled, findPlugin, loadPlugin } from '@ventral/host';
import {
  codeOf,
  installed,
  makeFolder,
  manifestOf,
  pluginPackage,
  project,
} from '@ventral/testing';
import { describe, expect, it } from 'vitest';

async function idsIn(folder: string): Promise<readonly string[]> {
  const { plugins } = await discoverPlugins(folder);
  return plugins.map(({ id }) => id).sort();
}

describe('discoverPlugins', () => {
  it('finds the plugins among all declared dependencies, and no others', async () => {
    await using folder = await makeFolder({
      'package.json': {
        dependencies: { a: '*', '@scope/b': '*', 'no-plugin': '*', 'not-installed': '*' },
        devDependencies: { c: '*' },
        optionalDependencies: { d: '*' },
      },
      ...installed('a', 'A'),
      ...installed('@scope/b', 'B'),
      ...installed('c', 'C'),
      ...installed('d', 'D'),
      ...installed('undeclared', 'E'),
      'node_modules/no-plugin/package.json': { name: 'no-plugin' },
    });
    expect(await idsIn(folder.path)).toEqual(['A', 'B', 'C', 'D']);
  });

  it('finds the project from a folder within it', async () => {
    await using folder = await makeFolder({
      'package.json': project('a'),
      ...installed('a', 'A'),
      'deeply/nested/file.txt': '',
    });
    expect(await idsIn(join(folder.path, 'deeply/nested'))).toEqual(['A']);
  });

  it('finds packages that are hoisted to a node_modules further up', async () => {
    await using folder = await makeFolder({
      ...installed('a', 'A'),
      'packages/here/package.json': project('a'),
    });
    expect(await idsIn(join(folder.path, 'packages/here'))).toEqual(['A']);
  });

  it('takes the nearest of two versions', async () => {
    await using folder = await makeFolder({
      ...installed('a', 'far'),
      'packages/here/package.json': project('a'),
      ...pluginPackage({ folder: 'packages/here/node_modules/a', name: 'a', id: 'near' }),
    });
    expect(await idsIn(join(folder.path, 'packages/here'))).toEqual(['near']);
  });

  it('knows a package by where it really lies, so that its own dependencies are found', async () => {
    await using folder = await makeFolder({
      'package.json': project('a'),
      ...pluginPackage({ folder: 'store/a@1/node_modules/a', name: 'a', id: 'A' }),
      'store/a@1/node_modules/names/package.json': { name: 'names' },
      'node_modules/.modules.yaml': '',
    });
    await symlink('../store/a@1/node_modules/a', join(folder.path, 'node_modules/a'));
    const plugin = findPlugin(await discoverPlugins(folder.path), 'model', 'A');
    expect(await findInstalled('names', plugin.package.folder)).toMatchObject({
      packageJson: { name: 'names' },
    });
  });

  it('finds a package with the name of a module of Node', async () => {
    await using folder = await makeFolder({
      'package.json': project('events'),
      ...installed('events', 'A'),
    });
    expect(await idsIn(folder.path)).toEqual(['A']);
  });

  it('finds nothing where there is no project', async () => {
    await using folder = await makeFolder();
    const index = await discoverPlugins(folder.path);
    expect(index).toMatchObject({ plugins: [], modelFiles: [] });
    expect(index.lookedIn).toContain('no package.json');
  });

  it('takes the project itself as a package', async () => {
    await using folder = await makeFolder(pluginPackage({ folder: '.', name: 'own', id: 'Own' }));
    expect(await idsIn(folder.path)).toEqual(['Own']);
    const index = await discoverPlugins(folder.path);
    expect(await loadPlugin(index, 'model', 'Own')).toMatchObject({ id: 'Own' });
  });

  it('lets the project hold settings, beside a manifest or alone', async () => {
    const settings = { mirrors: ['../data'] };
    await using alone = await makeFolder({ 'package.json': { ventral: settings } });
    expect(await idsIn(alone.path)).toEqual([]);
    const ventral = { ...manifestOf('Own'), ...settings };
    await using both = await makeFolder({ 'package.json': { ventral } });
    expect(await idsIn(both.path)).toEqual(['Own']);
  });

  it('lists the model files that packages open', async () => {
    const ventral = {
      apiVersion: 1,
      plugins: [],
      modelFiles: [{ extension: '.onnx', export: 'onnxModel' }],
    };
    await using folder = await makeFolder({
      'package.json': project('a'),
      ...installed('a', 'A', { packageJson: { ventral } }),
    });
    const { modelFiles } = await discoverPlugins(folder.path);
    expect(modelFiles).toMatchObject([
      { extension: '.onnx', export: 'onnxModel', package: { packageJson: { name: 'a' } } },
    ]);
  });

  it('imports nothing', async () => {
    await using folder = await makeFolder({
      'package.json': project('a'),
      ...installed('a', 'A', { code: `globalThis.ventralTestLoaded = 'A'; ${codeOf('A')}` }),
    });
    const loaded = () => Reflect.get(globalThis, 'ventralTestLoaded');
    const index = await discoverPlugins(folder.path);
    findPlugin(index, 'model', 'A');
    expect(loaded()).toBeUndefined();
    await loadPlugin(index, 'model', 'A');
    expect(loaded()).toBe('A');
    Reflect.deleteProperty(globalThis, 'ventralTestLoaded');
  });

  it('refuses two packages with one id, naming both', async () => {
    await using folder = await makeFolder({
      'package.json': project('a', 'b'),
      ...installed('a', 'Same'),
      ...installed('b', 'Same'),
    });
    await expect(discoverPlugins(folder.path)).rejects.toMatchObject({
      code: 'PLUGIN_CONFLICT',
      message: "a and b both bring the model 'Same'.",
      hint: 'Remove one of them: npm uninstall b',
    });
  });

  it('lets plugins of different kinds share an id', async () => {
    const metric = { kind: 'metric', id: 'Same', export: 'm', title: 'M', scoreVersion: 1 };
    const ventral = { apiVersion: 1, plugins: [metric] };
    await using folder = await makeFolder({
      'package.json': project('a', 'b'),
      ...installed('a', 'Same'),
      ...installed('b', 'Same', { packageJson: { ventral } }),
    });
    expect(await idsIn(folder.path)).toEqual(['Same', 'Same']);
  });

  it('refuses two packages that open the same files', async () => {
    const modelFiles = [{ extension: '.onnx', export: 'onnxModel' }];
    const packageJson = { ventral: { apiVersion: 1, plugins: [], modelFiles } };
    await using folder = await makeFolder({
      'package.json': project('a', 'b'),
      ...installed('a', 'A', { packageJson }),
      ...installed('b', 'B', { packageJson }),
    });
    await expect(discoverPlugins(folder.path)).rejects.toMatchObject({
      code: 'PLUGIN_CONFLICT',
      message: 'a and b both bring the files .onnx.',
    });
  });

  it.each(['{ "name": ', '[1', 'null', '7'])('names a package.json that reads %s', async (text) => {
    await using folder = await makeFolder({
      'package.json': project('a'),
      'node_modules/a/package.json': text,
    });
    await expect(discoverPlugins(folder.path)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(join(folder.path, 'node_modules/a/package.json')),
    });
  });

  it('names the package whose manifest is wrong', async () => {
    await using folder = await makeFolder({
      'package.json': project('a'),
      ...installed('a', 'A', { packageJson: { ventral: { apiVersion: 1, plugin: [] } } }),
    });
    await expect(discoverPlugins(folder.path)).rejects.toMatchObject({
      code: 'MANIFEST_INVALID',
      message: expect.stringContaining(join(folder.path, 'node_modules/a/package.json')),
    });
  });
});

describe('findPlugin', () => {
  it('suggests the nearest ids of that kind, and how to install more', async () => {
    await using folder = await makeFolder({
      'package.json': project('a', 'b'),
      ...installed('a', 'squeezenet1_1'),
      ...installed('b', 'resnet50'),
    });
    const index = await discoverPlugins(folder.path);
    expect(() => findPlugin(index, 'model', 'squeezenet')).toThrow(
      expect.objectContaining({
        code: 'PLUGIN_NOT_FOUND',
        message: "No installed package brings the model 'squeezenet'.",
        hint: expect.stringMatching(/^Did you mean 'squeezenet1_1'\? .*ventral add /),
      }),
    );
    expect(() => findPlugin(index, 'metric', 'squeezenet1_1')).toThrow(
      expect.objectContaining({ hint: expect.not.stringContaining('Did you mean') }),
    );
  });
});
