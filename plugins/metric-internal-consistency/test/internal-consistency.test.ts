import { readFileSync } from 'node:fs';
import { type Assembly, createAssembly, decodeNpy, selectAlong } from '@ventral/arrays';
import type { ProgressEvent } from '@ventral/core';
import { isVentralError } from '@ventral/errors';
import { createRunContext } from '@ventral/host';
import * as plugin from '@ventral/metric-internal-consistency';
import { describeReference, madeRecordings, referencePath } from '@ventral/testing';
import { checkManifest, checkMetric } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

interface Golden {
  readonly stimulus_id: string[];
  readonly repetition: number[];
  readonly data: number[][];
  readonly ceiling: number;
  readonly error: number;
  readonly raw: number[][];
}

const golden = JSON.parse(
  readFileSync(new URL('./fixtures/internal-consistency.json', import.meta.url), 'utf8'),
) as Golden;
const { internalConsistency } = plugin;
const context = createRunContext();

checkManifest(plugin);
checkMetric(internalConsistency);

const recordings = (
  values: readonly (readonly number[])[],
  stimulus_id: readonly string[],
  repetition: readonly number[],
) => madeRecordings(values, { stimulus_id, repetition });
const target = recordings(golden.data, golden.stimulus_id, golden.repetition);

function measure(assembly: Assembly, options: { splits?: number } = {}) {
  return internalConsistency.compare(undefined, assembly, options, context);
}

describe('internal consistency equals the reference', () => {
  it('in value, error and every split and neuroid', async () => {
    const { value, spread, raw, better } = await measure(target);
    expect(Math.abs(value - golden.ceiling)).toBeLessThan(1e-9);
    expect(Math.abs(spread! - golden.error)).toBeLessThan(1e-9);
    expect(better).toBe('higher');
    expect(raw.value).toBe(value);
    for (const [split, reliabilities] of golden.raw.entries()) {
      const middle = reliabilities.toSorted((a, b) => a - b)[2]!;
      expect(Math.abs(raw.perSplit![split]! - middle)).toBeLessThan(1e-9);
    }
    for (const [neuroid, reliability] of raw.perNeuroid!.entries()) {
      const expected = golden.raw.reduce((sum, row) => sum + row[neuroid]!, 0) / golden.raw.length;
      expect(Math.abs(reliability! - expected)).toBeLessThan(1e-9);
    }
  });

  it('wherever presentations stand', async () => {
    const rows = golden.data.map((_, row) => (row * 37) % golden.data.length);
    const shuffled = selectAlong(target, 'presentation', rows);
    expect((await measure(shuffled)).value).toBeCloseTo(golden.ceiling, 12);
  });
});

describeReference('internal consistency of real recordings', 'data/cowley2023-macaque-v4', () => {
  it('is that of session 210325, with 6 to 10 repeats an image', async () => {
    const expected = JSON.parse(
      readFileSync(referencePath('golden/end-to-end/scores.json'), 'utf8'),
    )['210325'].internal_consistency as { ceiling: number; error: number; per_split: number[] };
    const file = referencePath('data/cowley2023-macaque-v4/responses_raw/responses_210325.npy');
    const { shape, values } = decodeNpy(readFileSync(file));
    const [neurons = 0, images = 0, repeats = 0] = shape;
    const presentations = Array.from({ length: images * repeats }, (_, index) => index);
    const rows = presentations.map((presentation) =>
      Array.from({ length: neurons }, (_, neuron) =>
        Number(values[neuron * images * repeats + presentation]),
      ),
    );
    const score = await measure(
      recordings(
        rows,
        presentations.map((index) => `image${Math.floor(index / repeats)}`),
        presentations.map((index) => index % repeats),
      ),
    );
    expect(Math.abs(score.value - expected.ceiling)).toBeLessThan(1e-6);
    expect(Math.abs(score.spread! - expected.error)).toBeLessThan(1e-6);
    for (const [split, reliability] of expected.per_split.entries()) {
      expect(Math.abs(score.raw.perSplit![split]! - reliability)).toBeLessThan(1e-6);
    }
  });
});

