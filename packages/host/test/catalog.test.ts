import { parseCatalog } from '@ventral/host';
import { describe, expect, it } from 'vitest';

const entry = {
  kind: 'benchmark',
  id: 'Somebody2020.V4-pls',
  package: '@somebody/ventral-benchmark-somebody-2020',
  version: '1.2.0',
  scoreVersion: 2,
  title: 'Macaque V4: partial least squares',
  licence: 'CC-BY-4.0',
  citation: 'Somebody (2020).',
  species: 'macaque',
  regions: ['V4'],
  bytes: 2_000_000,
  supersededBy: 'Somebody2024.V4-pls',
};

describe('parseCatalog', () => {
  it('gives back a catalogue that follows its schema', () => {
    const catalog = { catalogVersion: 1, plugins: [entry] };
    expect(parseCatalog(catalog, 'catalog.json')).toEqual(catalog);
  });

  it('takes a plugin that says no more than its manifest', () => {
    const { kind, id, package: from, version, scoreVersion, title } = entry;
    const plugins = [{ kind, id, package: from, version, scoreVersion, title }];
    expect(parseCatalog({ catalogVersion: 1, plugins }, 'catalog.json').plugins).toEqual(plugins);
  });

  it.each([
    ['an unknown field', { ...entry, price: 3 }, /plugins\.0\.price is no known field/],
    ['a missing version', { ...entry, version: undefined }, /plugins\.0\.version/],
    ['an unknown kind', { ...entry, kind: 'theory' }, /plugins\.0\.kind is not valid/],
    [
      'a flag for a name',
      { ...entry, package: '--registry=http://x' },
      /plugins\.0\.package is not/,
    ],
    ['a path for a name', { ...entry, package: '../x' }, /plugins\.0\.package is not valid/],
    ['a size below one byte', { ...entry, bytes: 0 }, /plugins\.0\.bytes is not valid/],
  ])('refuses %s, naming file and field', (_, plugin, problem) => {
    const parse = () => parseCatalog({ catalogVersion: 1, plugins: [plugin] }, 'a/catalog.json');
    expect(parse).toThrow(/^a\/catalog\.json: /);
    expect(parse).toThrow(problem);
  });
});
