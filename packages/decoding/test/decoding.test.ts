import { selectAlong } from '@ventral/arrays';
import {
  type DecoderName,
  decodeAcrossTime,
  decodeInvariance,
  decodePopulation,
  decoders,
  drawPopulation,
  reliabilityOverTime,
  slideWindows,
  sumWindows,
  withoutNeuroids,
} from '@ventral/decoding';
import { describe, expect, it } from 'vitest';
import { recordKnown } from './known-populations.ts';

const names = Object.keys(decoders) as DecoderName[];
const known = {
  ...{ neuroids: 20, classes: 4, positions: 3, repetitions: 8, bins: 3, seed: 1 },
  signal: [0, 1, 0.3],
};
const recordings = recordKnown(known);
const design = { label: 'object_name', position: 'position' };

/** The code of what is thrown, and what it says. */
async function thrown(work: () => unknown): Promise<{ code?: string; message: string }> {
  try {
    await work();
  } catch (error) {
    return error as { code?: string; message: string };
  }
  throw new Error('nothing was thrown');
}

describe.each(names)('%s', (decoder) => {
  it('tells classes as well as the neuroids allow, and by chance where they say nothing', async () => {
    const decoded = await decodePopulation(drawPopulation(recordings, design), { decoder });
    const [nothing, much, little] = decoded.map(({ accuracy }) => accuracy);
    expect(nothing).toBeGreaterThan(0.05);
    expect(nothing).toBeLessThan(0.45);
    expect(much).toBeGreaterThan(0.95);
    expect(little).toBeGreaterThan(nothing!);
    expect(little).toBeLessThan(much!);
    for (const { accuracy, byFold, confusion } of decoded) {
      const tests = confusion.flat().reduce((sum, count) => sum + count, 0);
      const right = confusion.reduce((sum, row, label) => sum + row[label]!, 0);
      expect(tests).toBe(4 * 3 * 8);
      expect(accuracy).toBeCloseTo(right / tests, 12);
      expect(byFold).toHaveLength(8);
    }
  });

  it('is given nothing of what it is tested on', async () => {
    // Every class is one that was seen in training if any test leaks: noise alone is told by nothing else.
    const noise = recordKnown({ ...known, neuroids: 200, repetitions: 2, bins: 1, signal: [0] });
    const [decoded] = await decodePopulation(drawPopulation(noise, design), { decoder });
    expect(decoded!.accuracy).toBeLessThan(0.6);
  });

  it('says the same whatever the unit and the offset of each neuroid', async () => {
    const population = drawPopulation(recordings, design);
    const values = population.values.map((value, cell) => 1e6 + (value * 1000) / ((cell % 20) + 1));
    const [, first] = await decodePopulation(population, { decoder });
    const [, second] = await decodePopulation({ ...population, values }, { decoder });
    expect(second!.confusion).toEqual(first!.confusion);
  });

  it('takes neuroids that never respond, or only once, for what they are', async () => {
    const population = drawPopulation(recordings, design);
    const values = population.values.slice();
    for (let cell = 0; cell < values.length; cell += 20) {
      values[cell] = 0.1;
      values[cell + 1] = 0;
    }
    values[1] = 1;
    const decoded = await decodePopulation({ ...population, values }, { decoder });
    for (const { accuracy } of decoded) expect(Number.isFinite(accuracy)).toBe(true);
    expect(decoded[1]!.accuracy).toBeGreaterThan(0.9);
  });
});

describe('a position that was not learnt at', () => {
  it('costs nothing where neuroids do not care for it, and all where they care for nothing else', async () => {
    const invariant = await decodeInvariance(drawPopulation(recordings, design));
    expect(invariant.accuracy[1]).toBeGreaterThan(0.9);
    const bound = recordKnown({ ...known, ofPosition: 20, signal: [0.2, 0.2, 0.2] });
    const population = drawPopulation(bound, design);
    const [known1] = await decodePopulation(population);
    const { accuracy, byPosition, byFold } = await decodeInvariance(population);
    expect(known1!.accuracy).toBeGreaterThan(0.9);
    expect(accuracy[0]).toBeLessThan(0.6);
    expect(byPosition).toHaveLength(3);
    expect(byFold[0]!.reduce((sum, one) => sum + one, 0) / 8).toBeCloseTo(accuracy[0]!, 12);
  });

  it('needs a second one', async () => {
    const one = drawPopulation(recordings, { label: 'object_name' });
    expect((await thrown(() => decodeInvariance(one))).code).toBe('OPTION_INVALID');
    const there = drawPopulation(recordings, design);
    const { code } = await thrown(() => decodePopulation(there, { trainAt: [3] }));
    expect(code).toBe('OPTION_INVALID');
  });
});

