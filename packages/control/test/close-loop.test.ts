import { closeLoop, nextStimuli, type SelectionPool, stimuliNeeded } from '@ventral/control';
import { createMatrix, RandomState } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';

/** Stimuli of which few differ along the coordinates that matter as much as the others. */
function madeStimuli(count: number, width: number, sites: number) {
  const random = new RandomState(5);
  const features = createMatrix([count, width]);
  for (let row = 0; row < count; row++) {
    const strength = row % 8 === 0 ? 3 : 0.3;
    for (let at = 0; at < width; at++) {
      features.values[row * width + at] = strength * random.standardNormal();
    }
  }
  const weights = Float64Array.from({ length: width * sites }, () => random.standardNormal());
  const truth = createMatrix([count, sites]);
  const responses = createMatrix([count, sites]);
  for (let cell = 0; cell < truth.values.length; cell++) {
    const [row, site] = [Math.floor(cell / sites), cell % sites];
    for (let at = 0; at < width; at++) {
      truth.values[cell]! += features.values[row * width + at]! * weights[at * sites + site]!;
    }
    responses.values[cell] = truth.values[cell]! + 2 * random.standardNormal();
  }
  return { predictors: { coordinates: features, featureCount: width }, truth, responses };
}

const pool: SelectionPool = {
  features: createMatrix([5, 2], Float64Array.of(1, 0, 0.9, 0, 0, 0.5, 3, 0, 0, 0)),
  candidates: [0, 1, 2, 4],
  recorded: [3],
  alpha: 0.1,
};

describe('the next stimuli', () => {
  it('are those of which predictions are least certain, once what is recorded is known', async () => {
    // The first coordinate is known from stimulus 3; stimulus 4 has nothing to say.
    expect(await nextStimuli('uncertainty', pool, 4, 1)).toEqual([2, 0, 1, 4]);
    const unknown = { ...pool, recorded: [] };
    expect((await nextStimuli('uncertainty', unknown, 1, 1))[0]).toBe(0);
  });

  it('are those after which the variance left over all candidates is least', async () => {
    const random = new RandomState(2);
    const features = createMatrix(
      [9, 4],
      Float64Array.from({ length: 36 }, () => random.standardNormal()),
    );
    const some = { features, candidates: [0, 1, 2, 3, 4, 5], recorded: [6, 7], alpha: 0.5 };
    const left = (row: number) => varianceLeft(features.values, [6, 7, row], some.candidates, 0.5);
    const best = some.candidates.toSorted((a, b) => left(a) - left(b))[0];
    expect((await nextStimuli('error-reduction', some, 1, 1))[0]).toBe(best);
  });

  it('at random are of the candidates, each once, by the seed', async () => {
    const drawn = await nextStimuli('random', pool, 3, 7);
    expect(drawn).toEqual(await nextStimuli('random', pool, 3, 7));
    expect(new Set(drawn).size).toBe(3);
    expect(drawn.every((row) => pool.candidates.includes(row))).toBe(true);
  });

  it('are refused where there are none, or by an alpha of 0', async () => {
    const refused = { code: 'OPTION_INVALID' };
    const none = { ...pool, candidates: [] };
    await expect(nextStimuli('random', none, 1, 1)).rejects.toMatchObject(refused);
    const flat = { ...pool, alpha: 0 };
    await expect(nextStimuli('uncertainty', flat, 1, 1)).rejects.toMatchObject(refused);
  });
});

/** Sum over candidates of `alpha x' (X'X + alpha I)^-1 x`, by elimination. */
function varianceLeft(
  values: Float64Array,
  recorded: readonly number[],
  candidates: readonly number[],
  alpha: number,
): number {
  const rowOf = (row: number) => [...values.subarray(4 * row, 4 * row + 4)];
  const system = Array.from({ length: 4 }, (_, a) =>
    Array.from({ length: 4 }, (_unused, b) =>
      recorded.reduce((sum, row) => sum + rowOf(row)[a]! * rowOf(row)[b]!, a === b ? alpha : 0),
    ),
  );
  const solve = (right: number[]) => {
    const rows = system.map((row, at) => [...row, right[at]!]);
    for (let pivot = 0; pivot < 4; pivot++) {
      for (let row = 0; row < 4; row++) {
        if (row === pivot) continue;
        const factor = rows[row]![pivot]! / rows[pivot]![pivot]!;
        rows[row] = rows[row]!.map((value, at) => value - factor * rows[pivot]![at]!);
      }
    }
    return rows.map((row, at) => row[4]! / row[at]!);
  };
  return candidates.reduce((total, candidate) => {
    const solution = solve(rowOf(candidate));
    return (
      total + alpha * rowOf(candidate).reduce((sum, value, at) => sum + value * solution[at]!, 0)
    );
  }, 0);
}

describe('a closed loop', () => {
  const made = madeStimuli(320, 24, 6);
  const task = { ...made, heldOut: 0.2, initial: 12, each: 8, rounds: 5, seed: 3 };

  it('needs fewer stimuli by what is not certain than at random, from the same beginning', async () => {
    const gains: number[] = [];
    for (const seed of [1, 2, 3, 4, 5]) {
      const chosen = await closeLoop({ ...task, seed, strategy: 'error-reduction' });
      const random = await closeLoop({ ...task, seed, strategy: 'random' });
      expect(chosen[0]).toEqual(random[0]);
      expect(chosen.map(({ stimuli }) => stimuli)).toEqual([12, 20, 28, 36, 44, 52]);
      gains.push(chosen[2]!.predictivity - random[2]!.predictivity);
    }
    expect(Math.min(...gains)).toBeGreaterThan(0);
  });

  it('is the same by the same seed', async () => {
    const again = () => closeLoop({ ...task, strategy: 'uncertainty' });
    expect(await again()).toEqual(await again());
  });

  it('refuses more rounds than there are stimuli, and too few to begin with', async () => {
    const refused = { code: 'OPTION_INVALID' };
    const long = closeLoop({ ...task, rounds: 50, strategy: 'random' });
    await expect(long).rejects.toMatchObject(refused);
    const short = closeLoop({ ...task, initial: 3, strategy: 'random' });
    await expect(short).rejects.toMatchObject(refused);
  });

  it('says between which points a predictivity is reached', () => {
    const points = [0.2, 0.4, 0.8].map((predictivity, at) => ({
      ...{ stimuli: 10 * (at + 1), predictivity },
      alpha: 1,
    }));
    expect(stimuliNeeded(points, 0.6)).toBeCloseTo(25, 10);
    expect(stimuliNeeded(points, 0.1)).toBe(10);
    expect(stimuliNeeded(points, 0.9)).toBeUndefined();
  });
});
