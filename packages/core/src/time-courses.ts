import type { Assembly, FeatureMatrix, TimeBin } from '@ventral/arrays';
import { featureMatrix, nearestWindow, readResponses } from '@ventral/arrays';
import type { Candidate } from './candidate.ts';
import type { Ceiling } from './ceiling.ts';
import type { NeuralData } from './neural-data.ts';
import { oncePerRun } from './once-per-run.ts';
import type { RunContext } from './run-context.ts';
import type { CeilingConvention, Score, TimeAspect, TimeCourse } from './score.ts';
import { scoreOverTime } from './score-over-time.ts';
import { windowsOf, windowsOfAspect } from './window-recordings.ts';

/** A benchmark on recordings, as far as it is scored over time. */
export interface TimedBenchmark<Content> {
  readonly id: string;
  readonly region: string;
  /** Once a run. */
  load(context: RunContext): Promise<NeuralData<Content>>;
  /** Told the options of the metric that the score was asked for. */
  measureCeiling(
    data: NeuralData<Content>,
    context: RunContext,
    metricOptions: Readonly<Record<string, unknown>>,
  ): Promise<Ceiling>;
  readonly ceilingConvention: CeilingConvention;
}

/** What is compared over time, and how. */
export interface AskedCourse {
  readonly aspect: TimeAspect;
  readonly candidate: Candidate;
  compare(source: FeatureMatrix, recordings: Assembly, context: RunContext): Promise<Score>;
  readonly withCeiling: boolean;
  readonly metricOptions: Readonly<Record<string, unknown>>;
}

/**
 * A function that scores candidates over time. Recordings and ceilings of the bins are read once a run,
 * however many candidates are scored.
 */
export function timeCourses<Content>({
  id,
  region,
  load,
  measureCeiling,
  ceilingConvention,
}: TimedBenchmark<Content>): (asked: AskedCourse, context: RunContext) => Promise<TimeCourse> {
  const windowsOnce = oncePerRun(async (context) => windowsOf(await load(context), id));
  const known = oncePerRun(async () => new Map<string, Promise<Ceiling>>());
  return async ({ aspect, candidate, compare, withCeiling, metricOptions }, context) => {
    const { stimuli } = await load(context);
    const windows = windowsOfAspect(await windowsOnce(context), aspect, context.seed);
    const ceilings = await known(context);
    const course = await scoreOverTime(
      {
        aspect,
        windows,
        convention: ceilingConvention,
        compare: async ({ window, recordings }, ofBin) =>
          compare(await candidate.record(stimuli, region, window), recordings, ofBin),
        compareWithItself: async ({ recordings }, ofBin) => {
          const { values, stimulusIds } = readResponses(recordings);
          return compare(featureMatrix(values, stimulusIds), recordings, ofBin);
        },
        ...(withCeiling &&
          // What cannot be predicted has no ceiling.
          aspect !== 'shuffled' && {
            ceilingOf: async ({ window, ...recorded }, ofBin) => {
              const key = JSON.stringify([aspect, window, Object.entries(metricOptions).sort()]);
              const ceiling =
                ceilings.get(key) ?? measureCeiling({ stimuli, ...recorded }, ofBin, metricOptions);
              ceilings.set(key, ceiling);
              return ceiling;
            },
          }),
      },
      context,
    );
    const bins = course.bins.map(({ window }) => window);
    const note = apartNote(bins, candidate.windows?.(region) ?? [], `${candidate.id}'s ${region}`);
    if (note === undefined) return course;
    return { ...course, mean: { ...course.mean, notes: [...(course.mean.notes ?? []), note] } };
  };
}

/** What to say where time bins of the recordings lie outside of the windows that they are compared with. */
function apartNote(
  bins: readonly TimeBin[],
  windows: readonly TimeBin[],
  whose: string,
): string | undefined {
  if (windows.length === 0) return undefined;
  const apart = bins.filter((bin) => {
    const [start, end] = windows[nearestWindow(windows, bin)] as TimeBin;
    return bin[1] <= start || end <= bin[0];
  });
  const [first] = apart;
  if (first === undefined) return undefined;
  return (
    `${apart.length} of ${bins.length} time bins, the first of ${first.join(' to ')} ms, lie outside of the window of ` +
    `${whose} that they were compared with: the one that begins nearest.`
  );
}
