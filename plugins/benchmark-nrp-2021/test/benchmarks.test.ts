import * as plugin from '@ventral/benchmark-nrp-2021';
import { meanScore, type Score } from '@ventral/core';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const [benchmark] = plugin.benchmarks;

checkManifest(plugin);
for (const one of plugin.benchmarks) checkBenchmark(one);

describe('NRP-error', () => {
  it('is made of V4 and IT, and lower is better in both', () => {
    const parts = benchmark?.parts ?? [];
    expect(parts.map(({ id }) => id)).toEqual([
      'MajajHong2015public.V4-nrp',
      'MajajHong2015public.IT-nrp',
    ]);
    expect(parts.map(({ metric }) => metric?.better)).toEqual(['lower', 'lower']);
  });

  it('is their mean, as is the linear error beside it', () => {
    const scoreOf = (value: number, linear: number): Score => ({
      value,
      error: 0.03,
      better: 'lower',
      raw: { value },
      baseline: { id: 'linear', title: 'ridge', value: linear, error: 0.04, r2: 0.1 },
    });
    // ResNet-50 in IT, as printed: .265, linear .379.
    const score = meanScore({ V4: scoreOf(0.315, 0.421), IT: scoreOf(0.265, 0.379) });
    expect(score.value).toBeCloseTo(0.29, 12);
    expect(score.error).toBeCloseTo(Math.hypot(0.03, 0.03) / 2, 12);
    expect(score.baseline?.value).toBeCloseTo(0.4, 12);
    expect(score.baseline?.r2).toBeCloseTo(0.1, 12);
    expect(score.better).toBe('lower');
  });
});
