import * as plugin from '@ventral/benchmark-majaj-hong-2015';
import { type Benchmark, meanScore, type Score } from '@ventral/core';
import { majajHong2015 } from '@ventral/dataset-majaj-hong-2015';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { benchmarks } = plugin;

describe('the benchmarks', () => {
  it('are one a region, on public and on held-out images', () => {
    expect(
      benchmarks.map(({ id, region, scoreVersion, degrees }) => [
        id,
        region,
        scoreVersion,
        degrees,
      ]),
    ).toEqual([
      ['MajajHong2015public.V4-pls', 'V4', 4, 8],
      ['MajajHong2015public.IT-pls', 'IT', 4, 8],
      ['MajajHong2015.V4-pls', 'V4', 4, 8],
      ['MajajHong2015.IT-pls', 'IT', 4, 8],
      ['MajajHong2015public.V4-nrp', 'V4', 1, 8],
      ['MajajHong2015public.IT-nrp', 'IT', 1, 8],
      ['NRP-error.2021', 'ventral stream', 1, undefined],
    ]);
  });

  it('know which way is better', () => {
    const own = benchmarks.filter(({ metric }) => metric !== undefined);
    expect(own.map(({ metric }) => metric?.better)).toEqual(
      own.map(({ id }) => (id.endsWith('-nrp') ? 'lower' : 'higher')),
    );
  });

  it('read the files of their part, and only those', () => {
    for (const { id, files } of benchmarks) {
      const part = /public|NRP/.test(id) ? 'public' : 'private';
      expect(files).toEqual(majajHong2015.filesOf(part));
    }
  });
});

describe('NRP-error', () => {
  it('is made of V4 and IT, and lower is better in both', () => {
    const { parts = [] } = benchmarks.find(({ id }) => id === 'NRP-error.2021') as Benchmark;
    expect(parts.map(({ id }) => id)).toEqual([
      'MajajHong2015public.V4-nrp',
      'MajajHong2015public.IT-nrp',
    ]);
    expect(parts.map(({ metric }) => metric?.better)).toEqual(['lower', 'lower']);
  });

  it('is their mean', () => {
    const scoreOf = (value: number): Score => {
      return { value, spread: 0.03, better: 'lower', raw: { value } };
    };
    // ResNet-50 in IT, as printed: .265.
    const score = meanScore({ V4: scoreOf(0.315), IT: scoreOf(0.265) });
    expect(score.value).toBeCloseTo(0.29, 12);
    expect(score.spread).toBeCloseTo(Math.hypot(0.03, 0.03) / 2, 12);
    expect(score.better).toBe('lower');
  });
});

checkManifest(plugin);
for (const benchmark of benchmarks) checkBenchmark(benchmark);
