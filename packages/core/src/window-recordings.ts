import {
  type Assembly,
  averageTimeBins,
  hasTime,
  splitTimeBins,
  type TimeBin,
} from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { changesOver, lessMean, MeanOverTime, shuffleTime } from '@ventral/numerics';
import type { Recordings, WindowRecordings } from './neural-data.ts';
import type { TimeAspect } from './score.ts';

/** The recordings as one response a presentation and neuroid: averaged over time bins, where there are any. */
export function averagedOverTime(recorded: Recordings): Recordings {
  const { recordings, trials } = recorded;
  if (!hasTime(recordings)) return recorded;
  return {
    ...recorded,
    recordings: averageTimeBins(recordings),
    ...(trials && { trials: async () => averaged(await trialsIn(trials)) }),
  };
}

/**
 * The recordings of each time bin, the earliest first, as the data give them or split.
 *
 * @param id of the benchmark, for errors
 * @throws VentralError `OPTION_INVALID` where there are no time bins, or one
 * @throws VentralError `SHAPE_MISMATCH` for bins that are empty or there twice, or that differ between
 *   recordings and trials
 */
export async function windowsOf(
  { recordings, trials, overTime }: Recordings,
  id: string,
): Promise<readonly WindowRecordings[]> {
  if (overTime === undefined && !hasTime(recordings)) {
    throw new VentralError(
      'OPTION_INVALID',
      `The recordings of ${id} have no time bins: there is nothing to compare over time.`,
      { hint: 'Score without --time, or on recordings with a dimension time_bin.' },
    );
  }
  const windows = overTime === undefined ? splitWindows(recordings, trials) : await overTime();
  const [first] = windows;
  if (windows.length > 1) return windows;
  const [start, end] = first?.window ?? [];
  const bins = first === undefined ? 'no time bin' : `one time bin, of ${start} to ${end} ms`;
  throw new VentralError(
    'OPTION_INVALID',
    `${id} was recorded in ${bins}: there is nothing to compare over time.`,
    { hint: 'Score without --time: that is the score of this bin.' },
  );
}

/**
 * What of recordings is compared over time. Shuffled ones have no trials: what cannot be predicted has no
 * ceiling.
 *
 * @param seed of the order of shuffled bins
 */
export function windowsOfAspect(
  windows: readonly WindowRecordings[],
  aspect: TimeAspect,
  seed: number,
): readonly WindowRecordings[] {
  if (aspect === 'responses') return windows;
  const changes = changesOver(windows.map(({ recordings }) => recordings));
  if (aspect === 'shuffled') {
    const shuffled = shuffleTime(changes, seed);
    return windows.map(({ window }, bin) => ({ window, recordings: shuffled[bin] as Assembly }));
  }
  const meanOfTrials = once(async () => {
    let mean: MeanOverTime | undefined;
    for (const { trials } of windows) {
      const bin = await trialsIn(trials as NonNullable<typeof trials>);
      mean ??= new MeanOverTime(bin.values.length);
      mean.add(bin);
    }
    return mean?.values ?? new Float64Array();
  });
  return windows.map(({ window, trials }, bin) => ({
    window,
    recordings: changes[bin] as Assembly,
    ...(trials && {
      trials: async () => {
        const mean = await meanOfTrials();
        return lessMean(await trialsIn(trials), mean);
      },
    }),
  }));
}

function splitWindows(
  recordings: Assembly,
  trials: Recordings['trials'],
): readonly WindowRecordings[] {
  const splitTrials = once(async () => splitTimeBins(await trialsIn(trials as Assembly)));
  return splitTimeBins(recordings).map((bin) => ({
    ...bin,
    ...(trials && {
      trials: async () => trialsOfBin(await splitTrials(), bin.window),
    }),
  }));
}

function trialsOfBin(bins: ReturnType<typeof splitTimeBins>, [start, end]: TimeBin): Assembly {
  const found = bins.find(({ window }) => window[0] === start && window[1] === end);
  if (found !== undefined) return found.recordings;
  const there = bins.map(({ window }) => window.join(' to ')).join(', ');
  throw new VentralError(
    'SHAPE_MISMATCH',
    `The trials have no time bin of ${start} to ${end} ms, which the recordings have; theirs are ${there} ms.`,
    { hint: 'Give recordings and trials in the same time bins.' },
  );
}

function averaged(assembly: Assembly): Assembly {
  return hasTime(assembly) ? averageTimeBins(assembly) : assembly;
}

async function trialsIn(trials: NonNullable<Recordings['trials']>): Promise<Assembly> {
  return typeof trials === 'function' ? trials() : trials;
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
