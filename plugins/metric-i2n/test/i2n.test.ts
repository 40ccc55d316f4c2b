import { readFileSync } from 'node:fs';
import { type Assembly, createAssembly, selectAlong } from '@ventral/arrays';
import { applyCeilingBySplit, type ProgressEvent } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import {
  i1,
  i1n,
  i2,
  i2n,
  imageDiscriminability,
  o1,
  o2,
  readTrials,
  responsesByProbability,
  type SignatureId,
  trialConsistency,
  withoutObjectMeans,
} from '@ventral/metric-i2n';
import { RandomState } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';

type Trial = [stimulus: string, sample: string, distractor: string, choice: string];

interface GoldenScore {
  readonly score: number;
  readonly per_split: number[];
  readonly error: number;
  readonly ceiling: number;
  readonly ceiling_per_split: number[];
  readonly ceiling_error: number;
  readonly ceiled: number;
}

// Brain-Score vision c642dbe; see the file.
const golden = JSON.parse(
  readFileSync(new URL('./fixtures/i2n.json', import.meta.url), 'utf8'),
) as Record<'i1' | 'i1n' | 'i2' | 'i2n', GoldenScore> & {
  readonly objects: string[];
  readonly images: string[];
  readonly truth: string[];
  readonly 'trials(stimulus,sample,dist,choice)': Trial[];
  readonly 'probabilities[image][object]': number[][];
  readonly source_dprimes_sorted_by_stimulus_then_choice: (number | null)[][];
};
const goldenTrials = golden['trials(stimulus,sample,dist,choice)'];
const metrics = { i1, i1n, i2, i2n, o1, o2 };
const context = createRunContext();

function trialsOf(trials: readonly Trial[]): Assembly {
  const label = (index: number) => ({
    dim: 'presentation',
    values: trials.map((trial) => trial[index] as string),
  });
  return createAssembly({
    dims: ['presentation'],
    shape: [trials.length],
    values: Float64Array.from(trials, ([, sample, , choice]) => Number(choice === sample)),
    coords: {
      stimulus_id: label(0),
      sample_obj: label(1),
      dist_obj: label(2),
      choice: label(3),
    },
  });
}

function probabilitiesOf(
  rows: readonly (readonly number[])[],
  images: readonly string[],
  choices: readonly string[],
): Assembly {
  return createAssembly({
    dims: ['presentation', 'choice'],
    shape: [rows.length, choices.length],
    values: Float64Array.from(rows.flat()),
    coords: {
      stimulus_id: { dim: 'presentation', values: images },
      choice: { dim: 'choice', values: choices },
    },
  });
}

const target = trialsOf(goldenTrials);
const source = probabilitiesOf(
  golden['probabilities[image][object]'],
  golden.images,
  golden.objects,
);

const compare = (id: SignatureId, options: Parameters<typeof i2n.compare>[2] = {}) =>
  metrics[id].compare(source, target, options, context);
const ceiling = (signature: SignatureId, trials: Assembly = target) =>
  trialConsistency.compare(undefined, trials, { signature }, context);

function expectNear(actual: number | undefined, expected: number): void {
  expect(Math.abs((actual as number) - expected)).toBeLessThan(1e-9);
}

function expectAllNear(actual: readonly number[] | undefined, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expectNear(actual?.[index], value);
}

describe('image-level signatures equal the reference', () => {
  it.each(['i1', 'i1n', 'i2', 'i2n'] as const)('%s in score, ceiling and both', async (id) => {
    const expected = golden[id];
    const score = await compare(id);
    expectNear(score.value, expected.score);
    expectNear(score.spread, expected.error);
    expectAllNear(score.raw.perSplit, expected.per_split);
    const best = await ceiling(id);
    expectNear(best.value, expected.ceiling);
    expectNear(best.spread, expected.ceiling_error);
    expectAllNear(best.raw.perSplit, expected.ceiling_per_split);
    const ceiled = applyCeilingBySplit(score, best, 'r/sqrt(c)');
    expectNear(ceiled.value, expected.ceiled);
    expect(ceiled).toMatchObject({
      ceiling: best.value,
      ceilingSpread: best.spread,
      ceilingConvention: 'r/sqrt(c)',
    });
  });

  it("in every d' of the source, without the means of objects", () => {
    const trials = readTrials(target);
    const rowOf = new Map(golden.images.map((image, row) => [image, row]));
    const sorted = trials.images.flatMap(
      (image) => golden['probabilities[image][object]'][rowOf.get(image) as number] as number[],
    );
    const responses = responsesByProbability(trials, Float64Array.from(sorted));
    const values = withoutObjectMeans(responses, imageDiscriminability(responses));
    const expected = golden.source_dprimes_sorted_by_stimulus_then_choice.flat();
    for (const [cell, value] of expected.entries()) {
      if (value === null) expect(values[cell]).toBeNaN();
      else expectNear(values[cell], value);
    }
  });
});

