import { describe, expect, it } from 'vitest';
import { type Evidence, scoreEvidence } from '../src/evidence.ts';

const score = (evidence: Evidence) => scoreEvidence(evidence, 'mine', 'higher');

describe('evidence makes a score', () => {
  it('of its value', () => {
    expect(score({ value: 0.5 })).toEqual({ value: 0.5, better: 'higher', raw: { value: 0.5 } });
    expect(score({ value: 0.5, spread: 0.1, perSplit: [0, 1] })).toMatchObject({
      ...{ value: 0.5, spread: 0.1 },
      raw: { value: 0.5, spread: 0.1, perSplit: [0, 1] },
    });
  });

  it('of the mean over splits, with its spread', () => {
    const { value, spread, raw } = score({ perSplit: [1, 2, 4, 5], perNeuroid: [7, 8] });
    expect(value).toBe(3);
    // Deviations -2, -1, 1, 2: sqrt(10 / 4) / sqrt(4).
    expect(spread).toBeCloseTo(Math.sqrt(10) / 4, 12);
    expect(raw).toEqual({ value, spread, perSplit: [1, 2, 4, 5], perNeuroid: [7, 8] });
  });

  it('of the median over neuroids, skipping those that are undefined', () => {
    const { value, spread, raw } = score({ perNeuroid: Float64Array.of(3, Number.NaN, 1, 2) });
    expect(value).toBe(2);
    expect(spread).toBeUndefined();
    expect(raw.perNeuroid).toEqual([3, null, 1, 2]);
  });

  it('of the mean over subjects, with its spread', () => {
    const { value, spread, raw } = score({ perSubject: { A: 1, B: Number.NaN, C: 3 } });
    expect(value).toBe(2);
    expect(spread).toBeGreaterThan(0);
    expect(raw.perSubject).toEqual({ A: 1, B: null, C: 3 });
  });

  it('without a spread where there is one split or subject', () => {
    expect(score({ perSplit: [1] })).not.toHaveProperty('spread');
    expect(score({ perSubject: { A: 1 } })).not.toHaveProperty('spread');
  });

  it('with what else there is to say', () => {
    const said = { notes: ['So.'], splitsDigest: 'abc' };
    expect(score({ value: 1, ...said, extras: { baseline: 2 } })).toMatchObject({
      ...said,
      extras: { mine: { baseline: 2 } },
    });
    const silent = score({ value: 1, notes: [], extras: {} });
    expect(Object.keys(silent)).toEqual(['value', 'better', 'raw']);
  });
});

describe('there is no score', () => {
  it.each<[string, Evidence, string]>([
    ['of no number', { value: Number.NaN }, "The score by 'mine' would be NaN."],
    ['of infinity', { value: Number.POSITIVE_INFINITY }, 'would be Infinity'],
    ['of nothing', {}, 'would be NaN'],
    ['of undefined neuroids', { perNeuroid: [null] }, 'would be NaN'],
    [
      'with an undefined split',
      { perSplit: [1, Number.NaN, 2] },
      "The score by 'mine' is NaN in split 2 of 3.",
    ],
  ])('%s', (_, evidence, message) => {
    expect(() => score(evidence)).toThrow(
      expect.objectContaining({
        code: 'RESPONSES_INVALID',
        message: expect.stringContaining(message),
      }),
    );
  });
});
