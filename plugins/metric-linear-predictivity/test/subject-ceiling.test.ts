import { readFileSync } from 'node:fs';
import { createAssembly } from '@ventral/arrays';
import { createRunContext } from '@ventral/host';
import { linearPearsonrCeiling, ridgePearsonrCeiling } from '@ventral/metric-linear-predictivity';
import { describe, expect, it } from 'vitest';
import { extrapolateSubjects, fitSaturation } from '../src/fit-saturation.ts';

/** Made numbers, and what scipy 1.17 (curve_fit) and numpy 2.4 (lstsq) make of them. */
const golden = JSON.parse(
  readFileSync(new URL('./fixtures/subject-ceiling.json', import.meta.url), 'utf8'),
) as {
  readonly fits: readonly {
    readonly values: readonly (readonly number[])[];
    readonly fit: number;
    readonly extrapolated: number;
  }[];
  /** `60 stimuli x 20 neuroids` of four subjects. */
  readonly responses: readonly (readonly number[])[];
  readonly subjects: readonly string[];
  /** Curves of least squares by a grid of 7,001 steps. */
  readonly per_neuroid: readonly number[];
  readonly ceiling: number;
  readonly scipy_ceiling: number;
};

const recordings = createAssembly({
  dims: ['presentation', 'neuroid'],
  shape: [60, 20],
  values: Float64Array.from(golden.responses.flat()),
  coords: {
    stimulus_id: { dim: 'presentation', values: golden.responses.map((_, row) => `s${row}`) },
    neuroid_id: { dim: 'neuroid', values: golden.subjects.map((_, neuroid) => neuroid) },
    subject: { dim: 'neuroid', values: golden.subjects },
  },
});

describe('values by the number of subjects', () => {
  it.each(golden.fits)('are extrapolated as by scipy, to $fit', ({ values, fit, extrapolated }) => {
    const means = values.map((all) => all.reduce((sum, one) => sum + one, 0) / all.length);
    expect(fitSaturation([2, 3, 4, 5], means)).toBeCloseTo(fit, 4);
    const measured = values.map((all, index) => ({ subjects: index + 2, values: all }));
    expect(extrapolateSubjects(measured)).toBeCloseTo(extrapolated, 4);
  });
});

describe('the ceiling of subjects', () => {
  it('is that of numpy, neuroid by neuroid', async () => {
    const context = createRunContext();
    const score = await linearPearsonrCeiling.compare(undefined, recordings, {}, context);
    expect(score.value).toBeCloseTo(golden.ceiling, 3);
    for (const [neuroid, value] of golden.per_neuroid.entries()) {
      expect(score.raw.perNeuroid![neuroid]).toBeCloseTo(value, 3);
    }
    // curve_fit, which published ceilings are made by, stalls on worse curves in some draws.
    expect(Math.abs(score.value - golden.scipy_ceiling)).toBeLessThan(0.005);
    expect(score.notes).toEqual(['The ceiling is extrapolated from 4 subjects.']);
  });

  it('is about the same by ridge regression', async () => {
    const context = createRunContext();
    const score = await ridgePearsonrCeiling.compare(undefined, recordings, {}, context);
    expect(Math.abs(score.value - golden.ceiling)).toBeLessThan(0.1);
  });

  it('needs to be told whose neuroids are', async () => {
    await expect(
      linearPearsonrCeiling.compare(undefined, recordings, { subjects: 'who' }, createRunContext()),
    ).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining("over 0 subjects, as 'who' labels"),
    });
  });
});