describe('object-level signatures equal NumPy and SciPy by the same definition', () => {
  it.each<[SignatureId, scores: number[], ceilings: number[]]>([
    ['o1', [-0.30616497019095823, -0.375522548413976], [0.7011601056918184, 0.02267216146985357]],
    ['o2', [-0.1620715616519037, -0.2329107855777124], [0.2626528757003147, -0.161576719849395]],
  ])('%s', async (id, scores, ceilings) => {
    expectAllNear((await compare(id)).raw.perSplit, scores);
    expectAllNear((await ceiling(id)).raw.perSplit, ceilings);
  });
});

describe('a behavioural score', () => {
  it('is plain JSON, the same every time, and leaves its inputs as they are', async () => {
    const before = [source.values.slice(), target.values.slice()];
    const score = await compare('i2n');
    expect(JSON.parse(JSON.stringify(score))).toEqual(score);
    expect(await compare('i2n')).toEqual(score);
    expect([source.values, target.values]).toEqual(before);
  });

  it('shares its halves with its ceiling, and takes them from its option seed', async () => {
    const score = await compare('i2n');
    const best = await ceiling('i2n');
    expect(best.splitsDigest).toBe(score.splitsDigest);
    const other = await compare('i2n', { seed: 1 });
    expect(other.splitsDigest).not.toBe(score.splitsDigest);
    expect(other.value).not.toBe(score.value);
    expect(() => applyCeilingBySplit(other, best, 'r/sqrt(c)')).toThrow('on other splits');
  });

  it('does not depend on the order of images and choices, or on choices never offered', async () => {
    const shuffled = selectAlong(
      selectAlong(source, 'presentation', new RandomState(3).permutation(24)),
      'choice',
      [3, 1, 0, 2],
    );
    const wider = createAssembly({
      ...shuffled,
      shape: [24, 5],
      values: Float64Array.from({ length: 24 * 5 }, (_, cell) =>
        cell % 5 === 4 ? 0.1 : (shuffled.values[Math.floor(cell / 5) * 4 + (cell % 5)] as number),
      ),
      coords: {
        ...shuffled.coords,
        choice: { dim: 'choice', values: [...(shuffled.coords.choice?.values ?? []), 'unicorn'] },
      },
    });
    const score = await i2n.compare(wider, target, {}, context);
    expectNear(score.value, golden.i2n.score);
  });

  it('averages the presentations of an image', async () => {
    const rows = golden['probabilities[image][object]'];
    const apart = [1.5, 0.5].flatMap((factor) =>
      rows.map((row) => row.map((p, object) => (object === 0 ? p * factor : p))),
    );
    const twice = probabilitiesOf(apart, [...golden.images, ...golden.images], golden.objects);
    expectNear((await i2n.compare(twice, target, {}, context)).value, golden.i2n.score);
  });

  it('reports each split and stops when interrupted', async () => {
    const events: ProgressEvent[] = [];
    const controller = new AbortController();
    const run = i2n.compare(
      source,
      target,
      {},
      {
        seed: 1,
        signal: controller.signal,
        report(event) {
          events.push(event);
          controller.abort();
        },
      },
    );
    await expect(run).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(events).toEqual([{ task: 'Comparing choices', done: 1, total: 2, unit: 'splits' }]);
  });
});

describe("the model's own reliability", () => {
  const rows = golden['probabilities[image][object]'];

  function presented(times: number, noise: number): Assembly {
    const random = new RandomState(5);
    const noisy = Array.from({ length: times }, () =>
      rows.map((row) => row.map((p) => p * Math.exp(noise * random.standardNormal()))),
    ).flat();
    const images = Array.from({ length: times }, () => golden.images).flat();
    return probabilitiesOf(noisy, images, golden.objects);
  }

  it('is 1 for a model that always answers the same', async () => {
    const score = await i2n.compare(presented(4, 0), target, { sourceReliability: true }, context);
    expectNear(score.value, golden.i2n.score);
  });

  it('makes up for noise', async () => {
    const run = (times: number, sourceReliability: boolean) =>
      i2n.compare(presented(times, 1), target, { sourceReliability }, context);
    const halves = await run(10, true);
    const whole = await run(10, false);
    expect(Math.abs(halves.value)).toBeGreaterThan(Math.abs(whole.value));
    expect(halves.value).toBeLessThan(0);
  });

  it('needs several presentations of every image', async () => {
    await expect(compare('i2n', { sourceReliability: true })).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining(`The model saw the image 'im00' once`),
    });
  });
});

