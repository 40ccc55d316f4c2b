import { discoverPlugins, findPlugin, loadPlugin } from '@ventral/host';
import { type Files, makeFolder, pluginPackage } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

/** Version `scoreVersion` of the package `nets`, installed under a name. */
function nets(installedAs: string, scoreVersion: number): Files {
  const plugin = { kind: 'model', id: 'Net', export: 'model', title: 'A model', scoreVersion };
  return pluginPackage({
    folder: `node_modules/${installedAs}`,
    name: 'nets',
    id: 'Net',
    packageJson: {
      version: `${scoreVersion}.0.0`,
      exports: { '.': './index.js' },
      ventral: { apiVersion: 1, plugins: [plugin] },
    },
    code: `export const model = { kind: 'model', id: 'Net', scoreVersion: ${scoreVersion}, apiVersion: 1 };`,
  });
}

function declaring(...names: readonly string[]): object {
  return { name: 'project', dependencies: Object.fromEntries(names.map((name) => [name, '*'])) };
}

describe('several versions of one package', () => {
  it('are addressed by their scoreVersion, and loaded from their own folders', async () => {
    await using folder = await makeFolder({
      'package.json': declaring('nets-4', 'nets'),
      ...nets('nets-4', 4),
      ...nets('nets', 5),
    });
    const index = await discoverPlugins(folder.path);
    expect(await loadPlugin(index, 'model', 'Net@4')).toMatchObject({ scoreVersion: 4 });
    expect(await loadPlugin(index, 'model', 'Net@5')).toMatchObject({ scoreVersion: 5 });
    expect(findPlugin(index, 'model', 'Net@4')).toMatchObject({ alias: 'nets-4' });
  });

  it.each([4, 6])('without a version mean the one under its own name, not %i', async (other) => {
    await using folder = await makeFolder({
      'package.json': declaring('an-alias', 'nets'),
      ...nets('an-alias', other),
      ...nets('nets', 5),
    });
    const index = await discoverPlugins(folder.path);
    expect(await loadPlugin(index, 'model', 'Net')).toMatchObject({ scoreVersion: 5 });
  });

  it('without a version are refused where all are aliases, naming them', async () => {
    await using folder = await makeFolder({
      'package.json': declaring('nets-4', 'nets-5'),
      ...nets('nets-4', 4),
      ...nets('nets-5', 5),
    });
    const index = await discoverPlugins(folder.path);
    expect(() => findPlugin(index, 'model', 'Net')).toThrow(
      expect.objectContaining({
        code: 'PLUGIN_CONFLICT',
        message: expect.stringContaining('Net@4 (nets-4), Net@5 (nets-5)'),
      }),
    );
    expect(findPlugin(index, 'model', 'Net@5').scoreVersion).toBe(5);
  });

  it('that make the same scores are one', async () => {
    await using folder = await makeFolder({
      'package.json': declaring('nets-a', 'nets-b'),
      ...nets('nets-a', 4),
      ...nets('nets-b', 4),
    });
    const index = await discoverPlugins(folder.path);
    expect(findPlugin(index, 'model', 'Net')).toMatchObject({ alias: 'nets-a' });
  });

  it('say which there are when another is asked for, and how to add it', async () => {
    await using folder = await makeFolder({
      'package.json': declaring('nets'),
      ...nets('nets', 5),
    });
    const index = await discoverPlugins(folder.path);
    expect(() => findPlugin(index, 'model', 'Net@4')).toThrow(
      expect.objectContaining({
        code: 'PLUGIN_NOT_FOUND',
        hint: expect.stringMatching(/^Installed is Net@5\..*<alias>@npm:nets@/),
      }),
    );
  });
});
