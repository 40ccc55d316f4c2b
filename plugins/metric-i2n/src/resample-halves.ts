import type { Resampling } from '@ventral/core';
import {
  normalQuantile,
  type RandomState,
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
      trials: { ids: nameTrials(trials) },
    },
    isCorrelation: true,
    async replicate(plan, { signal }) {
      const once = new Uint8Array(images.length).fill(1);
      const { values: counts } = drawsImages ? plan.counts('stimuli') : { values: once };
      const draw = drawHalves(trials, splits, model === undefined, plan.random('trials'));
      const compare = compareSignatures(trials, id, model);
      const replicates = { stimuli: [], trials: [], all: [] } as Record<string, number[]>;
      const take = (axis: string, halves: readonly (readonly Rates[])[], weights: Uint8Array) => {
        replicates[axis]!.push(compare(halves, weights));
      };
      for (let replicate = 0; replicate < replicateCount; replicate++) {
        if (replicate % pace === 0) await yieldToEvents(signal, 'drawing images and trials again');
        const drawn = draw.again();
        take('trials', drawn, once);
        if (!drawsImages) continue;
        const from = replicate * images.length;
        const weights = counts.subarray(from, from + images.length);
        take('stimuli', draw.observed, weights);
        take('all', drawn, weights);
      }
      return Object.fromEntries(
        Object.entries(replicates)
          .filter(([, values]) => values.length > 0)
          .map(([axis, values]) => [axis, Float64Array.from(values)]),
      );
    },
  };
}

/** The score of images that count several times, given the rates of the compared halves of each split. */
export function compareSignatures(
  trials: Pick<Trials, 'images' | 'objects' | 'truthOf'>,
  id: SignatureId,
  model?: ResponseMatrix,
): (splits: readonly (readonly Rates[])[], counts: ArrayLike<number>) => number {
  const signatures = countedSignatures(trials, id);
  const [x, y] = [new Float64Array(signatures.size), new Float64Array(signatures.size)];
  const modelled = model && ratesOf(model);
  return (splits, counts) => {
    if (modelled) signatures.fill(modelled, counts, x);
    const sum = splits.reduce((total, [first, second]) => {
      if (second) signatures.fill(second, counts, x);
      signatures.fill(first as Rates, counts, y);
      return total + signatures.correlate(x, y, counts);
    }, 0);
    return sum / splits.length;
  };
}

/** The rates in both halves of each split, or in the first alone: as observed, and drawn again. */
export function drawHalves(
  trials: Trials,
  splits: readonly Split[],
  withSecond: boolean,
  random: RandomState,
) {
  const groups = countByHalves(trials, splits);
  const [offered, chosen] = [groups.map((one) => one.offered), groups.map((one) => one.chosen)];
  // Trials that are in no first half are compared with nothing unless second halves are.
  const wanted = groups.map((_, group) => withSecond || group > 0);
  const draws = createTrialDraws(groups, wanted, random);
  const halves = splits.map((_, split) =>
    (withSecond ? [true, false] : [true]).map((isFirst) => {
      const counts = new Uint32Array(offered[0]!.length);
      addHalf(offered, split, isFirst, counts);
      return { ...ratesOfCounts(counts), split, isFirst };
    }),
  );
  const fill = (drawn: readonly Uint32Array[]): Rates[][] =>
    halves.map((ofSplit) =>
      ofSplit.map(({ fill: fillRates, split, isFirst }) => fillRates(drawn, split, isFirst)),
    );
  return {
    observed: fill(chosen).map((ofSplit) => ofSplit.map(copyRates)),
    again: () => fill(draws()),
  };
}

/** Rates of a half whose trials are drawn again; z-scores are looked up, as there are few rates. */
function ratesOfCounts(offered: Uint32Array) {
  const chosen = new Uint32Array(offered.length);
  const missed = new Float64Array(offered.length);
  const hitScores = new Float64Array(offered.length);
  const scores = new Map<number, Float64Array>();
  const scoresOf = Array.from(offered, (count) => {
    const known = scores.get(count);
    if (known !== undefined) return known;
    const own = Float64Array.from({ length: count + 1 }, (_, k) => normalQuantile(1 - k / count));
    scores.set(count, own);
    return own;
  });
  return {
    fill(groups: readonly Uint32Array[], split: number, isFirst: boolean): Rates {
      addHalf(groups, split, isFirst, chosen);
      for (let cell = 0; cell < chosen.length; cell++) {
        missed[cell] = chosen[cell]! / offered[cell]!;
        hitScores[cell] = scoresOf[cell]![chosen[cell]!]!;
      }
      return { missed, hitScores };
    },
  };
}

function copyRates({ missed, hitScores }: Rates): Rates {
  return { missed: missed.slice(), hitScores: hitScores.slice() };
}

/** A name for each trial that does not depend on what was chosen, in ascending order. */
function nameTrials({ images, objects, imageOf, distractorOf }: Trials): readonly string[] {
  const counts = new Uint32Array(images.length * objects.length);
  for (const [trial, image] of imageOf.entries()) {
    counts[image * objects.length + distractorOf[trial]!]! += 1;
  }
  return Array.from(counts).flatMap((count, cell) => {
    const pair = `${images[Math.floor(cell / objects.length)]}\n${objects[cell % objects.length]}`;
    return Array.from(
      { length: count },
      (_, trial) => `${pair}\n${String(trial).padStart(6, '0')}`,
    );
  });
}
