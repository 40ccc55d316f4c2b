import {
  benjaminiHochberg,
  correctedResampledT,
  correlationInterval,
  dualVariance,
  fisherInterval,
  holm,
  rankBands,
  signFlipTest,
  twoSidedP,
  twoSidedQuantile,
} from '@ventral/statistics';
import { describe, expect, it } from 'vitest';
// Made with R 4.2.2 (t.test, p.adjust), csranks 1.2.3, rsatoolbox' formulas and plain enumeration.
import vectors from './fixtures/vectors.json' with { type: 'json' };

const { d: differences } = vectors;

describe('tests of differences', () => {
  it('gives the ordinary t of splits, and that of Nadeau and Bengio', () => {
    for (const [name, sizes] of [
      ['naive', { testSize: 0, trainSize: 9 }],
      ['nadeau-bengio', { testSize: 1, trainSize: 9 }],
    ] as const) {
      const { t, df, p, se } = vectors[name];
      const result = correctedResampledT(differences, sizes);
      expect(result.mean).toBeCloseTo(vectors.mean, 15);
      expect(result.t / t).toBeCloseTo(1, 12);
      expect(result.degreesOfFreedom).toBe(df);
      expect(result.p / p).toBeCloseTo(1, 12);
      expect(result.standardError / se).toBeCloseTo(1, 12);
    }
  });

  it('calls equal splits a tie, and a difference without spread certain', () => {
    const sizes = { testSize: 1, trainSize: 9 };
    expect(correctedResampledT([0, 0, 0], sizes)).toMatchObject({ t: 0, p: 1 });
    expect(correctedResampledT([0.5, 0.5, 0.5], sizes).p).toBe(0);
  });

  it('counts all flips of signs up to 20 units', () => {
    const { p, permutations } = vectors['sign-flip exact'];
    expect(signFlipTest(differences)).toMatchObject({ p, exact: true, flips: permutations });
    expect(signFlipTest([0, 0, 0]).p).toBe(1);
    expect(signFlipTest([0.2]).p).toBe(1);
    const twenty = Array.from({ length: 20 }, () => 1);
    expect(signFlipTest(twenty)).toMatchObject({ p: 2 / 2 ** 20, exact: true });
  });

  it('draws flips beyond 20 units, the same for the same seed, and never says p = 0', () => {
    const many = Array.from({ length: 21 }, () => 1);
    expect(signFlipTest(many)).toEqual({ mean: 1, p: 1 / 10_001, exact: false, flips: 10_000 });
    const mixed = many.map((value, unit) => value + 3 * Math.sin(unit ** 2));
    expect(signFlipTest(mixed, { seed: 7 })).toEqual(signFlipTest(mixed, { seed: 7 }));
    expect(signFlipTest(mixed, { seed: 7 }).p).not.toBe(signFlipTest(mixed, { seed: 8 }).p);
    // The exact p of the first 20 and a zero, which flips without effect.
    const exact = signFlipTest(mixed.slice(0, 20)).p;
    expect(signFlipTest([...mixed.slice(0, 20), 0]).p).toBeCloseTo(exact, 1.5);
  });
});

describe('corrections for many tests', () => {
  const { p, holm: adjusted, BH } = vectors['p.adjust'];

  it('are those of p.adjust', () => {
    holm(p).forEach((value, test) => {
      expect(value).toBeCloseTo(adjusted[test]!, 12);
    });
    benjaminiHochberg(p).forEach((value, test) => {
      expect(value).toBeCloseTo(BH[test]!, 8);
    });
  });

  it('stay in [0, 1], never fall below p and do not depend on the order', () => {
    const many = Array.from({ length: 40 }, (_, test) => Math.sin(test) ** 2);
    for (const adjust of [holm, benjaminiHochberg]) {
      expect(adjust([])).toEqual([]);
      const result = adjust(many);
      result.forEach((value, test) => {
        expect(value).toBeGreaterThanOrEqual(many[test]!);
        expect(value).toBeLessThanOrEqual(1);
      });
      expect(adjust(many.toReversed())).toEqual(result.toReversed());
    }
  });
});

