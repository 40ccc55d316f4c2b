import { aimValue } from '@ventral/control';
import type { ResponseAim } from '@ventral/core';
import type { Matrix } from '@ventral/numerics';
import type { ControlTarget, ShownStimulus } from './control-record.ts';
import type { FittedSite } from './fit-sites.ts';
import type { NaturalStimuli } from './natural-stimuli.ts';

/** What a stimulus that there is does, and was predicted to do. */
export function shownNatural(
  { ids, predicted, recorded, truth }: NaturalStimuli,
  row: number,
  aim: ResponseAim,
  goals: readonly number[],
  sites: readonly FittedSite[],
): ShownStimulus {
  const of = (matrix: Matrix | undefined) => matrix && rowOf(matrix.values, row, sites.length);
  return shown(ids[row]!, aim, goals, sites, {
    predicted: rowOf(predicted.values, row, sites.length),
    recorded: of(recorded),
    truth: of(truth),
  });
}

/** What a stimulus does, in the unit of the recordings. */
export function shown(
  stimulus: string,
  aim: ResponseAim,
  goals: readonly number[],
  sites: readonly FittedSite[],
  responses: {
    readonly predicted: ArrayLike<number>;
    readonly recorded?: ArrayLike<number> | undefined;
    readonly truth?: ArrayLike<number> | undefined;
  },
): ShownStimulus {
  const { predicted, recorded, truth } = responses;
  const inUnits = (values: ArrayLike<number>) =>
    Array.from(values, (value, site) => value * sites[site]!.deviation + sites[site]!.mean);
  const known = truth ?? recorded;
  return {
    stimulus,
    predicted: inUnits(predicted),
    predictedValue: predicted.length === 0 ? 0 : aimValue(aim, predicted, goals),
    ...(recorded !== undefined && { recorded: inUnits(recorded) }),
    ...(truth !== undefined && { true: inUnits(truth) }),
    ...(known !== undefined && { value: aimValue(aim, known, goals) }),
  };
}

/** The stimulus that does best what is wanted, and what all do on average. */
export function bestAndMean(
  aim: ResponseAim,
  goals: readonly number[],
  responses: Matrix,
  show: (row: number) => ShownStimulus,
): ControlTarget['natural'] {
  const values = rowsOf(responses).map((row) => aimValue(aim, row, goals));
  const best = values.reduce((first, value, row) => (value > values[first]! ? row : first), 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { best: show(best), mean, count: values.length };
}

/** One row of a matrix of this width. */
export function rowOf(values: ArrayLike<number>, row: number, width: number): readonly number[] {
  return Array.from({ length: width }, (_, column) => values[row * width + column]!);
}

/** All rows of a matrix. */
export function rowsOf({ shape: [rows, width], values }: Matrix): readonly (readonly number[])[] {
  return Array.from({ length: rows }, (_, row) => rowOf(values, row, width));
}
