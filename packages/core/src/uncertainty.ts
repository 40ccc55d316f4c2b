import { ResamplingPlan, standardDeviation } from '@ventral/numerics';
import {
  decodeReplicates,
  dualVariance,
  encodeReplicates,
  fisherInterval,
  twoSidedQuantile,
} from '@ventral/statistics';
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
  const { units } = resampling;
  const drawn = Object.entries(units).filter(([, { ids }]) => ids.length > 1);
  if (drawn.length === 0) {
    return {
      unavailable: `There is nothing to draw again: one ${Object.keys(units).join(', one ')}.`,
    };
  }
  const plan = new ResamplingPlan(units);
  const replicates = await resampling.replicate(plan, run);
  const axes = drawn.map(([axis]) => axis);
  const kept = [...axes, ...(axes.length > 1 && 'all' in replicates ? ['all'] : [])];
  const facts = {
    plan: plan.digest,
    units: Object.fromEntries(drawn.map(([axis, { ids }]) => [axis, ids.length])),
  };
  const written = Object.fromEntries(kept.map((axis) => [axis, replicates[axis] ?? []]));
  return uncertaintyOf(value, written, facts, resampling);
}

/**
 * What replicates say of a score: the standard error over all axes, and the 95 % interval, by Student's t
 * with as many degrees of freedom as the axis with the fewest units has.
 *
 * Where two axes were drawn, apart and at once, the noise of single measurements, which either counts, is
 * counted once: by the dual bootstrap of Schütt et al. (2023), https://doi.org/10.7554/eLife.82566. Without
 * draws of both at once the variances of the axes add up, which is somewhat too much.
 */
export function uncertaintyOf(
  value: number,
  replicates: Replicates,
  { plan, units }: Pick<MeasuredUncertainty, 'plan' | 'units'>,
  { isCorrelation = false, isRatio = false }: Pick<Resampling, 'isCorrelation' | 'isRatio'> = {},
): Uncertainty {
  const axes = Object.keys(units);
  const variances = new Map<string, number>();
  for (const axis of [...axes, 'all']) {
    const drawn = Array.from(replicates[axis] ?? []);
    const defined = drawn.filter((one) => Number.isFinite(one));
    if (defined.length >= 2 && defined.length >= (1 - mostUndefined) * drawn.length) {
      variances.set(axis, standardDeviation(defined) ** 2);
    } else if (axis !== 'all') {
      const undefinedCount = drawn.length - defined.length;
      return {
        unavailable:
          `${undefinedCount} of ${drawn.length} draws of ${units[axis]} ${axis} leave no score: there are too ` +
          'few of them.',
      };
    }
  }
  const standardError = Math.sqrt(varianceOver(axes, variances, units));
  const degreesOfFreedom = Math.min(...Object.values(units)) - 1;
  return {
    standardError,
    interval: isRatio
      ? ratioInterval(value, replicates, { plan, units })
      : intervalOf(value, standardError, degreesOfFreedom, isCorrelation),
    plan,
    units,
    replicates: Object.fromEntries(
      Object.entries(replicates).map(([axis, drawn]) => [axis, encodeReplicates(drawn)]),
    ),
  };
}

function varianceOver(
  axes: readonly string[],
  variances: ReadonlyMap<string, number>,
  units: MeasuredUncertainty['units'],
): number {
  const [first, second] = axes.map((axis) => ({
    variance: variances.get(axis) as number,
    units: units[axis] as number,
  }));
  const both = variances.get('all');
  if (first !== undefined && second !== undefined && axes.length === 2 && both !== undefined) {
    return dualVariance(
      { first: first.variance, second: second.variance, both },
      { first: first.units, second: second.units },
    );
  }
  return axes.reduce((sum, axis) => sum + (variances.get(axis) as number), 0);
}

function intervalOf(
  value: number,
  standardError: number,
  degreesOfFreedom: number,
  isCorrelation: boolean,
): readonly [low: number, high: number] {
  const standardErrors = twoSidedQuantile(0.05, degreesOfFreedom);
  if (isCorrelation && Math.abs(value) <= 1) {
    return fisherInterval(value, standardError, standardErrors);
  }
  const half = standardErrors * standardError;
  return [value - half, value + half];
}

/** That of the logarithm. */
function ratioInterval(
  value: number,
  replicates: Replicates,
  facts: Pick<MeasuredUncertainty, 'plan' | 'units'>,
): readonly [low: number, high: number] {
  const logarithms = Object.entries(replicates).map(
    ([axis, drawn]) => [axis, Array.from(drawn, Math.log)] as const,
  );
  const measured = uncertaintyOf(Math.log(value), Object.fromEntries(logarithms), facts);
  const [low, high] = 'interval' in measured ? measured.interval : [Number.NaN, Number.NaN];
  return [Math.exp(low), Math.exp(high)];
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
