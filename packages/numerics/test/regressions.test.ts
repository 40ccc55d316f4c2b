import { readFileSync } from 'node:fs';
import {
  brainScoreAlphas,
  type Matrix,
  median,
  pearsonColumns,
  predictCrossValidatedRidge,
  predictNeuronToNeuron,
  predictPls,
  predictRidge,
  preparePredictors,
  type Split,
  selectRows,
  stratifiedShuffleSplit,
  summarizeSplits,
} from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { expectClose, featuresOf, matrixOf, range } from './matrices.ts';

interface GoldenMetric {
  readonly score: number;
  readonly error: number;
  readonly per_split_median: readonly number[];
  readonly raw_split_by_neuroid_sorted_by_neuroid_id?: readonly number[][];
  readonly raw_split_by_neuroid?: readonly number[][];
}

interface GoldenCase {
  readonly object_name: readonly string[];
  readonly source: readonly number[][];
  readonly target: readonly number[][];
  readonly metrics: Record<string, GoldenMetric>;
}

interface Golden extends GoldenCase {
  readonly [predictions: `PLS n_components=${number} ${string}`]: readonly number[][];
  readonly ALPHA_LIST: readonly number[];
  readonly 'RidgeCV alpha (fit 0..53)': number;
  readonly 'RidgeCV predict 54..59': readonly number[][];
  readonly second_case: GoldenCase & {
    readonly split_metrics_train_rows: readonly [number, number];
    readonly split_metrics_test_rows: readonly [number, number];
    readonly RidgeCV_alpha_on_train_rows: number;
    readonly RidgeCV_predict_first_test_rows: readonly number[][];
    readonly ridgecv_split: { readonly score: number; readonly raw: readonly number[] };
    readonly dual_ridgecv_split: { readonly score: number; readonly raw: readonly number[] };
  };
}

// Brain-Score's own code, with scikit-learn 1.2.1.
const golden = JSON.parse(
  readFileSync(new URL('./fixtures/regression.json', import.meta.url), 'utf8'),
) as Golden;

function correlate(
  predictions: readonly Matrix[],
  targets: Matrix,
  splits: readonly Split[],
): Float64Array[] {
  return predictions.map((prediction, index) => {
    const actual = selectRows(targets, splits[index]?.test ?? []);
    return pearsonColumns(prediction, actual);
  });
}

type Regression = (source: Matrix, target: Matrix, splits: readonly Split[]) => Promise<Matrix[]>;

const pls: Regression = async (source, target, splits) =>
  predictPls(await preparePredictors(featuresOf(source)), target, splits);
const ridge: Regression = async (source, target, splits) =>
  predictRidge(await preparePredictors(featuresOf(source)), target, splits);
const linear: Regression = async (source, target, splits) =>
  predictRidge(await preparePredictors(featuresOf(source)), target, splits, { alpha: 0 });
const neuronToNeuron: Regression = (source, target, splits) =>
  predictNeuronToNeuron(featuresOf(source), target, splits);
const reversePls: Regression = (source, target, splits) => pls(target, source, splits);

describe('cross-validated scores are those of Brain-Score', () => {
  it.each([
    ['pls', golden, pls],
    ['ridge', golden, ridge],
    ['linear_predictivity', golden, linear],
    ['neuron_to_neuron', golden, neuronToNeuron],
    ['pls', golden.second_case, pls],
    ['reverse_pls', golden.second_case, reversePls],
  ])('%s', async (name, { source, target, object_name, metrics }, regression) => {
    const cross = { splits: 10, size: { train: 0.9 }, seed: 1 };
    const splits = stratifiedShuffleSplit(object_name, cross);
    const predictions = await regression(matrixOf(source), matrixOf(target), splits);
    const responses = matrixOf(name === 'reverse_pls' ? source : target);
    const correlations = correlate(predictions, responses, splits);
    const expected = metrics[name] as GoldenMetric;
    const raw = expected.raw_split_by_neuroid ?? expected.raw_split_by_neuroid_sorted_by_neuroid_id;
    for (const [index, neuroids] of correlations.entries()) {
      expectClose(neuroids, raw?.[index], 1e-6);
    }
    const { value, error, perSplit } = summarizeSplits(correlations);
    expectClose([value, error], [expected.score, expected.error], 1e-6);
    expectClose(perSplit, expected.per_split_median, 1e-6);
  });
});

describe('predictions are those of scikit-learn', () => {
  const source = matrixOf(golden.source);
  const target = matrixOf(golden.target);
  const split = { train: range(0, 54), test: range(54, 60) };

  it.each([2, 5, 25])('PLSRegression with %i components', async (components) => {
    const predictors = await preparePredictors(featuresOf(source));
    const [prediction] = await predictPls(predictors, target, [split], { components });
    const expected = golden[`PLS n_components=${components} fit rows 0..53 predict rows 54..59`];
    expectClose(prediction?.values, expected?.flat(), 1e-11);
  });

  it('RidgeCV', async () => {
    const predictors = await preparePredictors(featuresOf(source));
    const [result] = await predictCrossValidatedRidge(predictors, target, [split]);
    expect(result?.alpha).toBe(golden['RidgeCV alpha (fit 0..53)']);
    expectClose(result?.prediction.values, golden['RidgeCV predict 54..59'].flat(), 1e-11);
  });

  it('RidgeCV, with rows of their own to test on', async () => {
    const { second_case } = golden;
    const division = {
      train: range(...second_case.split_metrics_train_rows),
      test: range(...second_case.split_metrics_test_rows),
    };
    const predictors = await preparePredictors(featuresOf(matrixOf(second_case.source)));
    const responses = matrixOf(second_case.target);
    const [result] = await predictCrossValidatedRidge(predictors, responses, [division]);
    expect(result?.alpha).toBe(second_case.RidgeCV_alpha_on_train_rows);
    const first = second_case.RidgeCV_predict_first_test_rows.flat();
    expectClose(result?.prediction.values.subarray(0, first.length), first, 1e-11);
    const [correlations = []] = correlate(result ? [result.prediction] : [], responses, [division]);
    for (const { raw, score } of [second_case.ridgecv_split, second_case.dual_ridgecv_split]) {
      expectClose(correlations, raw, 1e-6);
      expect(median(correlations)).toBeCloseTo(score, 6);
    }
  });

  it('the 99 alphas', () => {
    expectClose(brainScoreAlphas, golden.ALPHA_LIST, 1e-9);
  });
});
