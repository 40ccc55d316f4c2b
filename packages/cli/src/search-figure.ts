import type { SearchChart } from '@ventral/plots';
import type { Search } from './shown-extras.ts';
import { inWords, variedOptions } from './varied-options.ts';

/**
 * What a figure of a search shows: validation error over the first two options that were varied, one
 * grid for each value of all others, with the best and the sweet spot marked.
 */
export function searchFigure(search: Search): SearchChart {
  const [x = '', y = '', ...others] = variedOptions(search);
  const placeOf = (index: number) => {
    const options = search.configurations[index]?.options ?? {};
    return {
      x: inWords(options[x]),
      y: y === '' ? '' : inWords(options[y]),
      ...(others.length > 0 && {
        facet: others.map((name) => inWords(options[name])).join(', '),
      }),
    };
  };
  return {
    x: { title: titleOf(x) },
    y: { title: titleOf(y) },
    ...(others.length > 0 && { facet: { title: others.map(titleOf).join(', ') } }),
    value: { title: 'Validation error', digits: 3 },
    cells: search.configurations.map(({ validationError: value }, index) => ({
      ...placeOf(index),
      value,
    })),
    marks: [
      { ...placeOf(search.best), label: 'best' },
      { ...placeOf(search.sweetSpot), label: 'sweet spot' },
    ],
  };
}

const titles: Readonly<Record<string, string>> = {
  l1: 'Units of layer 1',
  l2: 'Units of layer 2',
  learningRate: 'Learning rate',
  layers: 'Layers',
};

function titleOf(option: string): string {
  return titles[option] ?? option;
}
