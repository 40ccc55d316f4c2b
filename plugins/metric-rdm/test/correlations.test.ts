import { createAssembly, featureMatrix } from '@ventral/arrays';
import type { RunContext } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { rdm, rsaCeiling, subjectAgreement } from '@ventral/metric-rdm';
import {
  averageRanks,
  createMatrix,
  euclideanDistances,
  type Matrix,
  mean,
  pearson,
  RandomState,
  standardDeviation,
  upperTriangle,
} from '@ventral/numerics';
import { measuredUncertainty } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { orderValues } from '../src/counted-spearman.ts';
import { correlateOnce, countedCorrelation } from '../src/dissimilarity-correlation.ts';
import { correlationsWithSubjects } from '../src/subject-correlations.ts';

const context = createRunContext();
const quick: RunContext = { ...context, withUncertainty: false };
const random = new RandomState(11);
const [stimuli, subjects] = [12, 5];
const ids = Array.from({ length: stimuli }, (_, index) => `image${index}`);

/** Symmetric dissimilarities; with ties, where they are rounded. */
function drawMatrix(rounded = false): Matrix {
  const matrix = createMatrix([stimuli, stimuli]);
  for (let row = 0; row < stimuli; row++) {
    for (let column = 0; column < row; column++) {
      const drawn = 1 + random.standardNormal() / 4;
      const value = rounded ? Math.round(4 * drawn) : drawn;
      matrix.values[row * stimuli + column] = value;
      matrix.values[column * stimuli + row] = value;
    }
  }
  return matrix;
}

const matrices = Array.from({ length: subjects }, (_, index) => drawMatrix(index === 0));
const target = createAssembly({
  dims: ['subject', 'stimulus', 'stimulus2'],
  shape: [subjects, stimuli, stimuli],
  values: Float64Array.from(matrices.flatMap(({ values }) => [...values])),
  coords: {
    subject: { dim: 'subject', values: matrices.map((_, index) => `S${index}`) },
    stimulus_id: { dim: 'stimulus', values: ids },
  },
});
const features = featureMatrix(
  Float64Array.from({ length: stimuli * 7 }, () => random.standardNormal()),
  ids,
);

/** Kendall's tau-a by counting every two of the values, each as often as it counts. */
function countTauA(x: ArrayLike<number>, y: ArrayLike<number>, counts: ArrayLike<number>): number {
  let [surplus, all] = [0, 0];
  for (let one = 0; one < x.length; one++) {
    for (let other = 0; other < one; other++) {
      const times = (counts[one] as number) * (counts[other] as number);
      const [dx, dy] = [x[one]! - x[other]!, y[one]! - y[other]!];
      surplus += times * Math.sign(dx) * Math.sign(dy);
      all += times;
    }
  }
  return surplus / all;
}

describe('correlations of dissimilarities', () => {
  const [x, y] = [matrices[0]!, matrices[1]!].map((matrix) => upperTriangle(matrix));

  it('by tau-a are concordances less discordances, over all, ties among them', () => {
    const once = new Uint8Array(x!.length).fill(1);
    const found = correlateOnce('kendall-tau-a', orderValues(x!), orderValues(y!));
    expect(found).toBeCloseTo(countTauA(x!, y!, once), 12);
    const tied = Float64Array.of(1, 1, 2, 2);
    expect(correlateOnce('kendall-tau-a', orderValues(tied), orderValues(tied))).toBeCloseTo(
      4 / 6,
      12,
    );
  });

  it.each(['spearman', 'pearson', 'kendall-tau-a'] as const)(
    'by %s of values that count several times are those of the values repeated, or left out',
    (name) => {
      const counts = Uint8Array.from(x!, (_, index) => index % 4);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const repeat = (values: Float64Array) =>
        [...values].flatMap((value, index) =>
          new Array<number>(counts[index] as number).fill(value),
        );
      const [f, g] = [repeat(x!), repeat(y!)];
      const expected = {
        spearman: () => pearson(averageRanks(f), averageRanks(g)),
        pearson: () => pearson(f, g),
        'kendall-tau-a': () => countTauA(x!, y!, counts),
      }[name]();
      const correlate = countedCorrelation(name, x!.length);
      const [found] = correlate(orderValues(x!), [() => orderValues(y!)], counts, total);
      expect(found).toBeCloseTo(expected, 12);
    },
  );

  it.each(['spearman', 'pearson', 'kendall-tau-a'] as const)(
    'by %s are undefined where those that count are all the same',
    (name) => {
      const counts = Uint8Array.of(2, 0, 3, 1);
      const same = orderValues(Float64Array.of(0.1, 7, 0.1, 0.1));
      const other = orderValues(Float64Array.of(1, 2, 3, 4));
      const correlate = countedCorrelation(name, 4);
      expect(correlate(same, [() => other], counts, 6)).toEqual([Number.NaN]);
      expect(correlate(other, [() => same], counts, 6)).toEqual([Number.NaN]);
    },
  );
});

