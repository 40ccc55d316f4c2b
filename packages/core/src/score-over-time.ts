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
  /** Compares the recordings of a bin with themselves, as a model that says just what was recorded would be. */
  compareWithItself(recorded: WindowRecordings, context: RunContext): Promise<Score>;
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
 * all bins. A bin whose recordings cannot be compared even with themselves, because nothing varies in them,
 * has no score, for any model: means of two models are over the same bins.
 *
 * @throws VentralError `RESPONSES_INVALID` where no bin has a score, and where what the model says of a bin
 *   cannot be compared, though its recordings can
 */
export async function scoreOverTime(
  { aspect, windows, compare, compareWithItself, ceilingOf, convention }: BinComparison,
  context: RunContext,
): Promise<TimeCourse> {
  const bins: ScoredBin[] = [];
  for (const recorded of windows) {
    const { window } = recorded;
    const ofBin = withinBin(context, window);
    try {
      const score = await compare(recorded, ofBin);
      const measure = ceilingOf && (() => ceilingOf(recorded, ofBin));
      bins.push({ window, score: measure ? await beside(score, measure, convention) : score });
    } catch (error) {
      if (!isVentralError(error, 'RESPONSES_INVALID')) throw error;
      const unavailable = await faultOf(() => compareWithItself(recorded, ofBin));
      if (unavailable === undefined) throw error;
      bins.push({ window, unavailable });
    }
  }
  return { aspect, mean: meanOverBins(bins), bins };
}

/**
 * The score of a benchmark that compares over time: the mean over bins, as a share of the mean of what could
 * be reached, where the benchmark's convention asks for one. What is shuffled has no ceiling, and is not
 * related to one.
 *
 * @throws VentralError where the convention needs the ceiling of a bin that has none: `DATA_UNAVAILABLE` where
 *   data of it are out of reach, `RESPONSES_INVALID` otherwise, and where no bin can be predicted at all
 */
export function scoreOfCourse(overTime: TimeCourse, convention: CeilingConvention): Score {
  const { mean } = overTime;
  if (convention === 'raw' || overTime.aspect === 'shuffled') return { ...mean, overTime };
  if (mean.ceiling === undefined) throw withoutCeiling(overTime, convention);
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
      { hint: 'Give recordings that differ between stimuli, or score without --time.' },
    );
  }
  const each = Object.fromEntries(scored);
  const { parts: _, ...mean } = meanScore(each);
  const uncertainty = meanUncertainty(mean.value, each);
  const left = bins.length - scored.length;
  return {
    ...mean,
    ...(uncertainty && { uncertainty }),
    ...(scored.some(([, { outOfReach }]) => outOfReach) && { outOfReach: true }),
    ...(left > 0 && {
      notes: [`The mean of ${scored.length} of ${bins.length} time bins: ${left} have no score.`],
    }),
  };
}

/** Why recordings cannot be compared even with themselves; undefined where they can. */
async function faultOf(compare: () => Promise<Score>): Promise<string | undefined> {
  try {
    await compare();
    return undefined;
  } catch (error) {
    if (isVentralError(error, 'RESPONSES_INVALID')) return error.message;
    throw error;
  }
}

function withoutCeiling({ bins }: TimeCourse, convention: CeilingConvention): VentralError {
  const first = bins.find(({ score }) => score !== undefined && score.ceiling === undefined);
  const why = first?.score?.notes?.find((note) => note.startsWith(noCeiling)) ?? '';
  const isOutOfReach = bins.some(({ score }) => score?.outOfReach);
  return new VentralError(
    isOutOfReach ? 'DATA_UNAVAILABLE' : 'RESPONSES_INVALID',
    `The time bin of ${first?.window.join(' to ')} ms has no ceiling, which a score by ${convention} needs. ${why}`,
    {
      hint: isOutOfReach
        ? 'Score again where the data can be fetched.'
        : 'Give more repetitions of each stimulus, leave the time bin out, or take the convention raw.',
    },
  );
}

const noCeiling = 'No ceiling: ';

/** The score of a bin beside what it could reach, in its own units; with a note, where that is not known. */
async function beside(
  score: Score,
  measure: () => Promise<Ceiling>,
  convention: CeilingConvention,
): Promise<Score> {
  try {
    const best = inUnitsOfScore(await measure(), convention);
    const ceiled = applyCeiling(score.raw, best, 'raw');
    return {
      ...score,
      ...ceiled,
      ...ceiledUncertainty(ceiled, score.uncertainty, best.uncertainty),
    };
  } catch (error) {
    if (!isVentralError(error, 'DATA_UNAVAILABLE', 'RESPONSES_INVALID')) throw error;
    return {
      ...score,
      notes: [...(score.notes ?? []), `${noCeiling}${error.message}`],
      ...(error.code === 'DATA_UNAVAILABLE' && { outOfReach: true }),
    };
  }
}

function inUnitsOfScore(ceiling: Ceiling, convention: CeilingConvention): Ceiling {
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
