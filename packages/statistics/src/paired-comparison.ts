import { dualVariance } from './dual-bootstrap.ts';
import { momentsOf } from './moments.ts';
import {
  allAxes,
  axesOf,
  replicatesOf,
  type ScoreReplicates,
  type UncertainScore,
} from './score-replicates.ts';
import { twoSidedP, twoSidedQuantile } from './student-t.ts';

/** How two scores on one benchmark differ, or why that cannot be said. */
export type PairedComparison =
  | {
      /** The first score minus the second. */
      readonly difference: number;
      /** Over new units of every axis. */
      readonly standardError: number;
      /** 95 % interval of the difference. */
      readonly interval: readonly [low: number, high: number];
      /** Two-sided, in [0, 1]. */
      readonly p: number;
      /** The fewest units of any axis, less one. */
      readonly degreesOfFreedom: number;
    }
  | { readonly difference: number; readonly unavailable: string };

/**
 * Whether one model scores otherwise than another, over new units of all that was drawn: stimuli,
 * neuroids, subjects.
 *
 * Method: replicate b of both scores comes of the same draw, so that their difference in it is that of
 * the models on the same units; its variance over replicates is corrected for the number of units, and
 * where two axes were drawn, apart and at once, by the dual bootstrap. Student's t with as many degrees
 * of freedom as the axis with the fewest units has. Conservative rather than exact: of equally good
 * models no more than about 5 % are told apart at p < .05.
 * Reference: Schütt, Kipnis, Diedrichsen and Kriegeskorte (2023). https://doi.org/10.7554/eLife.82566
 *
 * @param a a score of a record, with its `uncertainty`; a mean needs its parts
 * @param b a score on the same benchmark
 * @returns with the reason, where p cannot be given: no replicates, other plans, a single unit
 * @throws VentralError `RECORD_INVALID` where replicates are damaged
 */
export function comparePaired(a: UncertainScore, b: UncertainScore): PairedComparison {
  const [first, second] = [replicatesOf(a), replicatesOf(b)];
  if (first !== undefined && second !== undefined) return compareReplicates(first, second);
  const [without, which] = first === undefined ? [a, 'first'] : [b, 'second'];
  return {
    difference: a.value - b.value,
    unavailable: `The ${which} score has no replicates. ${reasonOf(without)}`.trim(),
  };
}

/** {@link comparePaired} of scores whose replicates are decoded already. */
export function compareReplicates(a: ScoreReplicates, b: ScoreReplicates): PairedComparison {
  const difference = a.value - b.value;
  const unavailable = whyNot(a, b);
  if (unavailable !== undefined) return { difference, unavailable };
  const variance = varianceOfDifference(a, b);
  if (typeof variance === 'string') return { difference, unavailable: variance };
  const standardError = Math.sqrt(variance);
  if (standardError === 0 && difference !== 0) {
    return { difference, unavailable: 'The difference is the same in every replicate.' };
  }
  const degreesOfFreedom = Math.min(...axesOf(a).map((axis) => a.units[axis] as number)) - 1;
  const margin = twoSidedQuantile(0.05, degreesOfFreedom) * standardError;
  return {
    difference,
    standardError,
    interval: [difference - margin, difference + margin],
    p: difference === 0 ? 1 : twoSidedP(difference / standardError, degreesOfFreedom),
    degreesOfFreedom,
  };
}

function reasonOf({ uncertainty, parts }: UncertainScore): string {
  if (uncertainty !== undefined && 'unavailable' in uncertainty) return uncertainty.unavailable;
  const reasons = Object.values(parts ?? {}).map(reasonOf);
  return reasons.find((reason) => reason !== '') ?? '';
}

function whyNot(a: ScoreReplicates, b: ScoreReplicates): string | undefined {
  if (!Number.isFinite(a.value - b.value)) return 'One of the scores is no number.';
  if (a.plan !== b.plan) {
    return `The scores were resampled by different plans (${shorten(a.plan)} and ${shorten(b.plan)}): other stimuli, other units or another version.`;
  }
  const axes = axesOf(a);
  if (axes.join() !== axesOf(b).join()) {
    return `The scores were resampled along different axes (${axes.join(', ')} and ${axesOf(b).join(', ')}).`;
  }
  if (axes.length === 0) return 'The scores were resampled along no axis.';
  const [countA, countB] = [a, b].map(({ replicates }) => replicates[axes[0]!]!.length);
  if (countA !== countB) return `The scores have ${countA} and ${countB} replicates.`;
  const alone = axes.find((axis) => !((a.units[axis] ?? 0) >= 2));
  return alone === undefined
    ? undefined
    : `Only ${a.units[alone] ?? 0} of the axis '${alone}' was measured, which says nothing of how others would differ.`;
}

function shorten(plan: string): string {
  return plan.length <= 12 ? plan : `${plan.slice(0, 12)}…`;
}

/** Of the difference, over new units of all axes; a sentence where too few replicates are defined. */
function varianceOfDifference(a: ScoreReplicates, b: ScoreReplicates): number | string {
  const along = (axis: string) => {
    const [ofA, ofB] = [a.replicates[axis]!, b.replicates[axis]!];
    const differences = new Float64Array(ofA.length);
    // A loop: a table of all pairs takes this a million times.
    for (let draw = 0; draw < differences.length; draw++)
      differences[draw] = ofA[draw]! - ofB[draw]!;
    return momentsOf(differences);
  };
  const axes = axesOf(a);
  const [first, second] = axes as [string, string];
  const isDual = axes.length === 2 && allAxes in a.replicates && allAxes in b.replicates;
  const drawn = [...axes, ...(isDual ? [allAxes] : [])].map((axis) => ({ axis, ...along(axis) }));
  const total = a.replicates[first]!.length;
  const scarce = drawn.find(({ count }) => count < 2 || count < total / 2);
  if (scarce !== undefined) {
    return `The difference is defined in ${scarce.count} of ${total} replicates of the axis '${scarce.axis}' only.`;
  }
  if (isDual) {
    const [ofFirst, ofSecond, both] = drawn.map(({ variance }) => variance);
    return dualVariance(
      { first: ofFirst!, second: ofSecond!, both: both! },
      { first: a.units[first]!, second: a.units[second]! },
    );
  }
  return drawn.reduce((sum, { axis, variance }) => {
    const units = a.units[axis]!;
    return sum + (variance * units) / (units - 1);
  }, 0);
}
