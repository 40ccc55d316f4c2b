import { didYouMean, VentralError } from '@ventral/errors';
import {
  createMatrix,
  fitLinearMapping,
  type LinearMapping,
  type LinearPrediction,
  pearsonColumns,
  predictCrossValidatedRidge,
  predictPls,
  preparePredictors,
  type RunOptions,
  type Split,
  selectRows,
} from '@ventral/numerics';
import { columnMoments } from './column-moments.ts';
import type { ControlledData } from './controlled-data.ts';

/** A site that is controlled. */
export interface FittedSite {
  readonly id: string;
  /** Its column among the responses. */
  readonly column: number;
  /** Correlation of predicted with recorded responses over held-out stimuli. */
  readonly predictivity: number;
  /** Over the stimuli that were fitted on. */
  readonly mean: number;
  readonly deviation: number;
}

/** Sites, and what predicts them. */
export interface FittedSites {
  readonly sites: readonly FittedSite[];
  /** Predicts responses in standard deviations from the mean. */
  readonly mapping: LinearMapping;
}

/** Which sites are wanted, and how they are predicted. */
export interface SiteFit {
  readonly mapping: 'ridge' | 'pls';
  readonly split: Split;
  /** Ids; else so many of the best predicted. */
  readonly wanted: readonly string[] | number;
}

/**
 * Fits the mapping from a layer to sites.
 *
 * @throws VentralError `OPTION_INVALID` for a site that there is not, or that cannot be predicted
 */
export async function fitSites(
  { features, responses, recordedIds }: ControlledData,
  { mapping, split, wanted }: SiteFit,
  options: RunOptions,
): Promise<FittedSites> {
  const [rows, count] = responses.shape;
  const { means, deviations } = columnMoments(selectRows(responses, split.train));
  const standardized = createMatrix(
    [rows, count],
    responses.values.map((value, cell) => {
      const column = cell % count;
      return (value - means[column]!) / (deviations[column]! || 1);
    }),
  );
  const predict = regressions[mapping];
  const predictors = await preparePredictors(features, options);
  const predicted = await predict(predictors, standardized, split);
  const found = pearsonColumns(predicted, selectRows(standardized, split.test));
  const ids = responses.neuroidIds.map(String);
  const columns =
    typeof wanted === 'number'
      ? bestOf(found, wanted)
      : wanted.map((id) => columnOf(id, ids, recordedIds));
  const sites = columns.map((column) => ({
    ...{ id: ids[column]!, column, predictivity: found[column]! },
    ...{ mean: means[column]!, deviation: deviations[column]! },
  }));
  for (const { id, predictivity } of sites) {
    if (predictivity > 0) continue;
    throw new VentralError(
      'OPTION_INVALID',
      `The site '${id}' cannot be predicted: r = ${predictivity.toFixed(2)} over ${split.test.length} ` +
        'held-out stimuli.',
      { hint: 'Name other sites with --sites, or another layer with --layer.' },
    );
  }
  const targets = createMatrix(
    [rows, sites.length],
    Float64Array.from({ length: rows * sites.length }, (_, cell) => {
      const { column } = sites[cell % sites.length]!;
      return standardized.values[Math.floor(cell / sites.length) * count + column]!;
    }),
  );
  return {
    sites,
    mapping: await fitLinearMapping(features, targets, split.train, predict, options),
  };
}

const regressions: Readonly<Record<SiteFit['mapping'], LinearPrediction>> = {
  ridge: async (predictors, targets, split) =>
    (await predictCrossValidatedRidge(predictors, targets, [split]))[0]!.prediction,
  pls: async (predictors, targets, split) => (await predictPls(predictors, targets, [split]))[0]!,
};

/** Columns of the highest correlations, the best first. */
function bestOf(correlations: Float64Array, count: number): readonly number[] {
  const known = [...correlations.keys()].filter((column) => Number.isFinite(correlations[column]));
  return known.sort((a, b) => correlations[b]! - correlations[a]!).slice(0, count);
}

function columnOf(id: string, ids: readonly string[], recordedIds: readonly string[]): number {
  const column = ids.indexOf(id);
  if (column >= 0) return column;
  if (recordedIds.includes(id)) {
    throw new VentralError(
      'OPTION_INVALID',
      `The site '${id}' cannot be predicted: it responds the same to all stimuli, or was not recorded.`,
      { hint: 'Name other sites with --sites.' },
    );
  }
  throw new VentralError('OPTION_INVALID', `There is no site '${id}' among ${ids.length}.`, {
    hint: `${didYouMean(id, ids)}They are called ${ids.slice(0, 3).join(', ')}, ...`,
  });
}