describe('dualVariance', () => {
  const { double, neuroids, stimuli } = vectors.dual;
  const variances = { first: neuroids, second: stimuli, both: double };

  it('follows the formulas for large and small samples', () => {
    expect(dualVariance(variances)).toBeCloseTo(vectors.dual['large-sample'], 15);
    expect(dualVariance(variances, { first: 60, second: 300 })).toBeCloseTo(
      vectors.dual['small-sample n_rdm=60 n_pattern=300'],
      15,
    );
  });

  it('stays between the larger single variance and that of both', () => {
    expect(dualVariance({ first: 2, second: 1, both: 5 })).toBe(2);
    expect(dualVariance({ first: 2, second: 1, both: 2.5 })).toBe(2.5);
    expect(dualVariance({ first: 0, second: 0, both: 0 })).toBe(0);
  });
});

describe('Student t', () => {
  // scipy.stats.t.sf and isf, SciPy 1.17.1.
  it.each([
    [2.262157162740992, 9, 0.0500000000046757],
    [0.5, 1, 0.7048327646991335],
    [1e-3, 3, 0.9992648949694609],
    [4, 2, 0.05719095841793663],
    [30, 59, 2.0159597914156017e-37],
    [5, 167, 1.438926499928899e-6],
    [8.5, 1000, 6.819114894664177e-17],
    [2, 3.5, 0.12613852257591343],
    [1.96, 100000, 0.04999856319430168],
  ])('of %d with %d degrees of freedom has p = %d', (t, degreesOfFreedom, p) => {
    expect(twoSidedP(t, degreesOfFreedom) / p).toBeCloseTo(1, 10);
    expect(twoSidedP(-t, degreesOfFreedom)).toBe(twoSidedP(t, degreesOfFreedom));
  });

  it.each([
    [0.05, 9, 2.2621571627982053],
    [0.05, 1, 12.706204736174705],
    [0.05, 149, 1.9760131776891925],
    [0.01, 4, 4.604094871349993],
    [5e-9, 999, 5.899055739897897],
  ])('with p = %d and %d degrees of freedom is %d', (p, degreesOfFreedom, t) => {
    expect(twoSidedQuantile(p, degreesOfFreedom) / t).toBeCloseTo(1, 9);
  });

  it('has p = 1 at zero and 0 at infinity', () => {
    expect(twoSidedP(0, 9)).toBe(1);
    expect(twoSidedP(Number.NEGATIVE_INFINITY, 9)).toBe(0);
    expect(twoSidedQuantile(1, 9)).toBe(0);
  });
});

describe('correlations', () => {
  it('have the interval of SciPy', () => {
    const x = [0.1, 0.5, 0.4, 0.9, 1.3, 1.1];
    const y = [0.2, 0.1, 0.6, 0.7, 0.9, 1.4];
    const { r, n, low, high } = correlationInterval(x, y);
    // scipy.stats.pearsonr, SciPy 1.17.1.
    expect(r).toBeCloseTo(0.7838238725306691, 12);
    expect(low).toBeCloseTo(-0.0762270257836163, 9);
    expect(high).toBeCloseTo(0.9751021162341617, 9);
    expect(n).toBe(6);
  });

  it('are undefined where one side is constant, and have no interval below 4 pairs', () => {
    expect(correlationInterval([1, 1, 1, 1], [1, 2, 3, 5]).r).toBeNaN();
    expect(correlationInterval([], []).r).toBeNaN();
    const three = correlationInterval([1, 2, 3], [1, 2, 4]);
    expect(three.r).toBeCloseTo(0.982, 3);
    expect([three.low, three.high]).toEqual([Number.NaN, Number.NaN]);
    expect(correlationInterval([1, 2, 3, 4], [2, 4, 6, 8])).toEqual({
      r: 1,
      n: 4,
      low: 1,
      high: 1,
    });
  });

  it('have intervals by standard error that stay within [-1, 1]', () => {
    const [low, high] = fisherInterval(0.97, 0.03);
    expect(high).toBeLessThan(1);
    expect(0.97 - low).toBeGreaterThan(high - 0.97);
    expect(fisherInterval(0.3, 0)).toEqual([expect.closeTo(0.3, 12), expect.closeTo(0.3, 12)]);
  });
});

describe('rankBands', () => {
  it('gives the intervals of csranks for independent estimates', () => {
    const { x, sd, 'simultaneous and marginal': intervals } = vectors['csranks R 1.2.3 source'];
    const covariance = sd.map((own, model) =>
      sd.map((_, other) => (other === model ? own ** 2 : 0)),
    );
    expect(rankBands(x, { covariance })).toEqual({ marginal: intervals, simultaneous: intervals });
  });
});
