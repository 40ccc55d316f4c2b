import { type Benchmark, defineMeanBenchmark } from '@ventral/core';
import { syntaxGym } from '@ventral/dataset-syntaxgym';
import { type Circuit, circuitNames, circuits } from './circuits.ts';
import { itemsAsPredicted } from './items-as-predicted.ts';
import { suiteBenchmark } from './suite-benchmark.ts';

/** Every suite by itself, in the order of their names. */
export const suites: readonly Benchmark[] = (syntaxGym.parts ?? []).map(suiteBenchmark);

const suitesOf = (names: readonly string[]) =>
  names.map((name) => suites.find(({ part }) => part === name) as Benchmark);

/** The mean over the suites of each kind of syntax. */
export const circuitMeans: readonly Benchmark[] = Object.entries(circuits).map(([circuit, names]) =>
  defineMeanBenchmark({
    id: `SyntaxGym.${circuit}`,
    title: `SyntaxGym: ${circuitNames[circuit as Circuit]}, mean of ${names.length} suites`,
    dataset: syntaxGym,
    region: 'behavior',
    reads: 'surprisal',
    parts: suitesOf(names),
  }),
);

/** The mean over 31 suites, each weighing the same, as Brain-Score's `syntaxgym-2020`. */
export const syntaxGymBenchmark: Benchmark = defineMeanBenchmark({
  id: 'SyntaxGym',
  title: 'SyntaxGym: mean of 31 suites (Hu et al., 2020)',
  dataset: syntaxGym,
  region: 'behavior',
  reads: 'surprisal',
  metric: itemsAsPredicted,
  parts: suitesOf(Object.values(circuits).flat().sort()),
});