describe('options of representational similarity', () => {
  it.each(['spearman', 'pearson', 'kendall-tau-a'] as const)(
    'score by %s, and draw the same score again',
    async (correlation) => {
      const options = { correlation, distance: 'euclidean' as const };
      const score = await rdm.compare(features, target, options, context);
      const x = await euclideanDistances(features);
      const once = (size: number) => new Uint8Array(size).fill(1);
      const again = correlationsWithSubjects(x, matrices, undefined, correlation);
      expect(mean(again.correlate(once(stimuli), once(subjects)))).toBeCloseTo(score.value, 12);
      const { units, replicates } = measuredUncertainty(score);
      expect(units).toEqual({ stimuli, subjects });
      expect(Object.keys(replicates)).toEqual(['stimuli', 'subjects', 'all']);
    },
  );

  it('square the correlation of each subject before the mean, in draws as well', async () => {
    const plain = await rdm.compare(features, target, {}, context);
    const squared = await rdm.compare(features, target, { squared: true }, context);
    const rs = Object.values(plain.raw.perSubject ?? {}).map(Number);
    expect(Object.values(squared.raw.perSubject ?? {})).toEqual(rs.map((r) => r * r));
    expect(squared.value).toBeCloseTo(mean(rs.map((r) => r * r)), 12);
    // Subjects alone: each draw is a mean of their squares.
    const { subjects: drawn = [] } = measuredUncertainty(squared).replicates;
    expect(Math.max(...Array.from(drawn))).toBeLessThanOrEqual(
      Math.max(...rs.map((r) => r * r)) + 1e-6,
    );
    expect(Math.min(...Array.from(drawn))).toBeGreaterThanOrEqual(0);
  });

  it('average ranks or z-scores of subjects for the ceiling', async () => {
    const triangles = matrices.map((matrix) => upperTriangle(matrix));
    const forms = {
      raw: (values: Float64Array) => values,
      rank: averageRanks,
      zscore: (values: Float64Array) => {
        const [middle, deviation] = [mean(values), standardDeviation([...values])];
        return values.map((value) => (value - middle) / deviation);
      },
    };
    for (const averaging of ['raw', 'rank', 'zscore'] as const) {
      const formed = triangles.map(forms[averaging]);
      const rs = triangles.map((own, subject) => {
        const others = formed.filter((_, index) => index !== subject);
        return pearson(
          own,
          own.map((_, pair) => mean(others.map((other) => other[pair] as number))),
        );
      });
      const options = { averaging, bound: 'lower', correlation: 'pearson' } as const;
      const score = await rsaCeiling.compare(undefined, target, options, quick);
      expect(Object.values(score.raw.perSubject ?? {})).toEqual(
        rs.map((r) => expect.closeTo(r, 12)),
      );
    }
  });

  it('relate the ceiling of a benchmark as they relate its score', async () => {
    const data = { recordings: target, stimuli: { id: '', digest: '', stimuli: [] } };
    const asked = { correlation: 'pearson', squared: true };
    const ceiling = await subjectAgreement({ averaging: 'zscore' })(data, quick, asked);
    const options = { averaging: 'zscore', correlation: 'pearson', squared: true } as const;
    const upper = await rsaCeiling.compare(undefined, target, options, quick);
    expect(ceiling.value).toBe(upper.value);
  });

  it('say that many stimuli are drawn again with Spearman alone', async () => {
    const many = Array.from({ length: 301 }, (_, index) => `image${index}`);
    const wide = (width: number) =>
      Float64Array.from({ length: 301 * width }, () => random.standardNormal());
    const one = await euclideanDistances(featureMatrix(wide(2), many));
    const alone = createAssembly({
      dims: ['subject', 'stimulus', 'stimulus2'],
      shape: [1, 301, 301],
      values: one.values,
      coords: {
        subject: { dim: 'subject', values: ['S0'] },
        stimulus_id: { dim: 'stimulus', values: many },
      },
    });
    const options = { correlation: 'pearson' } as const;
    const score = await rdm.compare(featureMatrix(wide(3), many), alone, options, context);
    expect(score.uncertainty).toEqual({
      unavailable: 'With pearson, up to 300 stimuli are drawn again; there are 301.',
    });
  });

  it.each([
    ['an unknown correlation', { correlation: 'cosine' }],
    ['an unknown distance', { distance: 'cosine' }],
    ['squares that are no yes or no', { squared: 2 }],
  ])('refuse %s', async (_, options) => {
    await expect(rdm.compare(features, target, options as object, quick)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
  });
});
