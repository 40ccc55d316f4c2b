import { createAssembly, featureMatrix, selectAlong } from '@ventral/arrays';
import { defineMetric, type MatchedData, type MetricDescription } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

interface Options {
  readonly splits: number;
  readonly correction: 'none' | 'spearman-brown';
}

/** A metric that gives back the options it was handed. */
const echo = (
  options: NonNullable<MetricDescription<Options>['options']> = v.strictObject({
    splits: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 10),
    correction: v.optional(v.picklist(['none', 'spearman-brown']), 'none'),
  }),
) =>
  defineMetric({
    id: 'echo',
    title: 'Echo',
    better: 'higher',
    options,
    compare: (_data, chosen, { seed }) => ({ value: seed, notes: [JSON.stringify(chosen)] }),
  });

const source = featureMatrix(Float32Array.of(1, 2), ['a', 'b']);
const target = createAssembly({
  dims: ['presentation', 'neuroid'],
  shape: [2, 1],
  values: Float64Array.of(1, 2),
  coords: {
    stimulus_id: { dim: 'presentation', values: ['a', 'b'] },
    neuroid_id: { dim: 'neuroid', values: ['n'] },
  },
});
const context = createRunContext({ seed: 7 });

describe('defineMetric', () => {
  it('makes a frozen plugin of score version 1', () => {
    const metric = echo();
    expect(metric).toMatchObject({ kind: 'metric', apiVersion: 1, scoreVersion: 1, id: 'echo' });
    expect(Object.isFrozen(metric)).toBe(true);
  });

  it('fills in the options that are not given', async () => {
    const metric = echo();
    const score = await metric.compare(source, target, { splits: 3 }, context);
    expect(score.value).toBe(7);
    expect(JSON.parse(score.notes?.[0] as string)).toEqual({ splits: 3, correction: 'none' });
    const plain = await metric.compare(source, target, {}, context);
    expect(JSON.parse(plain.notes?.[0] as string)).toEqual({ splits: 10, correction: 'none' });
    const options = { splits: 10, correction: 'none' };
    expect(plain.metric).toEqual({ id: 'echo', scoreVersion: 1, options });
  });

  const loose = v.object({
    splits: v.optional(v.number(), 10),
    correction: v.optional(v.picklist(['none', 'spearman-brown']), 'none'),
  });
  it.each([
    ['strict', echo()],
    ['loose', echo(loose)],
  ])(
    'refuses an option that does not exist, whether its schema is %s or not',
    async (_, metric) => {
      const options = { split: 3 } as object;
      await expect(metric.compare(source, target, options, context)).rejects.toMatchObject({
        code: 'OPTION_INVALID',
        message: "The metric 'echo' has no option 'split'.",
        hint: "Did you mean 'splits'? See what it takes with: ventral info echo",
      });
    },
  );

  it.each([
    ['splits', 0, '>=1'],
    ['splits', 2.5, 'integer'],
    ['splits', '3', 'Expected number but received "3"'],
    ['splits', Number.NaN, 'NaN'],
    ['correction', 'spearman', '"spearman-brown"'],
  ])('refuses %s = %j and says what it may be', async (name, value, why) => {
    const comparison = echo().compare(source, target, { [name]: value }, context);
    await expect(comparison).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(`echo.${name} is not valid`),
      hint: expect.stringContaining('ventral info echo'),
    });
    await expect(comparison).rejects.toThrow(why);
  });

  it('names every option that cannot be used', async () => {
    const options = { splits: 0, correction: 'all' } as object;
    await expect(echo().compare(source, target, options, context)).rejects.toThrow(
      /echo\.splits .*; echo\.correction /,
    );
  });

  it('is broken with an option that has no default', async () => {
    const schema = v.object({ splits: v.number(), correction: v.picklist(['none']) });
    const comparison = echo(schema).compare(source, target, { splits: 1 }, context);
    await expect(comparison).rejects.toMatchObject({
      code: 'PLUGIN_BROKEN',
      message: expect.stringContaining("An option of 'echo' has no default: splits"),
    });
  });
});

