import { setImmediate } from 'node:timers/promises';
import { type Assembly, type Coordinate, createAssembly } from '@ventral/arrays';
import { type RunContext, throwIfInterrupted } from '@ventral/core';
import { drawPoisson } from './poisson.ts';
import { randomFor } from './random-for.ts';
import type { Scene } from './scene.ts';
import type { Region, Site } from './sites.ts';

/** Seconds over which spikes are counted: from 70 to 170 ms. */
export const countingWindow = 0.1;

/** What is recorded. */
export interface RecordingPlan {
  readonly region: Region;
  readonly scenes: readonly Scene[];
  readonly sites: readonly Site[];
  /** Row-major, `scenes x sites`, in spikes a second. */
  readonly rates: Float64Array;
  /** Presentations of each stimulus. */
  readonly repeats: number;
  /** Factor of the variance of single trials; 0 for rates without noise. */
  readonly noise: number;
  readonly noiseSeed: number;
}

/** Recordings of one region, as averages and as single trials. */
export interface Recorded {
  /** Averaged over repetitions, `presentation x neuroid`: one row a stimulus, in their order. */
  readonly recordings: Assembly;
  /** Every presentation, `presentation x neuroid`, with the coordinate `repetition` as well. */
  readonly trials: Assembly;
}

/**
 * Records sites: their rates, with noise whose variance grows with the rate.
 *
 * Method: with f the Fano factor of a site times `noise`, a trial is f times a number of the Poisson
 * distribution with mean `rate x window / f`, over the window: its mean is the rate, its variance
 * `f x rate / window`. Trials are independent.
 *
 * Memory is 4 bytes for each presentation of each site: 43 MB for 168 sites and 64,000 presentations.
 *
 * @throws VentralError `INTERRUPTED` soon after the signal aborts
 */
export async function recordSites(plan: RecordingPlan, context: RunContext): Promise<Recorded> {
  const { region, scenes, sites, rates, repeats, noise, noiseSeed } = plan;
  const width = sites.length;
  const trials = new Float32Array(scenes.length * repeats * width);
  const averages = new Float64Array(scenes.length * width);
  for (const [column, { fano }] of sites.entries()) {
    throwIfInterrupted(context.signal, `after ${column} of ${width} sites of ${region}`);
    const random = randomFor(noiseSeed, 'noise', region, column);
    const scale = (fano * noise) / countingWindow;
    for (let stimulus = 0; stimulus < scenes.length; stimulus++) {
      const cell = stimulus * width + column;
      const rate = rates[cell]!;
      let sum = 0;
      for (let repetition = 0; repetition < repeats; repetition++) {
        const trial = (stimulus * repeats + repetition) * width + column;
        trials[trial] = noise === 0 ? rate : scale * drawPoisson(rate / scale, random);
        sum += trials[trial]!;
      }
      averages[cell] = sum / repeats;
    }
    // An interruption is only seen when the event loop turns.
    await setImmediate();
  }
  const neuroids = labelSites(region, width);
  return Object.freeze({
    recordings: createAssembly({
      dims: ['presentation', 'neuroid'],
      shape: [scenes.length, width],
      values: averages,
      coords: { ...labelScenes(scenes), ...neuroids },
    }),
    trials: createAssembly({
      dims: ['presentation', 'neuroid'],
      shape: [scenes.length * repeats, width],
      values: trials,
      coords: { ...labelTrials(scenes, repeats), ...neuroids },
    }),
  });
}

/** Coordinates of stimuli along `presentation`. */
export function labelScenes(scenes: readonly Scene[]): Readonly<Record<string, Coordinate>> {
  const label = (labelOf: (scene: Scene) => string | number): Coordinate => ({
    dim: 'presentation',
    values: scenes.map(labelOf),
  });
  return {
    stimulus_id: label(({ id }) => id),
    object_name: label(({ object }) => object),
    category_name: label(({ category }) => category),
    variation: label(({ variation }) => variation),
  };
}

/** Coordinates of presentations, of which each scene has several in a row. */
export function labelTrials(
  scenes: readonly Scene[],
  repeats: number,
): Readonly<Record<string, Coordinate>> {
  const presented = scenes.flatMap((scene) => Array.from({ length: repeats }, () => scene));
  return {
    ...labelScenes(presented),
    repetition: {
      dim: 'presentation',
      values: presented.map((_, presentation) => presentation % repeats),
    },
  };
}

/** Coordinates of sites along `neuroid`. */
export function labelSites(region: Region, count: number): Readonly<Record<string, Coordinate>> {
  const label = (labelOf: (site: number) => string): Coordinate => ({
    dim: 'neuroid',
    values: Array.from({ length: count }, (_, site) => labelOf(site)),
  });
  return {
    neuroid_id: label((site) => `simulated.${region}.${String(site).padStart(3, '0')}`),
    region: label(() => region),
    animal: label(() => 'simulated'),
  };
}
