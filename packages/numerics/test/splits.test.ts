import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isVentralError } from '@ventral/errors';
import {
  digestSplits,
  groupKFold,
  kFold,
  RandomState,
  type Split,
  shuffleSplit,
  stratifiedKFold,
  stratifiedShuffleSplit,
} from '@ventral/numerics';
import { describe, expect, it } from 'vitest';

interface Digests {
  readonly n_train: number;
  readonly n_test: number;
  readonly sha256_train: string;
  readonly sha256_test: string;
}

const golden = JSON.parse(
  readFileSync(new URL('./fixtures/splits.json', import.meta.url), 'utf8'),
) as Record<string, Split[]>;

const ninetyPercent = { splits: 10, size: { train: 0.9 }, seed: 1 };

function labelsOf(counts: Record<string, number>): string[] {
  return Object.entries(counts).flatMap(([label, count]) => Array<string>(count).fill(label));
}

function sha256(rows: readonly number[]): string {
  return createHash('sha256').update(rows.join(',')).digest('hex');
}

describe('splits are those of scikit-learn', () => {
  it.each([
    ['ShuffleSplit(n=10,train=.9,rs=1) N=20', 20, { train: 0.9 }],
    ['ShuffleSplit(10,train=.5,rs=1) N=7', 7, { train: 0.5 }],
    ['ShuffleSplit(10,test=.9,rs=1) N=20', 20, { test: 0.9 }],
  ])('%s', (key, count, size) => {
    expect(shuffleSplit(count, { splits: 10, size, seed: 1 })).toEqual(golden[key]);
  });

  it.each([
    ['Stratified(10,.9,rs=1) y=[c,a,b,a]*10', Array(10).fill(['c', 'a', 'b', 'a']).flat()],
    ['Stratified(10,.9,rs=1) y=c7 a12 b11 d3', labelsOf({ c: 7, a: 12, b: 11, d: 3 })],
  ])('%s', (key, labels) => {
    expect(stratifiedShuffleSplit(labels, ninetyPercent)).toEqual(golden[key]);
  });

  it('3200 rows in 64 classes', () => {
    const labels = Array.from(
      { length: 3200 },
      (_, row) => `obj${String(row % 64).padStart(2, '0')}`,
    );
    const digests = stratifiedShuffleSplit(labels, ninetyPercent).map(({ train, test }) => ({
      n_train: train.length,
      n_test: test.length,
      sha256_test: sha256(test),
      sha256_train: sha256(train),
    }));
    expect(digests).toEqual(
      golden['Stratified N=3200 y=obj{i%64:02d}'] as unknown as readonly Digests[],
    );
  });

  it('folds of whole groups', () => {
    // Shuffled names of ten groups of two rows, as in golden values of Brain-Score language.
    const groups = Array.from({ length: 20 }, (_, row) => `story ${Math.floor(row / 2)}`);
    const splits = groupKFold(groups, { folds: 5, seed: 1 });
    const order = new RandomState(1).permutation(10);
    for (const [fold, { train, test }] of splits.entries()) {
      const dealt = [order[2 * fold]!, order[2 * fold + 1]!].sort((a, b) => a - b);
      expect(test).toEqual(dealt.flatMap((group) => [2 * group, 2 * group + 1]));
      expect([...train, ...test].sort((a, b) => a - b)).toEqual(groups.map((_, row) => row));
    }
    expect(() => groupKFold(groups, { folds: 11, seed: 1 })).toThrow('10 groups cannot be split');
  });

  it('folds', () => {
    expect(kFold(23, { folds: 5, seed: 1 })).toEqual(golden['KFold(5,shuffle,rs=1) N=23']);
    expect(stratifiedKFold(labelsOf({ c: 7, a: 12, b: 11 }), { folds: 5, seed: 1 })).toEqual(
      golden['StratifiedKFold(5,shuffle,rs=1) y=c7 a12 b11'],
    );
  });
});

describe('what cannot be split is said', () => {
  const cases: Record<string, [() => unknown, string]> = {
    'a class with one row': [
      () => stratifiedShuffleSplit(labelsOf({ a: 19, b: 1 }), ninetyPercent),
      `Class 'b' has only 1 row, which cannot be both fitted and tested on.`,
    ],
    'fewer test rows than classes': [
      () => stratifiedShuffleSplit(labelsOf({ a: 5, b: 5, c: 5, d: 5 }), ninetyPercent),
      '2 rows to test on cannot hold one of each of 4 classes.',
    ],
    'fewer rows to fit on than classes': [
      () =>
        stratifiedShuffleSplit(labelsOf({ a: 5, b: 5, c: 5 }), {
          ...ninetyPercent,
          size: { train: 0.15 },
        }),
      '2 rows to fit on cannot hold one of each of 3 classes.',
    ],
    'a single row': [
      () => shuffleSplit(1, ninetyPercent),
      'A train fraction of 0.9 of 1 rows leaves 0 to fit on and 1 to test on.',
    ],
    'a fraction of 1': [
      () => shuffleSplit(10, { ...ninetyPercent, size: { test: 1 } }),
      'A test fraction of 1 cannot be used.',
    ],
    'no splits': [
      () => shuffleSplit(10, { ...ninetyPercent, splits: 0 }),
      '0 splits cannot be drawn.',
    ],
    'more folds than rows': [
      () => kFold(4, { folds: 5, seed: 1 }),
      '4 rows cannot be split into 5 folds.',
    ],
    'more folds than rows of any class': [
      () => stratifiedKFold(labelsOf({ a: 4, b: 3 }), { folds: 5, seed: 1 }),
      '4 rows of every class cannot be split into 5 folds.',
    ],
  };
  it.each(Object.entries(cases))('%s', (_, [split, message]) => {
    expect(split).toThrow(message);
    expect(split).toThrow(
      expect.toSatisfy(
        (error) => isVentralError(error, 'OPTION_INVALID') && error.hint !== undefined,
      ),
    );
  });
});

describe('digestSplits', () => {
  const labels = Array.from({ length: 20 }, (_, row) => `image${row}`);
  const splits = shuffleSplit(20, ninetyPercent);

  it('is equal for equal splits of equally labelled rows only', () => {
    expect(digestSplits(splits, labels)).toMatch(/^[0-9a-f]{64}$/);
    expect(digestSplits(shuffleSplit(20, ninetyPercent), labels)).toBe(
      digestSplits(splits, labels),
    );
    expect(digestSplits(splits, labels.toReversed())).not.toBe(digestSplits(splits, labels));
    expect(digestSplits(shuffleSplit(20, { ...ninetyPercent, seed: 2 }), labels)).not.toBe(
      digestSplits(splits, labels),
    );
  });
});
