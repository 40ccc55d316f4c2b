import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as plugin from '@ventral/benchmark-brain-score-2018';
import { meanScore, type Score } from '@ventral/core';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { benchmarks } = plugin;

// Table 1 of Schrimpf et al. (2018), as printed.
const table = readFileSync(join(import.meta.dirname, 'fixtures/table-1.csv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
  .map(([model, ...numbers]) => [model, ...numbers.map(Number)] as [string, ...number[]]);

const scoreOf = (value: number): Score => ({ value, better: 'higher', raw: { value } });

describe('the mean of the parts', () => {
  it('is known for 25 models', () => expect(table).toHaveLength(25));

  it.each(table)(
    'is the Brain-Score printed for %s',
    (_, brainScore = 0, v4 = 0, it = 0, i2n = 0) => {
      const { value } = meanScore({ V4: scoreOf(v4), IT: scoreOf(it), i2n: scoreOf(i2n) });
      // Parts and mean are each printed to three digits.
      expect(Math.abs(value - brainScore)).toBeLessThanOrEqual(0.001 + 1e-9);
    },
  );
});

describe('the benchmarks', () => {
  it.each([
    ['Brain-Score.2018', ['MajajHong2015.V4-pls', 'MajajHong2015.IT-pls', 'Rajalingham2018-i2n']],
    [
      'Brain-Score.2018public',
      ['MajajHong2015public.V4-pls', 'MajajHong2015public.IT-pls', 'Rajalingham2018public-i2n'],
    ],
  ])('%s is made of V4, IT and behaviour', (id, parts) => {
    const benchmark = benchmarks.find((one) => one.id === id);
    expect(benchmark?.parts?.map((part) => part.id)).toEqual(parts);
    expect(benchmark?.parts?.map((part) => part.region)).toEqual(['V4', 'IT', 'behavior']);
  });
});

checkManifest(plugin);
for (const benchmark of benchmarks) checkBenchmark(benchmark);
