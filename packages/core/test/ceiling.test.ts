import {
  applyCeiling,
  applyCeilingBySplit,
  type CeilingConvention,
  type Score,
} from '@ventral/core';
import { describe, expect, it } from 'vitest';

const conventions: readonly CeilingConvention[] = ['raw', 'r/c', '(r/c)^2', 'r^2/c', 'r/sqrt(c)'];

describe('applyCeiling', () => {
  // r = 0.6 with error 0.03, c = 0.8: the error is multiplied by the slope at r.
  it.each<[CeilingConvention, value: number, error: number]>([
    ['raw', 0.6, 0.03],
    ['r/c', 0.75, 0.0375],
    ['(r/c)^2', 0.5625, 0.05625],
    ['r^2/c', 0.45, 0.045],
    ['r/sqrt(c)', 0.6708203932499369, 0.03354101966249685],
  ])('relates by %s', (convention, value, error) => {
    const raw = { value: 0.6, spread: 0.03, perSplit: [0.57, 0.63], perNeuroid: [0.6, null] };
    const score = applyCeiling(raw, { value: 0.8, spread: 0.02 }, convention);
    expect(score).toEqual({
      value: expect.closeTo(value, 12),
      spread: expect.closeTo(error, 12),
      ceiling: 0.8,
      ceilingSpread: 0.02,
      ceilingConvention: convention,
      raw,
    });
  });

  it.each<[CeilingConvention, value: number]>([
    ['raw', -0.6],
    ['r/c', -0.75],
    ['(r/c)^2', -0.5625],
    ['r^2/c', -0.45],
    ['r/sqrt(c)', -0.6708203932499369],
  ])('keeps the sign of an anti-correlation by %s, and errors positive', (convention, value) => {
    const score = applyCeiling({ value: -0.6, spread: 0.03 }, { value: 0.8 }, convention);
    expect(score.value).toBeCloseTo(value, 12);
    expect(score.spread).toBeGreaterThan(0);
  });

  it.each(conventions)('states no error where there is none, by %s', (convention) => {
    const score = applyCeiling({ value: 0.6 }, { value: 0.8 }, convention);
    expect(score).not.toHaveProperty('error');
    expect(score).not.toHaveProperty('ceilingSpread');
  });

  it('lets a score exceed its ceiling', () => {
    expect(applyCeiling({ value: 0.9 }, { value: 0.6 }, 'r/c').value).toBeCloseTo(1.5, 12);
  });

  it.each([0, -0.1, Number.NaN])('refuses to divide by a ceiling of %d', (value) => {
    for (const convention of conventions.filter((name) => name !== 'raw')) {
      expect(() => applyCeiling({ value: 0.5 }, { value }, convention)).toThrow(
        expect.objectContaining({
          code: 'RESPONSES_INVALID',
          message: expect.stringContaining(`The ceiling is ${value}:`),
        }),
      );
    }
  });

  it('states a ceiling of zero beside a raw score', () => {
    const score = applyCeiling({ value: 0.5 }, { value: 0 }, 'raw');
    expect(score).toMatchObject({ value: 0.5, ceiling: 0 });
  });
});

describe('applyCeilingBySplit', () => {
  const scoreOf = (perSplit: readonly number[], splitsDigest = 'halves'): Score => {
    const value = perSplit.reduce((sum, one) => sum + one / perSplit.length, 0);
    return { value, spread: 0.1, better: 'higher', raw: { value, perSplit }, splitsDigest };
  };

  it('is the mean over splits, with its standard deviation as error', () => {
    expect(applyCeilingBySplit(scoreOf([0.3, 0.4]), scoreOf([0.25, 0.64]), 'r/sqrt(c)')).toEqual({
      value: expect.closeTo((0.6 + 0.5) / 2, 12),
      spread: expect.closeTo(0.05, 12),
      ceiling: expect.closeTo(0.445, 12),
      ceilingSpread: 0.1,
      ceilingConvention: 'r/sqrt(c)',
    });
  });

  it.each([
    ['other splits', scoreOf([0.3], 'one'), scoreOf([0.5], 'another')],
    ['no splits', scoreOf([]), scoreOf([])],
  ])('refuses %s', (_, score, ceiling) => {
    expect(() => applyCeilingBySplit(score, ceiling, 'r/c')).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: 'The score and its ceiling were measured on other splits.',
      }),
    );
  });

  it.each([0, -0.1, Number.NaN])('refuses a ceiling of %d in any split', (low) => {
    expect(() => applyCeilingBySplit(scoreOf([0.3, 0.4]), scoreOf([0.5, low]), 'r/c')).toThrow(
      expect.objectContaining({
        code: 'RESPONSES_INVALID',
        message: expect.stringContaining(`The ceiling of one split is ${low}:`),
      }),
    );
  });
});
