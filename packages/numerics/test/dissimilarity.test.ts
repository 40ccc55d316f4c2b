import { featureMatrix } from '@ventral/arrays';
import {
  centeredGram,
  correlationDistances,
  euclideanDistances,
  RandomState,
  upperTriangle,
} from '@ventral/numerics';
import { describe, expect, it } from 'vitest';

function features(rows: readonly (readonly number[])[]) {
  return featureMatrix(
    Float64Array.from(rows.flat()),
    rows.map((_, row) => `image${row}`),
  );
}

// 1 - numpy.corrcoef(rows), numpy 1.24.2.
const rows = [
  [1, 2, 4, 7, -1],
  [2, 1, 0, 3, 5],
  [1000000.5, 1000001, 1000003, 999999, 1000002],
];
const distances = [
  0, 1.3665186882712501, 1.4756826250708515, 1.3665186882712501, 0, 1.2656665784490362,
  1.4756826250708515, 1.2656665784490362, 0,
];

describe('correlationDistances', () => {
  it.each([2 ** 26, 1])('equals numpy in blocks of %d bytes', async (blockBytes) => {
    const { values } = await correlationDistances(features(rows), { blockBytes });
    for (const [cell, distance] of distances.entries()) {
      expect(values[cell]).toBeCloseTo(distance, 9);
    }
  });

  it('is 0 and 2 for stimuli that are alike and opposite, however far from 0 or large', async () => {
    const { values } = await correlationDistances(
      features([
        [1, 2, 4],
        [1e8 + 2, 1e8 + 4, 1e8 + 8],
        [-1e-9, -2e-9, -4e-9],
      ]),
    );
    expect(values[1]).toBeCloseTo(0, 12);
    expect(values[2]).toBeCloseTo(2, 12);
    expect([values[0], values[4], values[8]]).toEqual([0, 0, 0]);
  });

  it.each([
    [
      'features that are all the same',
      [
        [0.1, 2, 0.3],
        [0.7, 0.7, 0.7],
      ],
      'RESPONSES_INVALID',
      `All 3 features of stimulus 'image1' are the same`,
    ],
    ['a single feature', [[1], [2], [3]], 'SHAPE_MISMATCH', '3 stimuli x 1 features'],
    ['a single stimulus', [[1, 2, 3]], 'SHAPE_MISMATCH', '1 stimuli x 3 features'],
    [
      'NaN',
      [
        [1, 2],
        [3, Number.NaN],
      ],
      'RESPONSES_INVALID',
      `Feature 1 of stimulus 'image1' is NaN`,
    ],
  ])('refuses %s', async (_, values, code, message) => {
    await expect(correlationDistances(features(values))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});

describe('centeredGram', () => {
  it('holds the inner products of centred stimuli, over blocks and stripes of rows', async () => {
    const random = new RandomState(0);
    const made = Array.from({ length: 150 }, () => [
      random.standardNormal(),
      3 + random.standardNormal(),
    ]);
    const { values } = await centeredGram(features(made), { blockBytes: 1 });
    const means = [0, 1].map((column) => made.reduce((sum, row) => sum + row[column]!, 0) / 150);
    for (const [a, b] of [
      [0, 149],
      [149, 0],
      [7, 7],
      [140, 3],
    ] as const) {
      const product = [0, 1].reduce(
        (sum, column) =>
          sum + (made[a]![column]! - means[column]!) * (made[b]![column]! - means[column]!),
        0,
      );
      expect(values[a * 150 + b]).toBeCloseTo(product, 10);
    }
  });
});

describe('upperTriangle', () => {
  it('is what is above the diagonal, row by row', () => {
    const matrix = { shape: [3, 3] as const, values: Float64Array.of(0, 1, 2, 3, 0, 4, 5, 6, 0) };
    expect([...upperTriangle(matrix)]).toEqual([1, 2, 4]);
  });
});

describe('euclideanDistances', () => {
  it.each([2 ** 26, 1])(
    'are roots of summed squares, in blocks of %d bytes',
    async (blockBytes) => {
      const { values } = await euclideanDistances(
        features([
          [0, 0, 1e8],
          [3, 4, 1e8],
          [0, 0, 1e8 + 5],
        ]),
        { blockBytes },
      );
      expect([...values]).toEqual([0, 5, 5, 5, 0, Math.sqrt(50), 5, Math.sqrt(50), 0]);
    },
  );

  it.each([
    ['a single stimulus', [[1, 2]], 'SHAPE_MISMATCH', '1 stimuli x 2 features'],
    [
      'infinity',
      [[1], [Infinity]],
      'RESPONSES_INVALID',
      `Feature 0 of stimulus 'image1' is Infinity`,
    ],
  ])('refuse %s', async (_, values, code, message) => {
    await expect(euclideanDistances(features(values))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('say what to give where there is nothing between two', async () => {
    await expect(euclideanDistances(features([[1, 2]]))).rejects.toMatchObject({
      hint: expect.stringContaining('at least 2 stimuli'),
    });
  });
});
