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
  /** @param values of the signature; those of images that do not count are left as they are */
  fill(rates: Rates, counts: ArrayLike<number>, values: Float64Array): void;
  /** Pearson's r between signatures over the same counts; NaN where it is undefined. */
  correlate(x: Float64Array, y: Float64Array, counts: ArrayLike<number>): number;
}

/**
 * The signature of images that count as often as they were drawn: in the rates of objects, in their means
 * and in the correlation. With each image once it is that of {@link signature}.
 *
 * Every cell is touched a few times for each of thousands of draws: hence loops over the images that were
 * drawn, and no others.
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
  const missedRates = createObjectMeans(objectCount, truthOf);
  const ofPairs = createObjectMeans(objectCount, truthOf);
  const falseAlarms = new Float64Array(objectCount ** 2);
  const columns = isAveraged ? 1 : objectCount;

  const fillImages = ({ hitScores }: Rates, counts: ArrayLike<number>, values: Float64Array) => {
    // Transposed, so that the false alarms of an image lie side by side.
    for (let object = 0, cell = 0; object < objectCount; object++) {
      for (let other = 0; other < objectCount; other++, cell++)
        falseAlarms[other * objectCount + object] = normalQuantile(missedRates.means[cell]!);
    }
    for (let image = 0; image < rows; image++) {
      if (counts[image] === 0) continue;
      const [from, first] = [image * objectCount, truthOf[image]! * objectCount];
      for (let other = 0; other < objectCount; other++) {
        const difference = hitScores[from + other]! - falseAlarms[first + other]!;
        values[from + other] = limitDiscriminability(difference);
      }
    }
    if (!isNormalized) return;
    ofPairs.average(values, counts);
    for (let image = 0; image < rows; image++) {
      if (counts[image] === 0) continue;
      const [from, first] = [image * objectCount, truthOf[image]! * objectCount];
      for (let other = 0; other < objectCount; other++)
        values[from + other]! -= ofPairs.means[first + other]!;
    }
  };

  const fillObjects = (values: Float64Array) => {
    const { means } = missedRates;
    for (let object = 0, cell = 0; object < objectCount; object++) {
      for (let other = 0; other < objectCount; other++, cell++) {
        const hits = normalQuantile(1 - means[other * objectCount + object]!);
        values[cell] = limitDiscriminability(hits - normalQuantile(means[cell]!));
      }
    }
  };

  return {
    size: rows * columns,
    fill(rates, counts, values) {
      missedRates.average(rates.missed, counts);
      const made = isAveraged ? pairs : values;
      if (perImage) fillImages(rates, counts, made);
      else fillObjects(made);
      if (!isAveraged) return;
      for (let row = 0, cell = 0; row < rows; row++) {
        let sum = 0;
        let count = 0;
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
      // One pass loses no digits that count: d' is from -5 to 5.
      let n = 0;
      let sumX = 0;
      let sumY = 0;
      let sumXX = 0;
      let sumYY = 0;
      let sumXY = 0;
      for (let row = 0; row < rows; row++) {
        const weight = perImage ? (counts[row] as number) : 1;
        if (weight === 0) continue;
        const end = (row + 1) * columns;
        for (let cell = row * columns; cell < end; cell++) {
          const ofX = x[cell]!;
          const ofY = y[cell]!;
          if (Number.isNaN(ofX + ofY)) continue;
          const weightedX = weight * ofX;
          const weightedY = weight * ofY;
          n += weight;
          sumX += weightedX;
          sumY += weightedY;
          sumXX += weightedX * ofX;
          sumYY += weightedY * ofY;
          sumXY += weightedX * ofY;
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

/** The mean of each column over the images of each object, `objects x objects`, skipping NaN. */
function createObjectMeans(objectCount: number, truthOf: Uint32Array) {
  const means = new Float64Array(objectCount ** 2);
  const totals = new Float64Array(objectCount ** 2);
  return {
    means,
    average(values: Float64Array, counts: ArrayLike<number>) {
      means.fill(0);
      totals.fill(0);
      for (let image = 0; image < truthOf.length; image++) {
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
    },
  };
}
