import { setImmediate } from 'node:timers/promises';
import { createAssembly, type FeatureMatrix, featureMatrix } from '@ventral/arrays';
import { type RunContext, throwIfInterrupted, type WindowRecordings } from '@ventral/core';
import { median, type RandomState } from '@ventral/numerics';
import type { GeneratingFeatures } from './generating-features.ts';
import { neuralCeiling } from './neural-ceiling.ts';
import { drawPoisson } from './poisson.ts';
import { randomFor } from './random-for.ts';
import { labelScenes, labelSites, labelTrials } from './record-sites.ts';
import { type Latencies, latencies, partsOfResponse, streamWindows } from './response-course.ts';
import type { Scene } from './scene.ts';
import { type Region, ratesOf, type Site } from './sites.ts';

/** What is recorded over time. */
export interface StreamPlan {
  readonly region: Region;
  readonly scenes: readonly Scene[];
  readonly sites: readonly Site[];
  /** Of the scenes: what the first sweep brings, and what the recurrent step makes of it. */
  readonly features: Readonly<Record<keyof Latencies, GeneratingFeatures>>;
  /** Presentations of each stimulus. */
  readonly repeats: number;
  readonly noiseSeed: number;
}

/** What generated recordings over time. */
export interface StreamTruth {
  /** In milliseconds after the onset. */
  readonly latencies: Latencies;
  /** The features of which the two parts of the rates are weighted sums: a model of each step. */
  readonly features: Readonly<Record<keyof Latencies, FeatureMatrix>>;
  /** In each window the highest correlation that a prediction of a site can reach, the median over sites. */
  readonly reachable: readonly number[];
}

/** Recordings over time and what generated them. */
export interface VentralStream {
  readonly windows: readonly WindowRecordings[];
  readonly truth: StreamTruth;
}

/**
 * Records sites in time bins of 20 ms from the onset of the image on: the baseline until the latency of the
 * region, then a feed-forward response, which a recurrent one replaces 60 ms later. Noise is that
 * of other recordings, in a window of 20 ms.
 *
 * Memory is 2 bytes for each presentation of each site and bin (92 MB for 60 sites and 64,000
 * presentations), and 4 for each of the bin whose trials are read.
 *
 * @throws VentralError `INTERRUPTED` soon after the signal aborts
 */
export async function recordStream(plan: StreamPlan, context: RunContext): Promise<VentralStream> {
  const { region, scenes, sites, features, repeats } = plan;
  const known = latencies[region];
  const drives = {
    feedForward: drivesOf(features.feedForward, sites),
    recurrent: drivesOf(features.recurrent, sites),
  };
  const windows: WindowRecordings[] = [];
  const reachable: number[] = [];
  for (const [bin, window] of streamWindows.entries()) {
    const parts = partsOfResponse(known, window);
    const rates = drives.feedForward.map((drive, cell) => {
      const { meanRate, baseline } = sites[cell % sites.length]!;
      const driven = parts.feedForward * drive + parts.recurrent * drives.recurrent[cell]!;
      return meanRate * (baseline + (1 - baseline) * driven);
    });
    const seconds = (window[1] - window[0]) / 1000;
    const { reliabilities } = neuralCeiling(rates, sites, { repeats, noise: 1, seconds });
    reachable.push(median(reliabilities.map(Math.sqrt)));
    windows.push({ window, ...(await recordBin({ ...plan, rates, seconds, bin }, context)) });
  }
  const ids = scenes.map(({ id }) => id);
  return Object.freeze({
    windows,
    truth: {
      latencies: known,
      features: {
        feedForward: featureMatrix(features.feedForward.values, ids),
        recurrent: featureMatrix(features.recurrent.values, ids),
      },
      reachable,
    },
  });
}

interface BinPlan extends StreamPlan {
  /** Row-major, `scenes x sites`, in spikes a second. */
  readonly rates: Float64Array;
  readonly seconds: number;
  readonly bin: number;
}

async function recordBin(
  { region, scenes, sites, repeats, noiseSeed, rates, seconds, bin }: BinPlan,
  { signal }: RunContext,
): Promise<Omit<WindowRecordings, 'window'>> {
  const width = sites.length;
  const unitOf = (site: Site) => site.fano / seconds;
  const counts = new Uint16Array(scenes.length * repeats * width);
  const averages = new Float64Array(scenes.length * width);
  for (const [column, site] of sites.entries()) {
    throwIfInterrupted(signal, `after ${column} of ${width} sites of ${region}`);
    const random = randomFor(noiseSeed, 'noise over time', region, bin, column);
    drawCounts({ rates, column, width, repeats, unit: unitOf(site) }, random, counts, averages);
    // An interruption is only seen when the event loop turns.
    await setImmediate();
  }
  const neuroids = labelSites(region, width);
  const units = sites.map(unitOf);
  return {
    recordings: createAssembly({
      dims: ['presentation', 'neuroid'],
      shape: [scenes.length, width],
      values: averages,
      coords: { ...labelScenes(scenes), ...neuroids },
    }),
    trials: async () =>
      createAssembly({
        dims: ['presentation', 'neuroid'],
        shape: [scenes.length * repeats, width],
        values: Float32Array.from(counts, (count, cell) => count * units[cell % width]!),
        coords: { ...labelTrials(scenes, repeats), ...neuroids },
      }),
  };
}

interface ColumnPlan {
  readonly rates: Float64Array;
  readonly column: number;
  readonly width: number;
  readonly repeats: number;
  readonly unit: number;
}

function drawCounts(
  { rates, column, width, repeats, unit }: ColumnPlan,
  random: RandomState,
  counts: Uint16Array,
  averages: Float64Array,
): void {
  for (let cell = column; cell < rates.length; cell += width) {
    const mean = rates[cell]! / unit;
    const stimulus = (cell - column) / width;
    let sum = 0;
    for (let repetition = 0; repetition < repeats; repetition++) {
      const count = drawPoisson(mean, random);
      counts[(stimulus * repeats + repetition) * width + column] = count;
      sum += count;
    }
    averages[cell] = (sum / repeats) * unit;
  }
}

/** The weighted sums of features alone, `scenes x sites`, of mean about 1. */
function drivesOf(features: GeneratingFeatures, sites: readonly Site[]): Float64Array {
  return ratesOf(
    features,
    sites.map((site) => ({ ...site, meanRate: 1, baseline: 0 })),
  );
}
