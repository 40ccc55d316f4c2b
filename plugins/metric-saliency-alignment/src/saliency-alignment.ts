import { type FeatureMatrix, matchStimuli } from '@ventral/arrays';
import { defineMetric, unitResampling } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { averageRanks, countedMean, mean, pearson } from '@ventral/numerics';
import * as v from 'valibot';
import { aucJudd, scanpathSaliency } from './at-places.ts';
import { centreMap, lookMap, smoothMap, withoutRounding } from './look-map.ts';
import { type MapGrid, mapGrid, mapOptions } from './map-options.ts';
import { lookedAtCells, readLooks, type StimulusLooks } from './places.ts';

/**
 * Whether a model finds those places of an image important that people look at: Spearman's rank correlation, cell by
 * cell, between a map of the model and the map of people's looks, on average over images.
 *
 * The source holds one map a stimulus, row by row, as its features: any real numbers, such as the largest absolute
 * gradient of a pixel's colours. The target holds places, `presentation` with the coordinates `stimulus_id`,
 * `subject`, and `x` and `y` in shares of the map's width and height; places beside it count where their blur
 * reaches into it. Each is a Gaussian of `sigma`, by default that of the authors of OSIE. A map that is constant
 * says nothing of where people look: its correlation is taken as 0. Images of which the map shows nothing that
 * people looked at are left out.
 *
 * The extras hold the same of what knows nothing of the image, a Gaussian in its centre (`centre`) and the mean map
 * of people on all other images (`otherImages`); and, of all three, AUC (Judd) and NSS at the places themselves.
 *
 * Time and memory grow with cells times images.
 *
 * Reference: Fel, Rodriguez Rodriguez, Linsley & Serre (2022), https://doi.org/10.48550/arXiv.2211.04533
 */
export const saliencyAlignment = defineMetric({
  id: 'saliency_alignment',
  title: "Rank correlation of a model's maps of what matters with where people look",
  citation:
    'Fel, T., Rodriguez Rodriguez, I. F., Linsley, D. & Serre, T. (2022). Harmonizing the object recognition ' +
    'strategies of deep neural networks with humans. NeurIPS. https://doi.org/10.48550/arXiv.2211.04533',
  source: 'features',
  better: 'higher',
  options: v.object({
    columns: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(0),
        v.description('Cells of a row of a map; 0 for maps that are as high as wide.'),
      ),
      0,
    ),
    ...mapOptions,
    smoothing: v.optional(
      v.pipe(
        v.number(),
        v.minValue(0),
        v.maxValue(10),
        v.description(
          "Standard deviation of a Gaussian that a model's maps are smoothed by, in those of people's; 0 for none.",
        ),
      ),
      0,
    ),
  }),
  async compareTarget(source, target, { columns, smoothing, ...rest }, run) {
    const looks = readLooks(target);
    const ids = looks.map(({ stimulus }) => stimulus);
    const features = matchStimuli(source, ids);
    const size = mapSize(features, columns);
    const grid = mapGrid(size, rest);
    const maps = await features.readColumns(0, features.featureCount);
    const shares = peoplesShares(looks, grid);
    const centre = rankedMap(centreMap(grid));
    const found: Compared[] = [];
    const noted = { constant: 0, unseen: 0 };
    for await (const [image, { stimulus, bySubject }] of run.each(
      [...looks.entries()],
      'Comparing maps with where people look',
      'images',
    )) {
      const cells = size.columns * size.rows;
      const given = maps.subarray(image * cells, (image + 1) * cells);
      requireNumbers(given, stimulus);
      const own = rankedMap(
        smoothing === 0 ? Float64Array.from(given) : smoothMap(given, grid, smoothing),
      );
      const others = shares.withoutImage(image);
      const people = averageRanks(shares.ofImage(image));
      const at = lookedAtCells(bySubject.flat(), grid);
      const compare = (map: RankedMap | undefined) => compareMap(map, people, at);
      noted.unseen += Number(isConstant(people));
      noted.constant += Number(own.isConstant);
      found.push({
        model: compare(own),
        centre: compare(centre),
        otherImages: compare(others && rankedMap(others)),
      });
    }
    if (noted.constant === found.length)
      throw nothingToCompare('every map of the model is constant');
    if (noted.unseen === found.length)
      throw nothingToCompare('nobody looked at what the maps show');
    const values = found.map(({ model }) => model.spearman);
    return {
      value: mean(values),
      resampling: unitResampling('stimuli', ids, values, countedMean),
      extras: {
        perImage: Object.fromEntries(ids.map((id, image) => [id, numberOrNull(values[image]!)])),
        model: meansOf(found.map(({ model }) => model)),
        centre: meansOf(found.map((one) => one.centre)),
        otherImages: meansOf(found.map(({ otherImages }) => otherImages)),
      },
      notes: [
        ...(noted.constant > 0
          ? [`${noted.constant} of ${ids.length} maps are constant: their correlation counts as 0.`]
          : []),
        ...(noted.unseen > 0
          ? [`${noted.unseen} of ${ids.length} maps show nothing that people looked at: left out.`]
          : []),
      ],
    };
  },
});