describe('decoding across time', () => {
  it('has on its diagonal what is decoded in each bin', async () => {
    const population = drawPopulation(recordings, design);
    const shares = await decodeAcrossTime(population);
    const decoded = await decodePopulation(population);
    for (const [bin, { accuracy }] of decoded.entries()) {
      expect(shares[bin]![bin]).toBeCloseTo(accuracy, 12);
    }
    // The same class means in both bins.
    expect(shares[1]![2]).toBeGreaterThan(decoded[0]!.accuracy);
  });
});

describe('a population', () => {
  it('follows from its seed', () => {
    const of = (seed?: number) => drawPopulation(recordings, { ...design, seed }).values;
    expect(of(3)).toEqual(of(3));
    expect(of(3)).not.toEqual(of(4));
    expect(of()).not.toEqual(of(3));
  });

  it('has the same presentation for all neuroids where they go together, and else not', () => {
    const { values, shape } = recordings;
    const rowsOf = (first: (neuroid: number) => number) =>
      Array.from({ length: 20 }, (_, neuroid) => {
        const wanted = first(neuroid);
        for (let row = 0; row < shape[0]!; row++) {
          if (values[(row * 20 + neuroid) * 3] === wanted) return row;
        }
        return -1;
      });
    const together = drawPopulation(recordings, { ...design, seed: 1, together: true });
    expect(new Set(rowsOf((neuroid) => together.values[neuroid]!)).size).toBe(1);
    const apart = drawPopulation(recordings, { ...design, seed: 1 });
    expect(new Set(rowsOf((neuroid) => apart.values[neuroid]!)).size).toBeGreaterThan(1);
  });

  it('leaves out neuroids without any recording, and trials that one has not', () => {
    const values = recordings.values.slice();
    for (let row = 0; row < 96; row++) values[(row * 20 + 4) * 3] = Number.NaN;
    values[(0 * 20 + 7) * 3 + 2] = Number.NaN;
    const holed = { ...recordings, values };
    const apart = drawPopulation(holed, design);
    expect(apart.neuroidIds).not.toContain('n4');
    expect([apart.neuroidIds.length, apart.examples]).toEqual([19, 7]);
    expect(drawPopulation(holed, { ...design, together: true }).examples).toBe(7);
    expect(apart.values.every(Number.isFinite)).toBe(true);
  });

  it('without some of its neuroids is that of the others', async () => {
    const odd = withoutNeuroids(drawPopulation(recordings, design), (one) => one % 2 === 0);
    const others = selectAlong(
      recordings,
      'neuroid',
      Array.from({ length: 10 }, (_, index) => 2 * index + 1),
    );
    expect(odd).toEqual(drawPopulation(others, design));
  });

  it.each([
    [
      'one class',
      () => selectAlong(recordings, 'presentation', [0, 1, 2]),
      'nothing to tell apart',
    ],
    [
      'a class with one trial',
      () =>
        selectAlong(
          recordings,
          'presentation',
          [...Array(96).keys()].filter((row) => row === 0 || row > 7),
        ),
      "one example of object_name 'object 0' at 'position 0' of neuroid 'n0'",
    ],
    [
      'a class that is not shown at a position',
      () =>
        selectAlong(
          recordings,
          'presentation',
          [...Array(96).keys()].filter((row) => row > 7),
        ),
      "no examples of object_name 'object 0' at 'position 0'",
    ],
    [
      'nothing recorded',
      () => ({ ...recordings, values: recordings.values.map(() => Number.NaN) }),
      'Nothing was recorded',
    ],
  ])('is refused with %s', async (_, make, says) => {
    const { code, message } = await thrown(() => drawPopulation(make(), design));
    expect([code, message]).toEqual(['RESPONSES_INVALID', expect.stringContaining(says)]);
  });

  it('is refused with labels that there are not, more examples or folds than there are', async () => {
    expect(await thrown(() => drawPopulation(recordings, { label: 'neuroid_id' }))).toMatchObject({
      code: 'SHAPE_MISMATCH',
      hint: expect.stringContaining('object_name, position'),
    });
    for (const examples of [1, 2.5, 9, Number.NaN]) {
      const { code } = await thrown(() => drawPopulation(recordings, { ...design, examples }));
      expect(code).toBe('OPTION_INVALID');
    }
    const population = drawPopulation(recordings, design);
    for (const folds of [1, 2.5, 9, Number.NaN]) {
      const { code } = await thrown(() => decodePopulation(population, { folds }));
      expect(code).toBe('OPTION_INVALID');
    }
    const turned = { ...recordings, dims: ['neuroid', 'presentation', 'time_bin'] };
    expect((await thrown(() => drawPopulation(turned, design))).code).toBe('SHAPE_MISMATCH');
  });
});

