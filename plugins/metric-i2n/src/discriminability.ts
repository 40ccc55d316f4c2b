import { mean, normalQuantile } from '@ventral/numerics';
import type { ResponseMatrix } from './response-matrix.ts';

// Rates of 0 and 1 have infinite z-scores.
const cap = 5;

/**
 * How well each image's object is told from each other object: d', `images x objects` row-major,
 * in [-5, 5], NaN for the image's own object and where unknown.
 *
 * Method: with t the object on the image and c the other, d' = z(hit rate) - z(false-alarm rate):
 * the hit rate is that of the image, the false-alarm rate how often t was chosen for images of c.
 * Reference: Rajalingham, Issa et al. (2018), https://doi.org/10.1523/JNEUROSCI.0388-18.2018, with
 * false alarms object by object as Brain-Score computes them
 */
export function imageDiscriminability(responses: ResponseMatrix): Float64Array {
  const { objects, truthOf, values } = responses;
  const rates = objectMeans(responses, responses.values);
  return values.map((missed, cell) => {
    const truth = truthOf[Math.floor(cell / objects.length)]!;
    const other = cell % objects.length;
    return discriminability(1 - missed, rates[other * objects.length + truth]!);
  });
}

/**
 * How well each object is told from each other one: d', `objects x objects` row-major, symmetric,
 * in [-5, 5], NaN on its diagonal and where unknown.
 *
 * Method: as {@link imageDiscriminability}, with hit rates averaged over the images of an object.
 */
export function objectDiscriminability(responses: ResponseMatrix): Float64Array {
  const size = responses.objects.length;
  const rates = objectMeans(responses, responses.values);
  return rates.map((falseAlarms, cell) => {
    const opposite = (cell % size) * size + Math.floor(cell / size);
    return discriminability(1 - rates[opposite]!, falseAlarms);
  });
}

/**
 * Subtracts from each d' of an image the mean over all images of the same object, against the same
 * other object: what is left is particular to the image.
 */
export function withoutObjectMeans(
  responses: ResponseMatrix,
  discriminabilities: Float64Array,
): Float64Array {
  const { objects, truthOf } = responses;
  const means = objectMeans(responses, discriminabilities);
  return discriminabilities.map((value, cell) => {
    const truth = truthOf[Math.floor(cell / objects.length)]!;
    return value - means[truth * objects.length + (cell % objects.length)]!;
  });
}

/** The mean of each column over the images of each object, skipping NaN: `objects x objects`. */
function objectMeans(
  { objects: { length: objectCount }, truthOf }: ResponseMatrix,
  values: Float64Array,
): Float64Array {
  const groups = Array.from({ length: objectCount ** 2 }, (): number[] => []);
  for (const [cell, value] of values.entries()) {
    const truth = truthOf[Math.floor(cell / objectCount)]!;
    groups[truth * objectCount + (cell % objectCount)]!.push(value);
  }
  return Float64Array.from(groups, (group) => mean(group));
}

function discriminability(hitRate: number, falseAlarmRate: number): number {
  return limitDiscriminability(normalQuantile(hitRate) - normalQuantile(falseAlarmRate));
}

/** A difference of z-scores as d', in [-5, 5]. */
export function limitDiscriminability(difference: number): number {
  return Math.max(-cap, Math.min(cap, difference));
}
