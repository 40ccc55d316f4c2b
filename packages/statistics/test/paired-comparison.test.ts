import {
  benjaminiHochberg,
  comparePaired,
  correctedResampledT,
  correlationInterval,
  decodeReplicates,
  encodeReplicates,
  fisherInterval,
  holm,
  replicatesOf,
  signFlipTest,
  type UncertainScore,
} from '@ventral/statistics';
import { describe, expect, it } from 'vitest';
import { openRandomStream, type RandomStream } from '../src/random-stream.ts';

const refuses = (code: string) => expect.objectContaining({ code });

/** A score with replicates about its value, as one plan draws them. */
function makeScore(
  value: number,
  axes: Readonly<Record<string, readonly number[]>>,
  units: Readonly<Record<string, number>>,
  plan = 'a'.repeat(64),
): UncertainScore {
  const replicates = Object.fromEntries(
    Object.entries(axes).map(([axis, values]) => [axis, encodeReplicates(values)]),
  );
  return { value, uncertainty: { plan, units, replicates } };
}

describe('replicates', () => {
  it('are written and read as float32, NaN included', () => {
    const values = [0, -0.5, Number.NaN, 1 / 3, 3e38];
    expect([...decodeReplicates(encodeReplicates(values))]).toEqual(values.map(Math.fround));
    expect(encodeReplicates([1, 0.5])).toBe(
      Buffer.from(new Float32Array([1, 0.5]).buffer).toString('base64'),
    );
  });

  it.each([
    '',
    'AAAA',
    'AACAPw=',
    'AACA Pw==',
    'AACAP$==',
    'AACAfw==',
    'AACAPwAAgD8='.slice(0, 10),
  ])('that are damaged are refused: %o', (text) => {
    expect(() => decodeReplicates(text)).toThrow(refuses('RECORD_INVALID'));
  });

  it('beyond float32 are not written', () => {
    for (const value of [Number.POSITIVE_INFINITY, 1e39]) {
      expect(() => encodeReplicates([value])).toThrow(refuses('RESPONSES_INVALID'));
    }
  });

  it('of a mean are the mean of those of its parts', () => {
    const both = makeScore(
      0.5,
      { stimuli: [0.25, 0.75], neuroids: [0.5, 1], all: [0, 1] },
      { stimuli: 9, neuroids: 4 },
    );
    const one = makeScore(0.25, { stimuli: [0.5, 0.5] }, { stimuli: 7 }, 'b');
    const mean = { value: 0.375, parts: { both, one } };
    expect(replicatesOf(mean)).toEqual({
      value: 0.375,
      plan: `both: ${'a'.repeat(64)}; one: b`,
      units: { stimuli: 7, neuroids: 4 },
      replicates: {
        stimuli: Float64Array.of(0.375, 0.625),
        neuroids: Float64Array.of(0.375, 0.625),
        all: Float64Array.of(0.25, 0.75),
      },
    });
    const stated = { plan: 'c', units: { stimuli: 16, neuroids: 4 } };
    expect(replicatesOf({ ...mean, uncertainty: stated })).toMatchObject(stated);
    // A mean of means.
    expect(replicatesOf({ value: 0.375, parts: { mean } })?.replicates).toEqual(
      replicatesOf(mean)?.replicates,
    );
  });

  it('are missing where the score or a part has none', () => {
    const one = makeScore(0.25, { stimuli: [0.5, 0.5] }, { stimuli: 7 });
    expect(replicatesOf({ value: 1 })).toBeUndefined();
    expect(replicatesOf({ value: 1, parts: {} })).toBeUndefined();
    expect(replicatesOf({ value: 1, parts: { one, other: { value: 1 } } })).toBeUndefined();
  });

  it('that differ in number are refused', () => {
    const uneven = makeScore(0, { stimuli: [1, 2], neuroids: [1] }, { stimuli: 2, neuroids: 2 });
    expect(() => replicatesOf(uneven)).toThrow(refuses('RECORD_INVALID'));
  });
});

