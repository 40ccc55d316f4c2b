import type { Resampling } from '@ventral/core';
import {
  normalQuantile,
  type RandomState,
  type ResampledUnits,
  replicateCount,
  type Split,
  yieldToEvents,
} from '@ventral/numerics';
import { countedSignatures, type Rates, ratesOf } from './counted-signature.ts';
import { addHalf, countByHalves, createTrialDraws } from './drawn-trials.ts';
import type { ResponseMatrix } from './response-matrix.ts';
import type { SignatureId } from './signature.ts';
import type { Trials } from './trials.ts';

// Replicates after which others get a turn.
const pace = 20;

/**
 * Draws images and trials of a score again that is the mean over splits of the correlation of signatures:
 * images within their object, where an object has several; trials of each image against each other object,
 * with the share of wrong choices that was observed. A trial that is in several halves is the same in all
 * of them, and the same for score and ceiling. Objects are fixed.
 *
 * @param model what the first half of the trials is compared with; the second half where it is left out
 */
export function resampleHalves(
  trials: Trials,
  splits: readonly Split[],
  id: SignatureId,
  model?: ResponseMatrix,
): Resampling {
  const { images, objects, truthOf } = trials;
  const strata = Array.from(truthOf, (object) => objects[object] as string);
  const drawsImages = new Set(strata).size < strata.length;
  return {
    units: {
      ...(drawsImages && { stimuli: { ids: images, strata } }),
      trials: unitsOf(trials),
    },
    isCorrelation: true,
    async replicate(plan, { signal }) {
      const once = new Uint8Array(images.length).fill(1);
      const { values: counts } = drawsImages ? plan.counts('stimuli') : { values: once };
      const halves = halvesOf(trials, splits, model === undefined);
      const chosen = await halves.draw(plan.random('trials'), signal);
      const compare = compareSignatures(trials, id, model);
      const ofAllImages = compare(once);
      const replicates = { stimuli: [], trials: [], all: [] } as Record<string, number[]>;
      for (let replicate = 0; replicate < replicateCount; replicate++) {
        if (replicate % pace === 0)
          await yieldToEvents(signal, 'comparing images and trials drawn again');
        const drawn = halves.rates(chosen, replicate);
        replicates.trials!.push(ofAllImages(drawn));
        if (!drawsImages) continue;
        const from = replicate * images.length;
        const ofDrawnImages = compare(counts.subarray(from, from + images.length));
        replicates.stimuli!.push(ofDrawnImages(halves.observed));
        replicates.all!.push(ofDrawnImages(drawn));
      }
      return Object.fromEntries(
        Object.entries(replicates)
          .filter(([, values]) => values.length > 0)
          .map(([axis, values]) => [axis, Float64Array.from(values)]),
      );
    },
  };
}

/**
 * Makes functions that give the score of images that count several times, given the rates of the compared
 * halves of each split.
 */
export function compareSignatures(
  trials: Pick<Trials, 'images' | 'objects' | 'truthOf'>,
  id: SignatureId,
  model?: ResponseMatrix,
): (counts: ArrayLike<number>) => (splits: readonly (readonly Rates[])[]) => number {
  const signatures = countedSignatures(trials, id);
  const y = new Float64Array(signatures.size);
  const modelled = model && ratesOf(model);
  return (counts) => {
    const x = new Float64Array(signatures.size);
    // The same for whatever trials are drawn.
    if (modelled) signatures.fill(modelled, counts, x);
    return (splits) => {
      const sum = splits.reduce((total, [first, second]) => {
        if (second) signatures.fill(second, counts, x);
        signatures.fill(first as Rates, counts, y);
        return total + signatures.correlate(x, y, counts);
      }, 0);
      return sum / splits.length;
    };
  };
}

// How often the other object was chosen in a half, `replicates x images x objects`. The trials are the same for
// all models that are compared with them, and so are their draws.
type DrawnHalf = Uint16Array | Uint32Array;
const keptDraws = new WeakMap<readonly Split[], readonly DrawnHalf[]>();

