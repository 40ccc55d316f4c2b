import { featureMatrix } from '@ventral/arrays';
import type { MetricContext, Score } from '@ventral/core';
import * as plugin from '@ventral/metric-saliency-alignment';
import { spearmanBrown } from '@ventral/numerics';
import { checkManifest, checkMetric } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { aucJudd, scanpathSaliency } from '../src/at-places.ts';
import { lookMap } from '../src/look-map.ts';
import { mapGrid } from '../src/map-options.ts';
import golden from './fixtures/saliency.json' with { type: 'json' };
import { type MadeLook, madeLooks } from './made-looks.ts';

const { saliencyAlignment, saliencyConsistency } = plugin;
const context: MetricContext = {
  seed: 1,
  signal: new AbortController().signal,
  report: () => {},
};
const { columns, rows, sigma, aspect, images } = golden;
const options = { columns, sigma, aspect };
const looks = images.flatMap(({ id, looks: own }) =>
  own.map(([subject, x, y]): MadeLook => [id, subject as string, x as number, y as number]),
);
const target = madeLooks(looks);
const ids = images.map(({ id }) => id);
const source = featureMatrix(Float64Array.from(images.flatMap(({ map }) => map)), ids);
const squares = [...'abcd'].map((id) => [id, 's1', 0.3, 0.6] as const);
const squareLooks = madeLooks([
  ...squares,
  ...squares.map(([id]) => [id, 's2', 0.7, 0.4] as const),
]);
const squareMap = (factor: number) => {
  const own = squares.slice(0, 1).map(([, , x, y]) => ({ x, y }));
  const both = [...own, { x: 0.7, y: 0.4 }];
  const grid = mapGrid({ columns: 20, rows: 20 }, { sigma: 24 / 800, aspect: 800 / 600 });
  return Array.from(lookMap(both, grid), (value, cell) => value + factor * Math.sin(cell ** 2));
};
const squareSource = (factor: number) =>
  featureMatrix(Float64Array.from([...'abcd'].flatMap(() => squareMap(factor))), [...'abcd']);

interface Agreement {
  readonly spearman: number;
  readonly aucJudd: number;
  readonly nss: number;
}

function extrasOf(score: Score) {
  return score.extras?.saliency_alignment as Record<
    'model' | 'centre' | 'otherImages',
    Agreement
  > & {
    perImage: Record<string, number | null>;
  };
}

function meanOf(name: 'model' | 'smoothed' | 'centre' | 'otherImages', of: keyof Agreement) {
  return images.reduce((sum, image) => sum + image[name][of] / images.length, 0);
}

checkManifest(plugin);
checkMetric(saliencyAlignment, {
  examples: {
    related: { source: squareSource(0.3), target: squareLooks },
    identical: { source: squareSource(0), target: squareLooks },
  },
});
checkMetric(saliencyConsistency, {
  examples: {
    related: { source: undefined, target: squareLooks },
    identical: {
      source: undefined,
      target: madeLooks(squares.flatMap((one) => [one, [one[0], 's2', one[2], one[3]] as const])),
    },
  },
});