describe('internal consistency', () => {
  it('ignores presentations in which nothing was measured', async () => {
    const nothing = Array<number>(5).fill(Number.NaN);
    const padded = recordings(
      [...golden.data, nothing, nothing],
      [...golden.stimulus_id, 's00', 'never shown'],
      [...golden.repetition, 99, 0],
    );
    expect((await measure(padded)).value).toBeCloseTo(golden.ceiling, 12);
  });

  it('skips a neuroid that does not vary, and says so', async () => {
    const silent = recordings(
      golden.data.map((row) => [...row, 0]),
      golden.stimulus_id,
      golden.repetition,
    );
    const { value, raw, notes } = await measure(silent);
    expect(value).toBeCloseTo(golden.ceiling, 12);
    expect(raw.perNeuroid!.at(-1)).toBeNull();
    expect(notes).toEqual([
      expect.stringContaining(
        '1 of 6 neuroids is undefined in every split, because they do not vary',
      ),
    ]);
    expect(notes![0]).toContain("left out: 'n5'.");
  });

  describe('of stimuli that were presented unequally often', () => {
    // Stimuli of the golden case, without some of their repetitions.
    const keptFrom = (most: (stimulus: number) => number) => {
      const stimuli = [...new Set(golden.stimulus_id)];
      return golden.stimulus_id.flatMap((id, row) =>
        golden.repetition[row]! < most(stimuli.indexOf(id)) ? [row] : [],
      );
    };
    const count = new Set(golden.repetition).size;

    it('draws halves among the repetitions that each stimulus has', async () => {
      const ragged = selectAlong(
        target,
        'presentation',
        keptFrom((stimulus) => 2 + (stimulus % (count - 1))),
      );
      const { value, raw, splitsDigest } = await measure(ragged);
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThan(golden.ceiling);
      expect(raw.perSplit).toHaveLength(10);
      expect(splitsDigest).not.toBe((await measure(target)).splitsDigest);
      expect((await measure(ragged)).raw).toEqual(raw);
    });

    it('draws the same for all as long as none can be missing from a half', async () => {
      const nearly = selectAlong(
        target,
        'presentation',
        keptFrom((stimulus) => (stimulus === 0 ? count - 1 : count)),
      );
      expect((await measure(nearly)).splitsDigest).toBe((await measure(target)).splitsDigest);
    });
  });

  it('takes its splits from the seed', async () => {
    const other = await internalConsistency.compare(undefined, target, {}, { ...context, seed: 2 });
    const score = await measure(target);
    expect(other.splitsDigest).not.toBe(score.splitsDigest);
    expect(other.value).not.toBe(score.value);
    expect((await measure(target, { splits: 3 })).raw.perSplit).toEqual(
      score.raw.perSplit!.slice(0, 3),
    );
  });

  it('reports each split and stops when interrupted', async () => {
    const events: ProgressEvent[] = [];
    const controller = new AbortController();
    const run = internalConsistency.compare(
      undefined,
      target,
      {},
      {
        seed: 1,
        signal: controller.signal,
        report(event) {
          events.push(event);
          if (event.done === 4) controller.abort();
        },
      },
    );
    await expect(run).rejects.toSatisfy((error) => isVentralError(error, 'INTERRUPTED'));
    expect(events.map(({ done, total, unit }) => `${done}/${total} ${unit}`)).toEqual([
      '1/10 splits',
      '2/10 splits',
      '3/10 splits',
      '4/10 splits',
    ]);
  });
});

describe('internal consistency refuses', () => {
  const stimuli = ['a', 'a', 'b', 'b', 'c', 'c'];
  const repeats = [0, 1, 0, 1, 0, 1];
  const responses = [[1], [2], [3], [4], [5], [6]];

  it.each<[string, Assembly, string, string]>([
    [
      'a single repetition',
      recordings(responses, [...'abcdef'], Array(6).fill(0)),
      'RESPONSES_INVALID',
      'the recordings hold 1 of the one and 6 of the other',
    ],
    [
      'a single stimulus',
      recordings(responses, Array(6).fill('a'), [0, 1, 2, 3, 4, 5]),
      'RESPONSES_INVALID',
      'the recordings hold 6 of the one and 1 of the other',
    ],
    [
      'a stimulus that was presented once',
      recordings([...responses, [7]], [...stimuli, 'd'], [...repeats, 1]),
      'RESPONSES_INVALID',
      `1 of 4 stimuli were presented once only, and cannot be in both halves of the repetitions; the first is 'd'.`,
    ],
    [
      'neuroids of which none varies',
      recordings(Array(6).fill([3]), stimuli, repeats),
      'RESPONSES_INVALID',
      `The score by 'internal_consistency' is NaN in split 1 of 10.`,
    ],
    [
      'infinite responses',
      recordings([[1], [2], [3], [Number.POSITIVE_INFINITY], [5], [6]], stimuli, repeats),
      'RESPONSES_INVALID',
      `The response of neuroid 'n0' to stimulus 'b' is Infinity.`,
    ],
    [
      'averaged recordings',
      createAssembly({
        dims: ['presentation', 'neuroid'],
        shape: [2, 1],
        values: Float64Array.of(1, 2),
        coords: { stimulus_id: { dim: 'presentation', values: ['a', 'b'] } },
      }),
      'SHAPE_MISMATCH',
      `no 'repetition'`,
    ],
    [
      'other dimensions',
      createAssembly({ dims: ['neuroid'], shape: [2], values: Float64Array.of(1, 2), coords: {} }),
      'SHAPE_MISMATCH',
      'not as [neuroid]',
    ],
  ])('%s', async (_, assembly, code, message) => {
    await expect(measure(assembly)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('no splits', async () => {
    await expect(measure(target, { splits: 0 })).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });
});
