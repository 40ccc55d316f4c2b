import { expect, test } from 'vitest';
import { searchFigure } from '../src/search-figure.ts';
import type { Search } from '../src/shown-extras.ts';

const tried = (options: Record<string, unknown>, validationError: number | null) => ({
  options,
  parameterCount: 1,
  validationError,
  validationPerSplit: [validationError],
  epochsPerSplit: [3],
  chosenInSplits: [],
});

const search: Search = {
  configurations: [
    tried({ layers: ['a'], l1: 16, l2: 8, learningRate: 0.001 }, 0.5),
    tried({ layers: ['a'], l1: 64, l2: 8, learningRate: 0.001 }, 0.4),
    tried({ layers: ['a', 'b'], l1: 16, l2: 8, learningRate: 0.1 }, null),
    tried({ layers: ['a', 'b'], l1: 64, l2: 8, learningRate: 0.1 }, 0.39),
  ],
  best: 3,
  sweetSpot: 1,
};

test('a grid has the first two options that vary as axes, and the others as its facets', () => {
  const { x, y, facet, cells, marks } = searchFigure(search);
  expect([x.title, y.title, facet?.title]).toEqual(['Layers', 'Units of layer 1', 'Learning rate']);
  expect(cells[2]).toEqual({ x: 'a+b', y: '16', facet: '0.1', value: null });
  expect(marks).toEqual([
    { x: 'a+b', y: '64', facet: '0.1', label: 'best' },
    { x: 'a', y: '64', facet: '0.001', label: 'sweet spot' },
  ]);
});

test('one option that varies is a single row', () => {
  const [first, second] = search.configurations.slice(0, 2) as [never, never];
  const figure = searchFigure({ configurations: [first, second], best: 1, sweetSpot: 0 });
  expect(figure.facet).toBeUndefined();
  expect(figure.cells.map(({ x, y }) => [x, y])).toEqual([
    ['16', ''],
    ['64', ''],
  ]);
});