describe('the alignment of maps', () => {
  it('is as SciPy computes it, image by image', async () => {
    const score = await saliencyAlignment.compare(source, target, options, context);
    const { perImage } = extrasOf(score);
    for (const { id, model } of images) expect(perImage[id]).toBeCloseTo(model.spearman, 10);
    expect(score.value).toBeCloseTo(meanOf('model', 'spearman'), 10);
    expect(score.uncertainty).toMatchObject({ units: { stimuli: images.length } });
  });

  it.each(['model', 'centre', 'otherImages'] as const)(
    'has AUC and NSS of %s as NumPy computes them',
    async (name) => {
      const score = await saliencyAlignment.compare(source, target, options, context);
      const found = extrasOf(score)[name];
      expect(found.spearman).toBeCloseTo(meanOf(name, 'spearman'), 10);
      expect(found.nss).toBeCloseTo(meanOf(name, 'nss'), 10);
      // Cells on both sides of the centre are equal, which the other code cannot tell apart.
      if (name !== 'centre') expect(found.aucJudd).toBeCloseTo(meanOf(name, 'aucJudd'), 10);
    },
  );

  it('smooths maps of the model where that is asked for', async () => {
    const asked = { ...options, smoothing: 0.5 };
    const score = await saliencyAlignment.compare(source, target, asked, context);
    expect(score.value).toBeCloseTo(meanOf('smoothed', 'spearman'), 10);
    expect(extrasOf(score).model.nss).toBeCloseTo(meanOf('smoothed', 'nss'), 10);
  });

  it('counts a constant map as 0, and says so', async () => {
    const values = Float64Array.from(images.flatMap(({ map }) => map)).fill(2, 0, columns * rows);
    const score = await saliencyAlignment.compare(
      featureMatrix(values, ids),
      target,
      options,
      context,
    );
    const { perImage, model } = extrasOf(score);
    expect(perImage[ids[0]!]).toBe(0);
    expect(score.notes).toEqual(['1 of 4 maps are constant: their correlation counts as 0.']);
    const rest = images.slice(1).reduce((sum, image) => sum + image.model.spearman, 0);
    expect(score.value).toBeCloseTo(rest / 4, 10);
    const aucs = images.slice(1).reduce((sum, image) => sum + image.model.aucJudd, 0.5);
    expect(model.aucJudd).toBeCloseTo(aucs / 4, 10);
  });

  it('leaves out an image of which the map shows nothing that people looked at', async () => {
    const moved = madeLooks(
      looks.map(([id, subject, x, y]) => [id, subject, id === ids[1] ? x + 9 : x, y]),
    );
    const score = await saliencyAlignment.compare(source, moved, options, context);
    expect(extrasOf(score).perImage[ids[1]!]).toBeNull();
    expect(score.notes?.[0]).toContain('1 of 4 maps show nothing that people looked at');
    const rest = images.reduce((sum, image) => sum + image.model.spearman, 0);
    expect(score.value).toBeCloseTo((rest - images[1]!.model.spearman) / 3, 10);
  });

  it('counts places beside the map as far as they reach into it', () => {
    const grid = mapGrid({ columns: 10, rows: 10 }, { sigma: 0.1, aspect: 1 });
    const whole = lookMap(
      [{ x: 0.475, y: 0.5 }],
      mapGrid({ columns: 20, rows: 10 }, { sigma: 0.05, aspect: 2 }),
    );
    // The right half of the same: there the place lies beside the map.
    const right = lookMap([{ x: -0.05, y: 0.5 }], grid);
    for (let cell = 0; cell < 100; cell++) {
      const [row, column] = [Math.floor(cell / 10), cell % 10];
      expect(right[cell]).toBeCloseTo(whole[row * 20 + column + 10]!, 12);
    }
    expect(Math.max(...right)).toBeGreaterThan(0);
  });

  const wide = featureMatrix(
    new Float64Array(4 * 15).map((_, cell) => cell),
    ids,
  );
  it.each([
    [
      'maps that are not as high as wide',
      wide,
      target,
      {},
      'SHAPE_MISMATCH',
      /15 values are no map/,
    ],
    [
      'rows of another length',
      source,
      target,
      { columns: 23 },
      'SHAPE_MISMATCH',
      /rows of 23 cells/,
    ],
    [
      'maps that are all constant',
      featureMatrix(new Float64Array(4 * columns * rows), ids),
      target,
      options,
      'RESPONSES_INVALID',
      /every map of the model is constant/,
    ],
    [
      'places that are all elsewhere',
      source,
      madeLooks(looks.map(([id, subject, x, y]) => [id, subject, x - 20, y])),
      options,
      'RESPONSES_INVALID',
      /nobody looked at what the maps show/,
    ],
    [
      'an image that nobody looked at',
      source,
      madeLooks(looks.filter(([id]) => id !== ids[2])),
      options,
      'STIMULI_MISMATCH',
      /image2/,
    ],
    ['no places', source, madeLooks([]), options, 'RESPONSES_INVALID', /Nobody looked/],
    [
      'a place that is no number',
      source,
      madeLooks([...looks, [ids[0]!, 's0', Number.NaN, 0.5]]),
      options,
      'RESPONSES_INVALID',
      /'s0' looked at NaN/,
    ],
    ['a Gaussian without width', source, target, { sigma: 0 }, 'OPTION_INVALID', /sigma/],
  ])('refuses %s', async (_, features, places, asked, code, message) => {
    await expect(saliencyAlignment.compare(features, places, asked, context)).rejects.toMatchObject(
      {
        code,
        message: expect.stringMatching(message),
      },
    );
  });
});

describe('a map at the places that people looked at', () => {
  it('has AUC 1 where it is highest there, and 0.5 where it is constant', () => {
    expect(aucJudd(Float64Array.of(0, 3, 1, 2), [1, 3])).toBe(1);
    expect(aucJudd(Float64Array.of(1, 1, 1, 1), [1, 3])).toBe(0.5);
    // By hand: thresholds 3 and 1 give hits 1/2 and 1 at false alarms 0 and 1/2.
    expect(aucJudd(Float64Array.of(0, 3, 1, 2), [1, 2])).toBeCloseTo(0.875, 12);
    expect(aucJudd(Float64Array.of(0, 3), [])).toBeNaN();
    expect(aucJudd(Float64Array.of(0, 3), [0, 1])).toBeNaN();
  });

  it('has NSS in standard deviations from its mean', () => {
    // Mean 1.5, standard deviation sqrt(5 / 3).
    expect(scanpathSaliency(Float64Array.of(0, 3, 1, 2), [1])).toBeCloseTo(
      1.5 / Math.sqrt(5 / 3),
      12,
    );
    expect(scanpathSaliency(Float64Array.of(1, 1), [1])).toBeNaN();
  });
});

describe('the reliability of maps', () => {
  it('is that of halves, corrected to all people, as SciPy computes it', async () => {
    const asked = { columns, rows, sigma, aspect, splits: 600 };
    const score = await saliencyConsistency.compare(undefined, target, asked, context);
    // Of four people each of three divisions is drawn as often: their mean within the error of 600 draws.
    const expected = images.map(({ halves }) =>
      spearmanBrown(halves.reduce((sum, r) => sum + r / 3, 0)),
    );
    const mean = expected.reduce((sum, r) => sum + r / 4, 0);
    expect(Math.abs(score.value - mean)).toBeLessThan(0.02);
    expect(score.extras?.saliency_consistency).toMatchObject({ images: 4 });
  });

  it('leaves out images that one person alone looked at', async () => {
    const fewer = madeLooks(looks.filter(([id, subject]) => id !== ids[0] || subject === 's0'));
    const asked = { columns, rows, sigma, aspect };
    const score = await saliencyConsistency.compare(undefined, fewer, asked, context);
    expect(score.notes?.[0]).toContain('1 of 4 images have no two people');
  });

  it('refuses images that one person each looked at', async () => {
    const one = madeLooks(looks.filter(([, subject]) => subject === 's0'));
    await expect(saliencyConsistency.compare(undefined, one, {}, context)).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
    });
  });
});