/** The rates in both halves of each split, or in the first alone: as observed, and drawn again. */
export function halvesOf(trials: Trials, splits: readonly Split[], withSecond: boolean) {
  const groups = countByHalves(trials, splits);
  const [offered, chosen] = [groups.map((one) => one.offered), groups.map((one) => one.chosen)];
  const cells = offered[0]!.length;
  const sum = new Uint32Array(cells);
  const halves = splits.flatMap((_, split) =>
    (withSecond ? [true, false] : [true]).map((isFirst) => {
      addHalf(offered, split, isFirst, sum);
      return { split, isFirst, ratesOf: createRates(sum.slice()) };
    }),
  );
  const bySplit = (rates: readonly Rates[]) =>
    splits.map((_, split) => rates.filter((_rates, half) => halves[half]!.split === split));
  const observed = halves.map(({ split, isFirst, ratesOf }) => {
    addHalf(chosen, split, isFirst, sum);
    const { missed, hitScores } = ratesOf(sum);
    return { missed: missed.slice(), hitScores: hitScores.slice() };
  });
  return {
    observed: bySplit(observed),
    async draw(random: RandomState, signal?: AbortSignal): Promise<readonly DrawnHalf[]> {
      const known = withSecond ? undefined : keptDraws.get(splits);
      if (known !== undefined) return known;
      // Trials that are in no first half are compared with nothing unless second halves are.
      const wanted = groups.map((_, group) => withSecond || group > 0);
      const draws = createTrialDraws(groups, wanted, random);
      const most = offered.reduce((sum, one) => sum + one.reduce((a, b) => Math.max(a, b), 0), 0);
      const drawn = halves.map(() =>
        most < 2 ** 16
          ? new Uint16Array(replicateCount * cells)
          : new Uint32Array(replicateCount * cells),
      );
      for (let replicate = 0; replicate < replicateCount; replicate++) {
        if (replicate % pace === 0) await yieldToEvents(signal, 'drawing trials again');
        const values = draws();
        for (const [half, { split, isFirst }] of halves.entries()) {
          addHalf(values, split, isFirst, sum);
          drawn[half]!.set(sum, replicate * cells);
        }
      }
      if (!withSecond) keptDraws.set(splits, drawn);
      return drawn;
    },
    /** Of one replicate; overwritten by those of the next. */
    rates: (drawn: readonly DrawnHalf[], replicate: number) =>
      bySplit(
        halves.map(({ ratesOf }, half) =>
          ratesOf(drawn[half]!.subarray(replicate * cells, (replicate + 1) * cells)),
        ),
      ),
  };
}

/**
 * Makes a function that gives the rates of a half in memory that it keeps, from how often the other objects were
 * chosen; z-scores are looked up, as there are few rates.
 */
function createRates(offered: Uint32Array): (chosen: Uint32Array | Uint16Array) => Rates {
  const missed = new Float64Array(offered.length);
  const hitScores = new Float64Array(offered.length);
  // For each number of trials, the scores of 0 to all of them missed, one after the other.
  const scores: number[] = [];
  const starts = new Map<number, number>();
  const startOf = Uint32Array.from(offered, (count) => {
    const known = starts.get(count);
    if (known !== undefined) return known;
    const start = scores.length;
    starts.set(count, start);
    for (let k = 0; k <= count; k++) scores.push(normalQuantile(1 - k / count));
    return start;
  });
  const scoreAt = Float64Array.from(scores);
  return (chosen) => {
    for (let cell = 0; cell < missed.length; cell++) {
      const count = chosen[cell]!;
      missed[cell] = count / offered[cell]!;
      hitScores[cell] = scoreAt[startOf[cell]! + count]!;
    }
    return { missed, hitScores };
  };
}

const kept = new WeakMap<Trials, ResampledUnits>();

/** Trials by name, made once: there may be hundreds of thousands. */
function unitsOf(trials: Trials): ResampledUnits {
  const units = kept.get(trials) ?? { ids: nameTrials(trials) };
  kept.set(trials, units);
  return units;
}

/** A name for each trial that does not depend on what was chosen, in ascending order. */
function nameTrials({ images, objects, imageOf, distractorOf }: Trials): readonly string[] {
  const counts = new Uint32Array(images.length * objects.length);
  for (const [trial, image] of imageOf.entries()) {
    counts[image * objects.length + distractorOf[trial]!]! += 1;
  }
  const most = counts.reduce((largest, count) => Math.max(largest, count), 0);
  const numbers = Array.from({ length: most }, (_, trial) => String(trial).padStart(6, '0'));
  const names: string[] = [];
  for (const [cell, count] of counts.entries()) {
    const pair = `${images[Math.floor(cell / objects.length)]}\n${objects[cell % objects.length]}`;
    for (let trial = 0; trial < count; trial++) names.push(`${pair}\n${numbers[trial]}`);
  }
  return names;
}