interface Agreement {
  readonly spearman: number;
  readonly aucJudd: number;
  readonly nss: number;
}

type Compared = Readonly<Record<'model' | 'centre' | 'otherImages', Agreement>>;

interface RankedMap {
  readonly map: Float64Array;
  readonly ranks: Float64Array;
  readonly isConstant: boolean;
}

function rankedMap(map: Float64Array): RankedMap {
  const ranks = averageRanks(map);
  return { map, ranks, isConstant: isConstant(ranks) };
}

function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

/** A constant map agrees as well as chance does. */
function compareMap(
  map: RankedMap | undefined,
  people: Float64Array,
  cells: readonly number[],
): Agreement {
  const undefinedHere = map === undefined || isConstant(people);
  if (undefinedHere) return { spearman: Number.NaN, aucJudd: Number.NaN, nss: Number.NaN };
  return {
    spearman: map.isConstant ? 0 : pearson(map.ranks, people),
    aucJudd: aucJudd(map.map, cells),
    nss: map.isConstant ? 0 : scanpathSaliency(map.map, cells),
  };
}

function meansOf(all: readonly Agreement[]): Readonly<Record<keyof Agreement, number | null>> {
  const meanOf = (name: keyof Agreement) => numberOrNull(mean(all.map((one) => one[name])));
  return { spearman: meanOf('spearman'), aucJudd: meanOf('aucJudd'), nss: meanOf('nss') };
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Maps of people: of an image, and the mean of those of all others, where each image counts the same. */
function peoplesShares(looks: readonly StimulusLooks[], grid: MapGrid) {
  const maps = looks.map(({ bySubject }) => lookMap(bySubject.flat(), grid));
  const shares = maps.map((map) => {
    const total = map.reduce((sum, value) => sum + value, 0);
    return total === 0 ? map : map.map((value) => value / total);
  });
  const together = new Float64Array(grid.columns * grid.rows);
  for (const share of shares) addTo(together, share, 1);
  return {
    ofImage: (image: number) => maps[image]!,
    withoutImage(image: number): Float64Array | undefined {
      if (maps.length < 2) return undefined;
      const others = together.slice();
      addTo(others, shares[image]!, -1);
      // What is left of a difference of equal sums is no map.
      return withoutRounding(others.map((value) => (value < 1e-15 ? 0 : value)));
    },
  };
}

function addTo(sums: Float64Array, values: Float64Array, factor: number): void {
  for (let cell = 0; cell < sums.length; cell++) sums[cell]! += factor * values[cell]!;
}

function mapSize({ featureCount }: FeatureMatrix, asked: number) {
  const columns = asked === 0 ? Math.sqrt(featureCount) : asked;
  const rows = featureCount / columns;
  if (Number.isInteger(columns) && Number.isInteger(rows) && featureCount > 1) {
    return { columns, rows };
  }
  throw new VentralError(
    'SHAPE_MISMATCH',
    asked === 0
      ? `${featureCount} values are no map that is as high as wide.`
      : `${featureCount} values are no rows of ${columns} cells.`,
    { hint: 'Say with the option columns how many cells a row of the maps has.' },
  );
}

function requireNumbers(map: ArrayLike<number>, stimulus: string): void {
  for (let cell = 0; cell < map.length; cell++) {
    if (Number.isFinite(map[cell])) continue;
    throw new VentralError(
      'RESPONSES_INVALID',
      `The map of '${stimulus}' holds ${map[cell]}, at position ${cell}.`,
      { hint: 'Give maps of finite numbers.' },
    );
  }
}

function nothingToCompare(why: string): VentralError {
  return new VentralError('RESPONSES_INVALID', `No image can be compared: ${why}.`, {
    hint: 'Check that the maps belong to these images, and what they were made from.',
  });
}
