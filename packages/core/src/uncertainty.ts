import { ResamplingPlan, standardDeviation } from '@ventral/numerics';
import { decodeReplicates, encodeReplicates, fisherInterval } from '@ventral/statistics';
import type { MetricRun } from './metric-run.ts';
import type { Resampling } from './resampling.ts';
import type { Uncertainty } from './score.ts';

/** An {@link Uncertainty} that could be measured. */
export type MeasuredUncertainty = Exclude<Uncertainty, { readonly unavailable: string }>;

/** Replicates of a score by axis. */
export type Replicates = Readonly<Record<string, ArrayLike<number>>>;

// Of all replicates; with more of them undefined, those that are defined are no fair draw.
const mostUndefined = 0.05;

/** Draws all that a score was measured on again, and says how far the score would lie from itself. */
export async function measureUncertainty(
  value: number,
  resampling: Resampling | string,
  run: MetricRun,
): Promise<Uncertainty> {
  if (typeof resampling === 'string') return { unavailable: resampling };
  const { units, isCorrelation = false } = resampling;
  const drawn = Object.entries(units).filter(([, { ids }]) => ids.length > 1);
  if (drawn.length === 0) {
    return {
      unavailable: `There is nothing to draw again: one ${Object.keys(units).join(', one ')}.`,
    };
  }
  const plan = new ResamplingPlan(units);
  const all = await resampling.replicate(plan, run);
  const axes = drawn.map(([axis]) => axis);
  const kept = axes.length > 1 ? [...axes, 'all'] : axes;
  const replicates = Object.fromEntries(kept.map((axis) => [axis, all[axis] ?? []]));
  const facts = {
    plan: plan.digest,
    units: Object.fromEntries(drawn.map(([axis, { ids }]) => [axis, ids.length])),
  };
  return uncertaintyOf(value, replicates, facts, isCorrelation);
}

/**
 * What replicates say of a score: the standard error over all axes, each drawn alone, and the 95 %
 * interval.
 *
 * The variances of the axes add up. All drawn at once would count the noise of single measurements
 * twice: Schütt et al. (2023), https://doi.org/10.7554/eLife.82566
 */
export function uncertaintyOf(
  value: number,
  replicates: Replicates,
  { plan, units }: Pick<MeasuredUncertainty, 'plan' | 'units'>,
  isCorrelation: boolean,
): Uncertainty {
  const variances: number[] = [];
  for (const axis of Object.keys(units)) {
    const drawn = Array.from(replicates[axis] ?? []);
    const defined = drawn.filter((one) => Number.isFinite(one));
    if (defined.length < 2 || defined.length < (1 - mostUndefined) * drawn.length) {
      const undefinedCount = drawn.length - defined.length;
      return {
        unavailable:
          `${undefinedCount} of ${drawn.length} draws of ${units[axis]} ${axis} leave no score: there are too ` +
          'few of them.',
      };
    }
    variances.push(standardDeviation(defined) ** 2);
  }
  const standardError = Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0));
  return {
    standardError,
    interval: intervalOf(value, standardError, isCorrelation),
    plan,
    units,
    replicates: Object.fromEntries(
      Object.entries(replicates).map(([axis, drawn]) => [axis, encodeReplicates(drawn)]),
    ),
  };
}

// Of the normal distribution, for 95 %.
const standardErrors = 1.959964;

function intervalOf(
  value: number,
  standardError: number,
  isCorrelation: boolean,
): readonly [low: number, high: number] {
  if (isCorrelation && Math.abs(value) <= 1) return fisherInterval(value, standardError);
  const half = standardErrors * standardError;
  return [value - half, value + half];
}

/** The replicates of an uncertainty, as numbers. */
export function replicatesIn({ replicates = {} }: MeasuredUncertainty): Replicates {
  return Object.fromEntries(
    Object.entries(replicates).map(([axis, text]) => [axis, decodeReplicates(text)]),
  );
}

/** What is kept where replicates can be had from elsewhere, or are not needed. */
export function withoutReplicates(uncertainty: Uncertainty | undefined): Uncertainty | undefined {
  if (uncertainty === undefined || 'unavailable' in uncertainty) return uncertainty;
  const { replicates: _, ...kept } = uncertainty;
  return kept;
}
