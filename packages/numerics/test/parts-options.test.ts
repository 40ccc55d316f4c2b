import { partsOptions } from '@ventral/numerics';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

describe('options of parts', () => {
  it('are ten parts of nine tenths, of all stimuli, unless given', () => {
    expect(v.parse(partsOptions, {})).toEqual({ splits: 10, testSize: 0.9, stratification: null });
    const given = { splits: 1, testSize: 0.25, stratification: 'object_name' };
    expect(v.parse(partsOptions, given)).toEqual(given);
  });

  it.each([
    { splits: 0 },
    { splits: 2.5 },
    { testSize: 0 },
    { testSize: 1 },
    { stratification: 3 },
    { trainSize: 0.5 },
  ])('cannot be %o', (options) => {
    const result = v.safeParse(partsOptions, options);
    expect(result.issues?.map((issue) => v.getDotPath(issue))).toEqual(Object.keys(options));
  });
});