describe('comparePaired', () => {
  const draws = [-2, -1, 0, 1, 2].map((step) => step / 16);
  const a = makeScore(0.5, { stimuli: draws.map((draw) => 0.5 + draw) }, { stimuli: 10 });
  const b = makeScore(0.25, { stimuli: draws.map((draw) => 0.25 + 3 * draw) }, { stimuli: 10 });

  it('gives difference, error, interval and p, the opposite for the opposite order', () => {
    const there = comparePaired(a, b);
    // The differences vary as 2 * draws do: variance 4 * 2.5 / 256, times 10 / 9.
    const standardError = Math.sqrt((4 * 2.5) / 256 / 0.9);
    expect(there).toEqual({
      difference: 0.25,
      standardError: expect.closeTo(standardError, 12),
      interval: [
        expect.closeTo(0.25 - 2.2621571627982053 * standardError, 9),
        expect.closeTo(0.25 + 2.2621571627982053 * standardError, 9),
      ],
      p: expect.closeTo(0.2605, 3),
      degreesOfFreedom: 9,
    });
    const back = comparePaired(b, a);
    if (!('p' in there) || !('p' in back)) throw new Error('Both have a p.');
    expect(back.p).toBe(there.p);
    expect(back.difference).toBe(-there.difference);
    expect(back.interval).toEqual(there.interval.map((bound) => -bound).toReversed());
  });

  it('corrects for both axes by the dual bootstrap, and takes the fewest units', () => {
    const zero = [0, 0, 0, 0, 0];
    const units = { stimuli: 300, neuroids: 60 };
    const none = makeScore(0, { stimuli: zero, neuroids: zero, all: zero }, units);
    const [stimuli, neuroids, all] = [0.5, 0.5, 0.8].map((scale) => draws.map((x) => scale * x));
    const result = comparePaired(makeScore(0.1, { stimuli, neuroids, all } as never, units), none);
    const [single, both] = [2.5 / 1024, (2.5 / 256) * 0.64];
    const [n, q] = [300 / 299, 60 / 59];
    const variance = (n + q) * single - n * q * (both - 2 * single);
    expect(result).toMatchObject({
      standardError: expect.closeTo(Math.sqrt(variance), 8),
      degreesOfFreedom: 59,
    });
  });

  it('calls a score and itself a tie', () => {
    expect(comparePaired(a, a)).toMatchObject({ difference: 0, standardError: 0, p: 1 });
  });

  it.each([
    ['other plans', makeScore(1, { stimuli: draws }, { stimuli: 10 }, 'b'), /different plans/],
    ['no replicates', { value: 1 }, /has no replicates/],
    [
      'none, with the reason',
      { value: 1, uncertainty: { unavailable: 'It is one number of a paper.' } },
      /one number of a paper/,
    ],
    ['other axes', makeScore(1, { subjects: draws }, { subjects: 10 }), /different axes/],
    ['other counts', makeScore(1, { stimuli: draws.slice(1) }, { stimuli: 10 }), /5 and 4/],
    ['no spread', makeScore(1, { stimuli: draws }, { stimuli: 10 }), /same in every replicate/],
    [
      'gaps',
      makeScore(1, { stimuli: [1, Number.NaN, Number.NaN, Number.NaN, 2] }, { stimuli: 10 }),
      /in 2 of 5 replicates/,
    ],
  ])('gives the difference and a reason for %s', (_, other, reason) => {
    const first = makeScore(0.5, { stimuli: draws }, { stimuli: 10 });
    const result = comparePaired(first, other);
    expect(result).toEqual({
      difference: 0.5 - other.value,
      unavailable: expect.stringMatching(reason),
    });
  });

  it('gives a reason for a single unit', () => {
    const alone = makeScore(0.5, { neuroids: draws }, { neuroids: 1 });
    expect(comparePaired(alone, alone)).toMatchObject({
      unavailable: expect.stringMatching(/Only 1 of the axis 'neuroids'/),
    });
  });

  it('refuses damaged replicates', () => {
    const uncertainty = { plan: 'a', units: { stimuli: 10 }, replicates: { stimuli: 'AAA' } };
    expect(() => comparePaired(a, { value: 1, uncertainty })).toThrow(refuses('RECORD_INVALID'));
  });

  it('finds at most 6.5 % of equally good models to differ, and most of truly different ones', () => {
    const random = openRandomStream(5);
    const share = (shift: number, worlds: number) => {
      let found = 0;
      for (let world = 0; world < worlds; world++) {
        const result = comparePaired(...simulate(random, shift));
        if (!('p' in result)) throw new Error(result.unavailable);
        if (result.p < 0.05) found += 1;
      }
      return found / worlds;
    };
    expect(share(0, 400)).toBeLessThanOrEqual(0.065);
    expect(share(0.6, 100)).toBeGreaterThan(0.6);
  });
});

