import { defineBenchmark, defineDataset, defineModel, pluginKinds } from '@ventral/core';
import { expect, it } from 'vitest';
import { overlapBenchmark } from './overlap-benchmark.ts';

const common = { id: 'id', title: 'Title' };
const { kind, apiVersion, scoreVersion, ...benchmark } = overlapBenchmark('b');
const made = [
  defineDataset({
    ...common,
    species: 'human',
    regions: [],
    files: {},
    load: async () => 'data',
  }),
  defineModel({
    ...common,
    visualDegrees: 8,
    files: [],
    open: async () => {
      throw new Error('has nothing to open');
    },
  }),
  defineBenchmark({ ...benchmark, ...common }),
];

it.each(made)('makes a frozen $kind of score version 1', (plugin) => {
  expect(plugin).toMatchObject({ ...common, apiVersion: 1, scoreVersion: 1 });
  expect(pluginKinds).toContain(plugin.kind);
  expect(Object.isFrozen(plugin)).toBe(true);
});

it('keeps a score version that is stated', () => {
  const description = { ...benchmark, ...common, scoreVersion: 4 };
  expect(defineBenchmark(description).scoreVersion).toBe(4);
});
