import { discoverPlugins, loadPlugin } from '@ventral/host';
import { codeOf, type Files, installed, makeFolder, manifestOf, project } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

type Fields = Readonly<Record<string, unknown>>;

/** Loads the model of a package with these fields, beside packages of these versions. */
async function load(fields: Fields, versions: Readonly<Record<string, string>>, code?: string) {
  const beside: Files = Object.fromEntries(
    Object.entries(versions).map(([name, version]) => [
      `node_modules/${name}/package.json`,
      { name, version },
    ]),
  );
  const packageJson = { exports: './index.js', ...fields };
  await using folder = await makeFolder({
    'package.json': project('a'),
    ...installed('a', 'A', { packageJson, ...(code === undefined ? {} : { code }) }),
    ...beside,
  });
  return await loadPlugin(await discoverPlugins(folder.path), 'model', 'A');
}

const peerDependencies = { peer: '>=1.2.0 <2.0.0' };

describe('loading a plugin whose package has peer dependencies', () => {
  it.each(['1.2.0', '1.9.9', '1.3.0-next.1'])('takes the peer %s', async (peer) => {
    expect(await load({ peerDependencies }, { peer })).toMatchObject({ id: 'A' });
  });

  it('refuses one that is not installed, before any code runs', async () => {
    const code = `throw new Error('this ran'); ${codeOf('A')}`;
    await expect(load({ peerDependencies }, {}, code)).rejects.toMatchObject({
      code: 'DEPENDENCY_MISSING',
      message: 'a@1.2.3 needs peer >=1.2.0 <2.0.0, which is not installed.',
      hint: expect.stringContaining('npm install --ignore-scripts "peer@>=1.2.0 <2.0.0"'),
    });
  });

  it.each(['1.1.9', '2.0.0'])('refuses the version %s, and says so', async (peer) => {
    await expect(load({ peerDependencies }, { peer })).rejects.toMatchObject({
      code: 'DEPENDENCY_MISSING',
      message: `a@1.2.3 needs peer >=1.2.0 <2.0.0, but ${peer} is installed.`,
    });
  });

  it('names all that are wrong', async () => {
    const fields = { peerDependencies: { ...peerDependencies, other: '^3.0.0', fine: '*' } };
    await expect(load(fields, { other: '2.1.0', fine: '1.0.0' })).rejects.toMatchObject({
      message:
        'a@1.2.3 needs peer >=1.2.0 <2.0.0, which is not installed; ' +
        'and other ^3.0.0, but 2.1.0 is installed.',
      hint: expect.stringContaining(
        'npm install --ignore-scripts "peer@>=1.2.0 <2.0.0" "other@^3.0.0"',
      ),
    });
  });

  it('does without an optional peer', async () => {
    const fields = { peerDependencies, peerDependenciesMeta: { peer: { optional: true } } };
    expect(await load(fields, {})).toMatchObject({ id: 'A' });
  });

  it('takes any version where what is asked for is no range', async () => {
    const fields = { peerDependencies: { peer: 'workspace:^' } };
    expect(await load(fields, { peer: '7.0.0' })).toMatchObject({ id: 'A' });
    await expect(load(fields, {})).rejects.toMatchObject({ code: 'DEPENDENCY_MISSING' });
  });

  it('is no matter of listing plugins', async () => {
    await using folder = await makeFolder({
      'package.json': project('a'),
      'node_modules/a/package.json': { name: 'a', peerDependencies, ventral: manifestOf('A') },
    });
    const { plugins } = await discoverPlugins(folder.path);
    expect(plugins.map(({ id }) => id)).toEqual(['A']);
  });
});