/** Two models on new stimuli and new sites, the first better by `shift`; resampled by one plan. */
function simulate(random: RandomStream, shift: number): [UncertainScore, UncertainScore] {
  const [stimuli, sites, replicates] = [30, 16, 150];
  const normals = (count: number) => Array.from({ length: count }, () => random.normal());
  const models = [shift, 0].map((level) => {
    const [ofStimulus, ofSite] = [normals(stimuli), normals(sites)];
    return ofStimulus.map((x) => ofSite.map((y) => level + 0.5 * x + 0.5 * y + random.normal()));
  });
  const pick = (count: number) =>
    Math.min(
      count - 1,
      Math.floor((Math.atan2(random.normal(), random.normal()) / Math.PI / 2 + 0.5) * count),
    );
  const draw = (count: number) =>
    Array.from({ length: replicates }, () => Array.from({ length: count }, () => pick(count)));
  const [drawnStimuli, drawnSites] = [draw(stimuli), draw(sites)];
  const all = (count: number) => Array.from({ length: count }, (_, unit) => unit);
  const meanOf = (values: number[][], rows: number[], columns: number[]) =>
    rows.reduce(
      (sum, row) => sum + columns.reduce((s, column) => s + values[row]![column]!, 0),
      0,
    ) /
    rows.length /
    columns.length;
  const units = { stimuli, neuroids: sites };
  return models.map((values) =>
    makeScore(
      meanOf(values, all(stimuli), all(sites)),
      {
        stimuli: drawnStimuli.map((rows) => meanOf(values, rows, all(sites))),
        neuroids: drawnSites.map((columns) => meanOf(values, all(stimuli), columns)),
        all: drawnStimuli.map((rows, index) => meanOf(values, rows, drawnSites[index]!)),
      },
      units,
    ),
  ) as [UncertainScore, UncertainScore];
}

describe('what is no number', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY])('is refused: %d', (value) => {
    const values = [0.1, value, 0.2];
    for (const test of [
      () => signFlipTest(values),
      () => correctedResampledT(values, { testSize: 1, trainSize: 9 }),
      () => holm(values),
      () => benjaminiHochberg(values),
      () => correlationInterval(values, [1, 2, 3]),
      () => correlationInterval([1, 2, 3], values),
    ]) {
      expect(test).toThrow(refuses('RESPONSES_INVALID'));
    }
    expect(() => fisherInterval(value, 0.1)).toThrow(refuses('OPTION_INVALID'));
  });

  it('nor is nothing, or what cannot be paired or split', () => {
    expect(() => signFlipTest([])).toThrow(refuses('RESPONSES_INVALID'));
    expect(() => correctedResampledT([1], { testSize: 1, trainSize: 9 })).toThrow(
      refuses('SHAPE_MISMATCH'),
    );
    expect(() => correctedResampledT([1, 2], { testSize: 1, trainSize: 0 })).toThrow(
      refuses('OPTION_INVALID'),
    );
    expect(() => correlationInterval([1], [])).toThrow(refuses('SHAPE_MISMATCH'));
    expect(() => holm([1.1])).toThrow(refuses('RESPONSES_INVALID'));
    expect(() => fisherInterval(1.1, 0.1)).toThrow(refuses('OPTION_INVALID'));
    expect(() =>
      signFlipTest(
        Array.from({ length: 21 }, () => 1),
        { seed: -1 },
      ),
    ).toThrow(refuses('OPTION_INVALID'));
  });
});
