import { VentralError } from '@ventral/errors';
import { requireFinite } from './finite.ts';
import { drawNormals } from './normal-draws.ts';

/** What estimates of several models vary by, together: models that share stimuli vary alike. */
export type JointVariation =
  | {
      /**
       * The estimate in each replicate, one row a model; replicate b of every row comes of the same
       * draw. A replicate that is NaN for one model is left out for all.
       */
      readonly replicates: readonly ArrayLike<number>[];
    }
  | {
      /** Symmetric, positive semidefinite, one row a model. */
      readonly covariance: readonly ArrayLike<number>[];
    };

/** Differences of all pairs of models, in units of their standard errors. */
export interface ModelPairs {
  readonly models: number;
  readonly draws: number;
  /** Deviations from the mean, `models x draws`. */
  readonly deviations: Float64Array;
  /** One over the standard error of the difference of two models, `models x models`; 0 for none. */
  readonly precision: Float64Array;
  /** The difference of two models in standard errors, `models x models`, with its sign. */
  readonly t: Float64Array;
}

/** Draws from a covariance: enough for two digits of a critical value. */
const drawsOfCovariance = 10_000;

/**
 * Differences of variance below this share of the variances are rounding: replicates are float32, so
 * that two records of one model need not be equal to the last digit.
 */
const rounding = 1e-10;

/** @throws VentralError `SHAPE_MISMATCH`, `RESPONSES_INVALID` */
export function pairModels(estimates: ArrayLike<number>, variation: JointVariation): ModelPairs {
  requireFinite(estimates, 'Estimate');
  const models = estimates.length;
  const given = 'replicates' in variation ? variation.replicates : variation.covariance;
  const columns = given[0]?.length ?? 0;
  const isWhole = given.every(({ length }) => length === columns);
  if (given.length !== models || !isWhole || ('covariance' in variation && columns !== models)) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${models} estimates need one row each, all of one length: there are ${given.length} rows of ${[...new Set(given.map(({ length }) => length))].join(', ')} values.`,
    );
  }
  const rows =
    'replicates' in variation
      ? wholeReplicates(variation.replicates)
      : drawNormals(variation.covariance, { draws: drawsOfCovariance, seed: 1 });
  const draws = rows[0]?.length ?? 0;
  // Rows are padded to a multiple of four, so that the products have no edges.
  const padded = Math.ceil(models / 4) * 4;
  const deviations = new Float64Array(padded * draws);
  rows.forEach((row, model) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / draws;
    for (let draw = 0; draw < draws; draw++) deviations[model * draws + draw] = row[draw]! - mean;
  });
  const covarianceOf =
    'covariance' in variation
      ? flatten(variation.covariance)
      : innerProducts(deviations, padded, draws, models).map((sum) => sum / (draws - 1));
  const precision = new Float64Array(models * models);
  const t = new Float64Array(models * models);
  for (let a = 0; a < models; a++) {
    for (let b = 0; b < models; b++) {
      const sum = covarianceOf[a * models + a]! + covarianceOf[b * models + b]!;
      const variance = sum - 2 * covarianceOf[a * models + b]!;
      const difference = estimates[a]! - estimates[b]!;
      if (variance > rounding * sum) {
        precision[a * models + b] = 1 / Math.sqrt(variance);
        t[a * models + b] = difference * precision[a * models + b]!;
      } else if (Math.abs(difference) > Math.sqrt(rounding * sum)) {
        // Models that never vary against each other differ for certain, or are a tie.
        t[a * models + b] = difference * Number.POSITIVE_INFINITY;
      }
    }
  }
  return { models, draws, deviations, precision, t };
}

function wholeReplicates(replicates: readonly ArrayLike<number>[]): readonly Float64Array[] {
  const total = replicates[0]?.length ?? 0;
  const kept: number[] = [];
  for (let replicate = 0; replicate < total; replicate++) {
    if (replicates.every((row) => Number.isFinite(row[replicate]))) kept.push(replicate);
  }
  if (replicates.length > 0 && (kept.length < 2 || kept.length < total / 2)) {
    const gaps = replicates.map((row) => Array.from(row).filter((x) => !Number.isFinite(x)).length);
    const worst = gaps.indexOf(Math.max(...gaps));
    throw new VentralError(
      'RESPONSES_INVALID',
      `Of ${total} replicates, ${kept.length} are numbers for every model; model ${worst} lacks ${gaps[worst]}.`,
      { hint: 'Leave out the models that lack most of them.' },
    );
  }
  return replicates.map((row) => Float64Array.from(kept, (replicate) => row[replicate]!));
}

function flatten(rows: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from(rows.flatMap((row) => Array.from(row)));
}

/** Products of all pairs of rows; sixteen at a time, as reading numbers takes longer than adding. */
function innerProducts(
  values: Float64Array,
  rows: number,
  columns: number,
  wanted: number,
): Float64Array {
  const products = new Float64Array(wanted * wanted);
  const sums = new Float64Array(16);
  for (let a = 0; a < rows; a += 4) {
    for (let b = a; b < rows; b += 4) {
      sumProducts(values, a * columns, b * columns, columns, sums);
      for (let i = 0; i < 4; i++) {
        for (let j = 0; j < 4; j++) {
          if (a + i >= wanted || b + j >= wanted) continue;
          products[(a + i) * wanted + b + j] = sums[4 * i + j]!;
          products[(b + j) * wanted + a + i] = sums[4 * i + j]!;
        }
      }
    }
  }
  return products;
}

function sumProducts(
  values: Float64Array,
  a: number,
  b: number,
  columns: number,
  sums: Float64Array,
): void {
  let [s00, s01, s02, s03] = [0, 0, 0, 0];
  let [s10, s11, s12, s13] = [0, 0, 0, 0];
  let [s20, s21, s22, s23] = [0, 0, 0, 0];
  let [s30, s31, s32, s33] = [0, 0, 0, 0];
  for (let column = 0; column < columns; column++) {
    const a0 = values[a + column]!;
    const a1 = values[a + columns + column]!;
    const a2 = values[a + 2 * columns + column]!;
    const a3 = values[a + 3 * columns + column]!;
    const b0 = values[b + column]!;
    const b1 = values[b + columns + column]!;
    const b2 = values[b + 2 * columns + column]!;
    const b3 = values[b + 3 * columns + column]!;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
  }
  sums.set([s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33]);
}
