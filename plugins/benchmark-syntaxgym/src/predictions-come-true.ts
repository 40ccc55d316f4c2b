import { type FeatureMatrix, readOneColumn } from '@ventral/arrays';
import type { SyntaxGymSuite } from '@ventral/dataset-syntaxgym';
import { VentralError } from '@ventral/errors';

/**
 * Which predictions of a suite come true, item by item.
 *
 * @param surprisals in bits, one column, a row a region
 * @returns for each item, in order, one truth a prediction
 * @throws VentralError `SHAPE_MISMATCH` for more than one column; `RESPONSES_INVALID` for a surprisal that is not
 * finite, naming the region
 */
export async function predictionsComeTrue(
  { stimuli, items, predictions }: SyntaxGymSuite,
  surprisals: FeatureMatrix,
): Promise<readonly (readonly boolean[])[]> {
  const ids = stimuli.stimuli.map(({ id }) => id);
  const values = await readOneColumn(surprisals, ids, 'Surprisal is one value a region');
  const invalid = values.findIndex((one) => !Number.isFinite(one));
  if (invalid >= 0) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `The surprisal of the region '${ids[invalid]}' is ${values[invalid]}.`,
      { hint: 'A prediction cannot come true, nor fail, without the surprisal of each region.' },
    );
  }
  const bits = new Map(ids.map((id, row) => [id, values[row] as number]));
  return items.map(({ conditions }) => {
    const totals = Object.fromEntries(
      Object.entries(conditions).map(([condition, regions]) => [
        condition,
        regions.map(({ id }) => bits.get(id) as number),
      ]),
    );
    return predictions.map(({ holds }) =>
      holds(({ region, condition }) => {
        // The data set has seen to it that there are all regions that formulas speak of.
        const regions = totals[condition] as readonly number[];
        return region === '*'
          ? regions.reduce((sum, value) => sum + value, 0)
          : (regions[region - 1] as number);
      }),
    );
  });
}
