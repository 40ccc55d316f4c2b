import { createAssembly, featureMatrix } from '@ventral/arrays';
import { defineMetric } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

interface Options {
  readonly splits: number;
  readonly correction: 'none' | 'spearman-brown';
}

/** A metric that gives back the options it was handed. */
const echo = (
  schema: v.GenericSchema<unknown, Options> = v.strictObject({
    splits: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 10),
    correction: v.optional(v.picklist(['none', 'spearman-brown']), 'none'),
  }),
) =>
  defineMetric<Options>({
    id: 'echo',
    title: 'Echo',
    source: 'features',
    better: 'higher',
    options: schema,
    async compare(_source, _target, options, { seed }) {
      return { value: seed, better: 'higher', raw: { value: 0 }, notes: [JSON.stringify(options)] };
    },
  });

const source = featureMatrix(Float32Array.of(1, 2), ['a', 'b']);
const target = createAssembly({
  dims: ['presentation', 'neuroid'],
  shape: [2, 1],
  values: Float64Array.of(1, 2),
  coords: {},
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

  it('refuses to be made with an option that has no default', () => {
    const schema = v.strictObject({ splits: v.number(), correction: v.picklist(['none']) });
    expect(() => echo(schema)).toThrow('splits');
  });
});
