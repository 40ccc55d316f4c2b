import { parseManifest } from '@ventral/core';
import { describe, expect, it } from 'vitest';

const entry = {
  kind: 'metric',
  id: 'pls',
  export: 'pls',
  title: 'PLS regression',
  scoreVersion: 1,
};
const manifest = { apiVersion: 1, plugins: [entry] };
const withEntry = (changes: object) => ({ apiVersion: 1, plugins: [{ ...entry, ...changes }] });
const without = (field: keyof typeof entry) => {
  const { [field]: _, ...rest } = entry;
  return { apiVersion: 1, plugins: [rest] };
};

describe('parseManifest', () => {
  it('gives back a manifest that is right', () => {
    const whole = {
      ...manifest,
      modelFiles: [
        { extension: '.onnx', export: 'onnxModel' },
        { extension: '.onnx', prefix: 'retinal+', export: 'openRetinal' },
        { extension: 'model.json', export: 'openModelFile' },
      ],
    };
    expect(parseManifest(whole, 'package.json')).toEqual(whole);
    expect(parseManifest({ apiVersion: 1, plugins: [] }, 'package.json').plugins).toEqual([]);
  });

  it('lists the members of a family one by one', () => {
    const family = {
      ...{ kind: 'benchmark', id: 'Lab.<session>-<metric>', export: 'benchmarks', scoreVersion: 2 },
      title: 'Session <session> (<metric>)',
      values: { session: '190923 190924', metric: 'pls ridge' },
    };
    const { plugins } = parseManifest({ apiVersion: 1, plugins: [family] }, 'package.json');
    expect(plugins.map(({ id, title }) => [id, title])).toEqual([
      ['Lab.190923-pls', 'Session 190923 (pls)'],
      ['Lab.190923-ridge', 'Session 190923 (ridge)'],
      ['Lab.190924-pls', 'Session 190924 (pls)'],
      ['Lab.190924-ridge', 'Session 190924 (ridge)'],
    ]);
    expect(plugins[0]).toEqual({
      ...{ kind: 'benchmark', id: 'Lab.190923-pls', export: 'benchmarks', scoreVersion: 2 },
      title: 'Session 190923 (pls)',
      family: { id: family.id, title: family.title, values: family.values },
    });
  });

  it.each<[field: string, what: string, value: unknown]>([
    ['ventral', 'is not valid', null],
    ['ventral', 'is not valid', 'metric'],
    ['ventral', 'is not valid', 1],
    ['ventral.apiVersion', 'is missing', { plugins: [] }],
    ['ventral.apiVersion', 'is not valid', { apiVersion: '1', plugins: [] }],
    ['ventral.plugins', 'is missing', { apiVersion: 1 }],
    ['ventral.plugins', 'is not valid', { apiVersion: 1, plugins: entry }],
    ['ventral.plugin', 'is no known field', { ...manifest, plugin: [] }],
    ['ventral.plugins.0', 'is not valid', { apiVersion: 1, plugins: ['pls'] }],
    ['ventral.plugins.0.kind', 'is missing', without('kind')],
    ['ventral.plugins.0.kind', 'is not valid', withEntry({ kind: 'metrics' })],
    ['ventral.plugins.0.id', 'is missing', without('id')],
    ['ventral.plugins.0.id', 'is not valid', withEntry({ id: '' })],
    ['ventral.plugins.0.id', 'is not valid', withEntry({ id: 'partial least squares' })],
    ['ventral.plugins.0.id', 'is not valid', withEntry({ id: 'pls@1' })],
    ['ventral.plugins.0.export', 'is missing', without('export')],
    ['ventral.plugins.0.title', 'is missing', without('title')],
    ['ventral.plugins.0.title', 'is not valid', withEntry({ title: '' })],
    ['ventral.plugins.0.scoreVersion', 'is missing', without('scoreVersion')],
    ['ventral.plugins.0.scoreVersion', 'is not valid', withEntry({ scoreVersion: 0 })],
    ['ventral.plugins.0.scoreVersion', 'is not valid', withEntry({ scoreVersion: 1.5 })],
    ['ventral.plugins.0.version', 'is no known field', withEntry({ version: 1 })],
    [
      'ventral.plugins.1',
      'is not valid (must be listed once)',
      { apiVersion: 1, plugins: [entry, entry] },
    ],
    ['ventral.plugins.0', 'is not valid (must have one entry', withEntry({ id: 'A.<session>' })],
    [
      'ventral.plugins.0',
      'is not valid (must have one entry',
      withEntry({ id: 'A.<session>', values: { sessions: '1 2' } }),
    ],
    [
      'ventral.plugins.1',
      'is not valid (must be listed once)',
      withEntry({ id: 'A.<session>', values: { session: '1 1' } }),
    ],
    [
      'ventral.modelFiles.0.extension',
      'is not valid',
      { ...manifest, modelFiles: [{ extension: 'onnx', export: 'onnxModel' }] },
    ],
    ['ventral.mirrors', 'is not valid', { ...manifest, mirrors: '../data' }],
  ])('refuses a manifest where %s %s', (field, what, value) => {
    expect(() => parseManifest(value, '/a/package.json')).toThrow(
      expect.objectContaining({
        code: 'MANIFEST_INVALID',
        message: expect.stringContaining(`/a/package.json: ${field} ${what}`),
        hint: expect.stringContaining('docs/plugin-spec.md'),
      }),
    );
  });

  it('names every field that is wrong', () => {
    const value = withEntry({ kind: 'metrics', scoreVersion: '1' });
    expect(() => parseManifest(value, 'package.json')).toThrow(
      /ventral\.plugins\.0\.kind.*; ventral\.plugins\.0\.scoreVersion/,
    );
  });

  it.each([
    [0, 'older', 'Update that package'],
    [2, 'newer', 'npm install --ignore-scripts ventral@latest'],
  ])('refuses version %i of the contract as %s, whatever else it holds', (version, _, hint) => {
    expect(() =>
      parseManifest({ apiVersion: version, unheardOf: true }, '/a/package.json'),
    ).toThrow(
      expect.objectContaining({
        code: 'API_VERSION_MISMATCH',
        message: `/a/package.json is made for version ${version} of the plugin contract; this is version 1.`,
        hint: expect.stringContaining(hint),
      }),
    );
  });
});
