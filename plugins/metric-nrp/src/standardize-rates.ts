import { type Assembly, type CoordinateValue, type Responses, valuesVary } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';

/** Coordinate of neuroids that holds their rate to a blank grey screen. */
const blankCoordinate = 'blank_response';

/**
 * The rate of each neuroid to a blank grey screen, where the recordings have it.
 *
 * @throws VentralError `RESPONSES_INVALID` for one that is not above 0
 */
export function readBlankRates(
  target: Assembly,
  neuroidIds: readonly CoordinateValue[],
): readonly number[] | undefined {
  const blank = target.coords[blankCoordinate];
  if (blank === undefined || blank.dim !== 'neuroid') return undefined;
  const rates = blank.values.map(Number);
  const invalid = rates.findIndex((rate) => !(rate > 0 && Number.isFinite(rate)));
  if (invalid === -1) return rates;
  throw new VentralError(
    'RESPONSES_INVALID',
    `The response of neuroid '${neuroidIds[invalid]}' to a blank screen is ${rates[invalid]}.`,
    { hint: `Rates are divided by '${blankCoordinate}': leave it out, or give numbers above 0.` },
  );
}

/** Rates as a predictor is trained on them. */
export interface StandardizedRates {
  /**
   * `images x sites`, each site with mean 0 and standard deviation 1 over the training images; 0 for a
   * site that does not vary there.
   */
  readonly values: Float32Array;
  /**
   * What an error of 1 in `values` is in the units of the score, for each site; NaN for one that does not
   * vary over the training images.
   */
  readonly units: Float64Array;
  /** Standard deviation of each site over the training images, in the units of the recordings. */
  readonly deviations: Float64Array;
}

/**
 * Subtracts each site's mean over the training images and divides by its standard deviation there.
 *
 * @param blankRates the units of the score; without them they are the standard deviations
 * @throws VentralError `RESPONSES_INVALID` where no site varies over the training images
 */
export function standardizeRates(
  { values, shape: [, sites] }: Responses,
  training: readonly number[],
  blankRates: readonly number[] | undefined,
): StandardizedRates {
  const standardized = new Float32Array(new SharedArrayBuffer(values.length * 4));
  const units = new Float64Array(sites).fill(1);
  const deviations = new Float64Array(sites);
  for (let site = 0; site < sites; site++) {
    const rates = training.map((row) => values[row * sites + site] as number);
    if (!valuesVary(rates)) {
      units[site] = Number.NaN;
      continue;
    }
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / rates.length;
    const deviation = Math.sqrt(variance);
    for (let cell = site; cell < values.length; cell += sites) {
      standardized[cell] = ((values[cell] as number) - mean) / deviation;
    }
    deviations[site] = deviation;
    if (blankRates !== undefined) units[site] = deviation / (blankRates[site] as number);
  }
  if (!units.every(Number.isNaN)) return { values: standardized, units, deviations };
  throw new VentralError(
    'RESPONSES_INVALID',
    `Each of ${sites} neuroids responds the same to all ${training.length} training images of a split.`,
    { hint: 'Give recordings that differ between images, or train on more of them.' },
  );
}