describe('values that too few trials leave undefined', () => {
  // In one half or the other, some image is never shown with some alternative.
  const sparse = trialsOf(goldenTrials.slice(0, 300));

  it('are an error in a ceiling, or left out where asked for', async () => {
    await expect(ceiling('i2n', sparse)).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringMatching(/leaves d' of image 'im\d\d' against '\w+' undefined/),
      hint: expect.stringContaining('skipUndefined'),
    });
    const options = { skipUndefined: true };
    const score = await trialConsistency.compare(undefined, sparse, options, context);
    expect(score.value).toBeGreaterThan(-1);
    expect(score.notes).toEqual([expect.stringMatching(/^\d+ values of d' in 2 splits/)]);
  });

  it('do not matter where only people leave them undefined', async () => {
    const score = await i2n.compare(source, sparse, {}, context);
    expect(score.notes).toBeUndefined();
  });
});

describe('behavioural comparison refuses', () => {
  const trials: Trial[] = [
    ['a', 'cat', 'dog', 'cat'],
    ['b', 'dog', 'cat', 'cat'],
  ];
  const all = golden.objects;

  it.each<[string, Assembly, Assembly, string, string]>([
    [
      'a choice that was not offered',
      source,
      trialsOf([...trials, ['a', 'cat', 'dog', 'owl']]),
      'RESPONSES_INVALID',
      `In trial 2 of 3, 'owl' was chosen between 'cat' and 'dog'`,
    ],
    [
      'an image of two objects',
      source,
      trialsOf([...trials, ['a', 'dog', 'cat', 'cat']]),
      'RESPONSES_INVALID',
      `The image 'a' is said to show both 'cat' and 'dog'`,
    ],
    [
      'an object that is never shown',
      source,
      trialsOf([...trials, ['a', 'cat', 'owl', 'cat']]),
      'RESPONSES_INVALID',
      '1 of 3 objects were offered but are on no image: owl',
    ],
    [
      'trials of other dimensions',
      source,
      source,
      'SHAPE_MISMATCH',
      'as [presentation], not as [presentation, choice]',
    ],
    [
      'trials without labels',
      source,
      createAssembly({ ...target, coords: { stimulus_id: target.coords.stimulus_id! } }),
      'SHAPE_MISMATCH',
      `no coordinate 'sample_obj'`,
    ],
    [
      'probabilities of other dimensions',
      target,
      target,
      'SHAPE_MISMATCH',
      'as [presentation, choice], not as [presentation]',
    ],
    [
      'an object without probabilities',
      selectAlong(source, 'choice', [0, 1, 2]),
      target,
      'SHAPE_MISMATCH',
      '1 of 4 objects of the trials have no probabilities (zebra)',
    ],
    [
      'missing images',
      selectAlong(source, 'presentation', [0, 1, 2, 3]),
      target,
      'STIMULI_MISMATCH',
      '20 of 24 images in the trials have no probabilities',
    ],
    [
      'other images',
      probabilitiesOf([[0.1, 0.2, 0.3, 0.4]], ['elsewhere'], all),
      trialsOf(trials),
      'STIMULI_MISMATCH',
      `2 of 2 images in the trials have no probabilities ('a', 'b'); 1 images with probabilities are in no trial ('elsewhere')`,
    ],
    [
      'a negative probability',
      probabilitiesOf(
        [
          [-0.1, 0.2, 0.3, 0.4],
          [0, 1, 0, 0],
        ],
        ['a', 'b'],
        all,
      ),
      trialsOf(trials),
      'RESPONSES_INVALID',
      `The probability of 'cat' for the image 'a' is -0.1`,
    ],
    [
      'two probabilities of an object',
      probabilitiesOf(
        [
          [0.1, 0.5, 0.3, 0.4],
          [0, 1, 0, 0],
        ],
        ['a', 'b'],
        [...all.slice(0, -1), all[0] as string],
      ),
      trialsOf(trials),
      'SHAPE_MISMATCH',
      `several probabilities of '${all[0]}'`,
    ],
    [
      'too few trials to correlate anything',
      probabilitiesOf(
        [
          [0.1, 0.2, 0.3, 0.4],
          [0.5, 0.2, 0.3, 0.1],
        ],
        ['a', 'b'],
        all,
      ),
      trialsOf(trials),
      'RESPONSES_INVALID',
      "No correlation is defined over 0 values of d'",
    ],
    [
      'an image that a model is sure shows neither alternative',
      probabilitiesOf(
        [[0, 0, 0.5, 0.5], ...golden['probabilities[image][object]'].slice(1)],
        golden.images,
        all,
      ),
      target,
      'RESPONSES_INVALID',
      `leaves d' of image 'im00' against 'dog' undefined`,
    ],
  ])('%s', async (_, from, to, code, message) => {
    await expect(i2n.compare(from, to, {}, context)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('a ceiling that is not above zero', async () => {
    const score = await compare('i2n');
    const none = { ...score, raw: { ...score.raw, perSplit: [0.5, -0.1] } };
    expect(() => applyCeilingBySplit(score, none, 'r/sqrt(c)')).toThrow(
      'The ceiling of one split is -0.1',
    );
  });
});
