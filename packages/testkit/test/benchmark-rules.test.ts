import {
  type Benchmark,
  defineMeanBenchmark,
  defineNeuralBenchmark,
  type NeuralBenchmarkDescription,
} from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { checkBenchmark } from '@ventral/testkit';
import { describe } from 'vitest';
import { benchmarkRules, benchmarkScoreRules } from '../src/benchmark-rules.ts';
import { expectMutants } from './expect-mutants.ts';
import { pluginMutants } from './plugin-mutants.ts';
import { pin, soundDataset } from './sound-dataset.ts';
import { soundMetric } from './sound-metric.ts';

type Changes = Partial<NeuralBenchmarkDescription> & Partial<Pick<Benchmark, 'files'>>;

function soundBenchmark(changes: Changes = {}) {
  return defineNeuralBenchmark({
    id: 'Made.V4-agreement',
    title: 'Made-up V4',
    dataset: soundDataset(),
    part: 'one',
    metric: soundMetric(),
    region: 'V4',
    ...changes,
  });
}

const context = createRunContext();
const subjectOf = (plugin: Benchmark) => ({ plugin, context });
const change = (changes: Changes) => subjectOf(soundBenchmark(changes));
const replace = (changes: object) =>
  subjectOf(Object.freeze({ ...soundBenchmark(), ...changes }) as Benchmark);

describe('the rules of benchmarks', () => {
  const sound = change({});
  expectMutants(benchmarkRules, sound, {
    ...pluginMutants(sound),
    'states its region and species': [
      change({ region: '' }),
      change({ species: '' }),
      change({ degrees: 0 }),
    ],
    'is made of a data set and a metric, or of parts': [
      replace({ dataset: undefined }),
      replace({ metric: soundDataset() }),
      replace({ parts: [] }),
    ],
    'is about what was recorded': [change({ region: 'IT' }), change({ species: 'human' })],
    'pins its files': [change({ files: [{ ...pin, urls: [] }] })],
    'reads files of its data set': [
      change({ files: [{ ...pin, hash: { algorithm: 'sha256', digest: 'b'.repeat(64) } }] }),
    ],
  });
});

describe('the rules of their scores', () => {
  let scores = 0;
  const scoring = (value: () => number) =>
    replace({ score: async () => ({ value: value(), better: 'higher', raw: { value: 1 } }) });
  expectMutants(benchmarkScoreRules, change({}), {
    'scores features drawn at random': [
      scoring(() => Number.NaN),
      replace({ score: async () => ({ value: 1 }) }),
    ],
    'gives the same score each time': [scoring(() => scores++)],
  });
});

checkBenchmark(soundBenchmark(), { context });
const mean = { title: 'A mean', species: 'simulated', region: 'V4', parts: [soundBenchmark()] };
checkBenchmark(defineMeanBenchmark({ id: 'Made-mean', ...mean }), { context });
