import { normalQuantile } from '@ventral/numerics';
import { limitDiscriminability } from './discriminability.ts';
import type { ResponseMatrix } from './response-matrix.ts';
import type { SignatureId } from './signature.ts';
import type { Trials } from './trials.ts';

/** Rates at which images were mistaken, and what signatures need of them. */
export interface Rates {
  /** `images x objects`, as in a {@link ResponseMatrix}. */
  readonly missed: Float64Array;
  /** The z-score of the rest of each. */
  readonly hitScores: Float64Array;
}

export function ratesOf({ values }: ResponseMatrix): Rates {
  return { missed: values, hitScores: values.map((missed) => normalQuantile(1 - missed)) };
}

/** Signatures of images that count several times, or not at all. */
export interface CountedSignatures {
  /** Values of a signature: one an image or object, or one of these against each object. */
  readonly size: number;
  /** @param values of the signature; of images that do not count they mean nothing */
  fill(rates: Rates, counts: ArrayLike<number>, values: Float64Array): void;
  /** Pearson's r between signatures over the same counts; NaN where it is undefined. */
  correlate(x: Float64Array, y: Float64Array, counts: ArrayLike<number>): number;
}

/**
 * The signature of images that count as often as they were drawn: in the rates of objects, in their means
 * and in the correlation. With each image once it is that of {@link signature}.
 */
export function countedSignatures(
  { images, objects, truthOf }: Pick<Trials, 'images' | 'objects' | 'truthOf'>,
  id: SignatureId,
): CountedSignatures {
  const objectCount = objects.length;
  const perImage = id.startsWith('i');
  const [isAveraged, isNormalized] = [id[1] === '1', id.endsWith('n')];
  const rows = perImage ? images.length : objectCount;
  const pairs = new Float64Array(rows * objectCount);
  const objectScores = new Float64Array(objectCount ** 2);
  const means = new Float64Array(objectCount ** 2);
  const totals = new Float64Array(objectCount ** 2);
  const columns = isAveraged ? 1 : objectCount;

  /** The mean of each column over the images of each object, skipping NaN. */
  const averageByObject = (values: Float64Array, counts: ArrayLike<number>) => {
    means.fill(0);
    totals.fill(0);
    for (let image = 0; image < images.length; image++) {
      const count = counts[image] as number;
      if (count === 0) continue;
      const [from, to] = [image * objectCount, truthOf[image]! * objectCount];
      for (let other = 0; other < objectCount; other++) {
        const value = values[from + other]!;
        if (Number.isNaN(value)) continue;
        means[to + other]! += count * value;
        totals[to + other]! += count;
      }
    }
    for (let cell = 0; cell < means.length; cell++) means[cell]! /= totals[cell]!;
  };

  const fillImages = ({ missed, hitScores }: Rates, counts: ArrayLike<number>) => {
    averageByObject(missed, counts);
    for (let cell = 0; cell < means.length; cell++)
      objectScores[cell] = normalQuantile(means[cell]!);
    for (let image = 0, cell = 0; image < images.length; image++) {
      const truth = truthOf[image]!;
      for (let other = 0; other < objectCount; other++, cell++) {
        const falseAlarms = objectScores[other * objectCount + truth]!;
        pairs[cell] = limitDiscriminability(hitScores[cell]! - falseAlarms);
      }
    }
    if (!isNormalized) return;
    averageByObject(pairs, counts);
    for (let image = 0, cell = 0; image < images.length; image++) {
      const from = truthOf[image]! * objectCount;
      for (let other = 0; other < objectCount; other++, cell++)
        pairs[cell]! -= means[from + other]!;
    }
  };

  const fillObjects = ({ missed }: Rates, counts: ArrayLike<number>) => {
    averageByObject(missed, counts);
    for (let object = 0, cell = 0; object < objectCount; object++) {
      for (let other = 0; other < objectCount; other++, cell++) {
        const hits = normalQuantile(1 - means[other * objectCount + object]!);
        pairs[cell] = limitDiscriminability(hits - normalQuantile(means[cell]!));
      }
    }
  };

  return {
    size: rows * columns,
    fill(rates, counts, values) {
      if (perImage) fillImages(rates, counts);
      else fillObjects(rates, counts);
      if (!isAveraged) {
        values.set(pairs);
        return;
      }
      for (let row = 0, cell = 0; row < rows; row++) {
        let [sum, count] = [0, 0];
        for (let other = 0; other < objectCount; other++, cell++) {
          const value = pairs[cell]!;
          if (Number.isNaN(value)) continue;
          sum += value;
          count += 1;
        }
        values[row] = sum / count;
      }
    },
    correlate(x, y, counts) {
      const weightOf = (row: number) => (perImage ? (counts[row] as number) : 1);
      // One pass loses no digits that count: d' is from -5 to 5.
      let [n, sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0, 0];
      for (let row = 0, cell = 0; row < rows; row++, cell += columns) {
        const weight = weightOf(row);
        if (weight === 0) continue;
        for (let column = 0; column < columns; column++) {
          const [ofX, ofY] = [x[cell + column]!, y[cell + column]!];
          if (Number.isNaN(ofX + ofY)) continue;
          n += weight;
          sumX += weight * ofX;
          sumY += weight * ofY;
          sumXX += weight * ofX * ofX;
          sumYY += weight * ofY * ofY;
          sumXY += weight * ofX * ofY;
        }
      }
      const [varianceX, varianceY] = [n * sumXX - sumX ** 2, n * sumYY - sumY ** 2];
      // Below this, values differ by rounding alone.
      const least = 1e-12 * n;
      if (!(varianceX > least * sumXX && varianceY > least * sumYY)) return Number.NaN;
      return (n * sumXY - sumX * sumY) / Math.sqrt(varianceX * varianceY);
    },
  };
}
