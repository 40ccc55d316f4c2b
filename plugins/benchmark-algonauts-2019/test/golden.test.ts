import { readFileSync } from 'node:fs';
import { featureMatrix } from '@ventral/arrays';
import type { Score } from '@ventral/core';
import { algonauts2019 } from '@ventral/dataset-cichy-2019-algonauts';
import { readNpyFile } from '@ventral/files';
import { createRunContext } from '@ventral/host';
import { rdm, rsaCeiling } from '@ventral/metric-rdm';
import { correlationDistances, euclideanDistances, upperTriangle } from '@ventral/numerics';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';

interface Bounds {
  readonly lower: number;
  readonly upper: number;
  readonly lower_per_subject: readonly number[];
  readonly upper_per_subject: readonly number[];
  readonly mean_of_squares?: { readonly lower: number; readonly upper: number };
}

interface ModelScore {
  readonly mean: number;
  readonly standard_error: number;
  readonly per_subject: readonly number[];
  readonly over_lower: Readonly<Record<string, number>>;
}

interface Golden {
  readonly mean_colour: readonly (readonly number[])[];
  readonly regions: Readonly<
    Record<
      string,
      {
        readonly ceiling: Readonly<Record<string, Readonly<Record<string, Bounds>>>>;
        readonly models: Readonly<Record<string, Readonly<Record<string, ModelScore>>>>;
      }
    >
  >;
}

const named = {
  spearman: 'spearman',
  kendall_tau_a: 'kendall-tau-a',
  pearson: 'pearson',
} as const;
type Named = keyof typeof named;

// SciPy and NumPy on the published matrices, by another's code; 1e-9, as their digits are printed.
describeReference('subjects of the Algonauts Challenge', 'golden/human/fmri', () => {
  const golden = JSON.parse(
    readFileSync(referencePath('golden/human/fmri', 'fmri.json'), 'utf8'),
  ) as Golden;
  const context = {
    ...createRunContext({ mirrors: [referencePath('data')], offline: true }),
    // Minutes of resampling, of which no test here asks.
    withUncertainty: false,
  };
  const recordingsOf = async (region: string) =>
    (await algonauts2019.load(context, region)).recordings;
  const valuesOf = (score: Score) => Object.values(score.raw.perSubject ?? {});
  const expectClose = (found: readonly (number | null)[], expected: readonly number[]) =>
    expect(found).toEqual(expected.map((value) => expect.closeTo(value, 9)));

  const ceilings = Object.entries(golden.regions).flatMap(([region, { ceiling }]) =>
    Object.entries(ceiling).flatMap(([correlation, rules]) =>
      Object.entries(rules).map(
        ([averaging, bounds]) =>
          [region, correlation as Named, averaging as 'raw' | 'rank' | 'zscore', bounds] as const,
      ),
    ),
  );

  it.each(ceilings)(
    'agree in %s by %s of %s as SciPy says',
    async (region, name, averaging, bounds) => {
      const recordings = await recordingsOf(region);
      for (const bound of ['lower', 'upper'] as const) {
        const options = { bound, averaging, correlation: named[name] };
        const score = await rsaCeiling.compare(undefined, recordings, options, context);
        expectClose(valuesOf(score), bounds[`${bound}_per_subject`]);
        expect(score.value).toBeCloseTo(bounds[bound], 9);
        if (bounds.mean_of_squares === undefined) continue;
        const squares = await rsaCeiling.compare(
          undefined,
          recordings,
          { ...options, squared: true },
          context,
        );
        expect(squares.value).toBeCloseTo(bounds.mean_of_squares[bound], 9);
      }
    },
  );

  const models = Object.entries(golden.regions).flatMap(([region, { models }]) =>
    Object.entries(models).flatMap(([model, scores]) =>
      Object.entries(scores).map(
        ([correlation, expected]) => [region, model, correlation as Named, expected] as const,
      ),
    ),
  );

  it.each(models)('score in %s %s by %s as SciPy says', async (region, model, name, expected) => {
    const recordings = await recordingsOf(region);
    const ids = recordings.coords.stimulus_id?.values.map(String) ?? [];
    const pixels = await readNpyFile(referencePath('golden/human/fmri', 'pixels32_uint8.npy'));
    const features = model.startsWith('pixels32')
      ? featureMatrix(Float64Array.from(pixels.values as Uint8Array), ids)
      : featureMatrix(Float64Array.from(golden.mean_colour.flat()), ids);
    const options = {
      distance: model.endsWith('euclidean') ? ('euclidean' as const) : ('correlation' as const),
      correlation: named[name],
    };
    const score = await rdm.compare(features, recordings, options, context);
    expectClose(valuesOf(score), expected.per_subject);
    expect(score.value).toBeCloseTo(expected.mean, 9);
    // The spread is Brain-Score's: of deviations, it divides the squares by 15, the standard error by 14.
    expect((score.spread ?? 0) * Math.sqrt(15 / 14)).toBeCloseTo(expected.standard_error, 9);
    for (const [averaging, share] of Object.entries(expected.over_lower)) {
      const lower = golden.regions[region]?.ceiling[name]?.[averaging]?.lower ?? Number.NaN;
      expect(score.value / lower).toBeCloseTo(share, 8);
    }
  });

  it.each([
    ['pixels32_correlation', correlationDistances],
    ['pixels32_euclidean', euclideanDistances],
  ] as const)('have dissimilarities of %s as NumPy computes them', async (model, distancesOf) => {
    const folder = 'golden/human/fmri';
    const pixels = await readNpyFile(referencePath(folder, 'pixels32_uint8.npy'));
    const expected = await readNpyFile(referencePath(folder, `rdm_${model}.npy`));
    const ids = Array.from({ length: 92 }, (_, index) => `image${index}`);
    const features = featureMatrix(Float64Array.from(pixels.values as Uint8Array), ids);
    expectClose(
      [...upperTriangle(await distancesOf(features))],
      [...(expected.values as Float64Array)],
    );
  });
});
