import type { TimeBin } from '@ventral/arrays';
import { isVentralError, VentralError } from '@ventral/errors';
import { ceiledUncertainty } from './ceiled-uncertainty.ts';
import { applyCeiling, type Ceiling } from './ceiling.ts';
import { meanScore } from './mean-benchmark.ts';
import { meanUncertainty } from './mean-uncertainty.ts';
import type { WindowRecordings } from './neural-data.ts';
import type { RunContext } from './run-context.ts';
import type { CeilingConvention, Score, ScoredBin, TimeAspect, TimeCourse } from './score.ts';

/** How time bins are compared one by one. */
export interface BinComparison {
  readonly aspect: TimeAspect;
  readonly windows: readonly WindowRecordings[];
  compare(recorded: WindowRecordings, context: RunContext): Promise<Score>;
  /** What the recordings of a bin allow at best; where that is known. */
  readonly ceilingOf?:
    | ((recorded: WindowRecordings, context: RunContext) => Promise<Ceiling>)
    | undefined;
  /** Of the benchmark. */
  readonly convention: CeilingConvention;
}

/**
 * Scores time bins one by one, and takes their mean. Scores stay in the units of the metric, and ceilings
 * are brought into them: where the benchmark compares the square of a score with its ceiling, the root of
 * the ceiling is what a score could reach.
 *
 * Splits follow from stimuli and seed alone, and so do the draws behind intervals: they are the same in
 * all bins. A bin whose responses cannot be compared, because nothing varies in it, has no score.
 *
 * @throws VentralError `RESPONSES_INVALID` where no bin has a score
 */
export async function scoreOverTime(
  { aspect, windows, compare, ceilingOf, convention }: BinComparison,
  context: RunContext,
): Promise<TimeCourse> {
  const bins: ScoredBin[] = [];
  for (const recorded of windows) {
    const { window } = recorded;
    const ofBin = withinBin(context, window);
    try {
      const score = await compare(recorded, ofBin);
      const best = ceilingOf && (await reachable(() => ceilingOf(recorded, ofBin), convention));
      bins.push({ window, score: best === undefined ? score : beside(score, best) });
    } catch (error) {
      if (!isVentralError(error, 'RESPONSES_INVALID')) throw error;
      bins.push({ window, unavailable: error.message });
    }
  }
  return { aspect, mean: meanOverBins(bins), bins };
}

/**
 * The score of a benchmark that compares over time: the mean over bins, as a share of the mean of what could
 * be reached, where the benchmark's convention asks for one.
 */
export function scoreOfCourse(overTime: TimeCourse, convention: CeilingConvention): Score {
  const { mean } = overTime;
  if (mean.ceiling === undefined || convention === 'raw') return { ...mean, overTime };
  const ofMean = convention === '(r/c)^2' || convention === 'r^2/c' ? '(r/c)^2' : 'r/c';
  const ceiled = applyCeiling(mean.raw, { value: mean.ceiling }, ofMean);
  return {
    ...mean,
    ...ceiled,
    ...ceiledUncertainty(ceiled, mean.uncertainty, undefined),
    overTime,
  };
}

function meanOverBins(bins: readonly ScoredBin[]): Score {
  const scored = bins.flatMap(({ window, score }) =>
    score === undefined ? [] : [[`${window.join('-')} ms`, score] as const],
  );
  if (scored.length === 0) {
    const why = bins[0]?.unavailable ?? '';
    throw new VentralError(
      'RESPONSES_INVALID',
      `None of the ${bins.length} time bins can be scored. In the first: ${why}`,
    );
  }
  const each = Object.fromEntries(scored);
  const { parts: _, ...mean } = meanScore(each);
  const uncertainty = meanUncertainty(mean.value, each);
  const left = bins.length - scored.length;
  return {
    ...mean,
    ...(uncertainty && { uncertainty }),
    ...(left > 0 && {
      notes: [`The mean of ${scored.length} of ${bins.length} time bins: ${left} have no score.`],
    }),
  };
}

function beside(score: Score, best: Ceiling | string): Score {
  if (typeof best === 'string') return { ...score, notes: [...(score.notes ?? []), best] };
  const ceiled = applyCeiling(score.raw, best, 'raw');
  return { ...score, ...ceiled, ...ceiledUncertainty(ceiled, score.uncertainty, best.uncertainty) };
}

/** What a score could reach, in its own units; in a sentence, why that is not known. */
async function reachable(
  measure: () => Promise<Ceiling>,
  convention: CeilingConvention,
): Promise<Ceiling | string> {
  try {
    const ceiling = await measure();
    if (convention !== 'r^2/c' && convention !== 'r/sqrt(c)') return ceiling;
    const { value, uncertainty } = ceiling;
    return {
      value: rootOf(value),
      ...(uncertainty &&
        !('unavailable' in uncertainty) && {
          uncertainty: {
            ...uncertainty,
            interval: uncertainty.interval.map(rootOf) as [number, number],
          },
        }),
    };
  } catch (error) {
    if (!isVentralError(error, 'DATA_UNAVAILABLE', 'RESPONSES_INVALID')) throw error;
    return `No ceiling: ${error.message}`;
  }
}

/** Recordings that agree with themselves less than by chance allow nothing. */
function rootOf(value: number): number {
  return Math.sqrt(Math.max(value, 0));
}

function withinBin(context: RunContext, [start, end]: TimeBin): RunContext {
  return {
    ...context,
    report: (event) => context.report({ ...event, task: `${event.task}, ${start} to ${end} ms` }),
  };
}
