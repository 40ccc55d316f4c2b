import { type FeatureMatrix, matchStimuli } from '@ventral/arrays';
import type { SyntaxGymSuite } from '@ventral/dataset-syntaxgym';

/**
 * Which predictions of a suite come true, item by item.
 *
 * @param surprisals in bits, one column, a row a region
 * @returns for each item, in order, one truth a prediction
 */
export async function predictionsComeTrue(
  { stimuli, items, predictions }: SyntaxGymSuite,
  surprisals: FeatureMatrix,
): Promise<readonly (readonly boolean[])[]> {
  const ids = stimuli.stimuli.map(({ id }) => id);
  const values = await matchStimuli(surprisals, ids).readColumns(0, 1);
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