describe('what a metric is given', () => {
  const given = async (
    features = source,
    recordings = target,
    compares: 'neuroids' | 'representations' = 'neuroids',
  ): Promise<MatchedData> => {
    let seen: MatchedData | undefined;
    const metric = defineMetric({
      ...{ id: 'look', title: 'Look', compares },
      better: 'higher',
      compare(data) {
        seen = data;
        return { value: 0 };
      },
    });
    await metric.compare(features, recordings, {}, context);
    return seen as MatchedData;
  };

  it('are features in the order of the responses, averaged over repetitions', async () => {
    const thrice = selectAlong(target, 'presentation', [1, 0, 1]);
    const { features, responses, recordings } = await given(source, thrice);
    expect(features.stimulusIds).toEqual(['b', 'a']);
    expect([...(await features.readColumns(0, 1))]).toEqual([2, 1]);
    expect(responses).toMatchObject({ stimulusIds: ['b', 'a'], shape: [2, 1] });
    expect([...responses.values]).toEqual([2, 1]);
    expect(recordings).toBe(thrice);
  });

  it('are the same features, object for object, each time', async () => {
    expect((await given()).features).toBe((await given()).features);
  });

  it('are features of exactly the stimuli that were recorded', async () => {
    const other = featureMatrix(Float32Array.of(1, 2, 3), ['a', 'b', 'c']);
    await expect(given(other)).rejects.toMatchObject({ code: 'STIMULI_MISMATCH' });
  });

  it('are neuroids that vary, unless representations are compared', async () => {
    const constant = createAssembly({ ...target, values: Float64Array.of(1, 1) });
    await expect(given(source, constant)).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining('respond the same'),
    });
    expect((await given(source, constant, 'representations')).responses.shape).toEqual([2, 1]);
  });

  it('is said of neuroids that were left out, and null is put in their places', async () => {
    const recordings = createAssembly({
      dims: ['presentation', 'neuroid'],
      shape: [2, 4],
      values: Float64Array.of(5, 1, Number.NaN, 3, 5, 2, Number.NaN, 4),
      coords: {
        stimulus_id: { dim: 'presentation', values: ['a', 'b'] },
        neuroid_id: { dim: 'neuroid', values: ['still', 'n1', 'lost', 'n3'] },
      },
    });
    const compare = (compares: 'neuroids' | 'representations') =>
      defineMetric({
        ...{ id: 'sum', title: 'Sum', better: 'higher', compares },
        compare: ({ responses, recordings: { shape } }) => ({
          value: shape[1] as number,
          perNeuroid: responses.values.subarray(0, responses.shape[1]),
          notes: ['Own.'],
        }),
      }).compare(source, recordings, {}, context);
    const lost =
      "1 of 4 neuroids were left out, because nothing was recorded of them (NaN throughout): 'lost'.";
    expect(await compare('neuroids')).toMatchObject({
      value: 2,
      raw: { perNeuroid: [null, 1, null, 3] },
      notes: [
        lost,
        "1 of 4 neuroids were left out, because they respond the same to all 2 stimuli: 'still'.",
        'Own.',
      ],
    });
    expect(await compare('representations')).toMatchObject({
      value: 3,
      raw: { perNeuroid: [5, 1, null, 3] },
      notes: [lost, 'Own.'],
    });
  });

  it('are no numbers that are none', async () => {
    const infinite = featureMatrix(Float32Array.of(1, Number.POSITIVE_INFINITY), ['a', 'b']);
    const { features } = await given(infinite);
    await expect(features.readColumns(0, 1)).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining("Feature 0 of stimulus 'b' is Infinity"),
    });
    const missing = createAssembly({ ...target, values: Float64Array.of(1, Number.NaN) });
    await expect(given(source, missing)).rejects.toMatchObject({ code: 'RESPONSES_INVALID' });
  });

  it('are source and target as they were, where they are something else', async () => {
    const metric = defineMetric({
      ...{ id: 'own', title: 'Own' },
      source: 'choices',
      better: 'lower',
      compareTarget: (choices, answers) => ({ value: Number(choices === answers) }),
    });
    const score = await metric.compare(target, target, {}, context);
    expect(score).toMatchObject({ value: 1, better: 'lower', metric: { id: 'own', options: {} } });
  });
});