describe('windows', () => {
  it('slide by a step, as long as they fit', () => {
    expect(slideWindows(recordings, { width: 20, step: 10 })).toEqual([
      { start: 0, end: 20 },
      { start: 10, end: 30 },
    ]);
    expect(slideWindows(recordings, { width: 10, step: 20, from: 10 })).toEqual([
      { start: 10, end: 20 },
    ]);
  });

  it('sum their bins', () => {
    const { shape, values, coords } = sumWindows(recordings, [{ start: 10, end: 30 }]);
    expect(shape).toEqual([96, 20, 1]);
    expect(coords.time_bin_end?.values).toEqual([30]);
    expect(values[7]).toBe(recordings.values[22]! + recordings.values[23]!);
  });

  it.each([
    ['outside the recording', { width: 10, step: 10, from: -10 }],
    ['outside the recording at its end', { width: 10, step: 10, to: 40 }],
    ['wider than it', { width: 40, step: 10 }],
    ['of no width', { width: 0, step: 10 }],
    ['without a step', { width: 10, step: Number.NaN }],
  ])('%s are refused', async (_, windows) => {
    expect((await thrown(() => slideWindows(recordings, windows))).code).toBe('OPTION_INVALID');
  });

  it('that cut a bin, or lie outside the recording, are refused', async () => {
    for (const window of [
      { start: 5, end: 20 },
      { start: 10, end: 25 },
      { start: 20, end: 40 },
      { start: 10, end: 10 },
    ]) {
      const { code } = await thrown(() => sumWindows(recordings, [window]));
      expect(code).toBe('OPTION_INVALID');
    }
    const gap = selectAlong(recordings, 'time_bin', [0, 2]);
    const { code } = await thrown(() => sumWindows(gap, [{ start: 0, end: 30 }]));
    expect(code).toBe('OPTION_INVALID');
  });
});

describe('reliability', () => {
  it('is high where signal is, about 0 where there is none, and needs repetitions', async () => {
    const { median, corrected, neuroids } = reliabilityOverTime(recordings);
    expect(median[1]).toBeGreaterThan(0.6);
    expect(Math.abs(median[0]!)).toBeLessThan(0.3);
    expect(corrected[1]).toBeGreaterThan(median[1]!);
    expect(neuroids).toEqual([20, 20, 20]);
    const once = selectAlong(recordings, 'presentation', [0, 8, 16, 24]);
    expect(await thrown(() => reliabilityOverTime(once))).toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining('no repetitions'),
    });
  });
});

describe('an interruption', () => {
  it('ends a decoding', async () => {
    const signal = AbortSignal.abort();
    const { code } = await thrown(() =>
      decodePopulation(drawPopulation(recordings, design), { signal }),
    );
    expect(code).toBe('INTERRUPTED');
  });
});
