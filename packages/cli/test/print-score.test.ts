import type { Score } from '@ventral/core';
import { expect, test } from 'vitest';
import { courseLines } from '../src/print-score.ts';

test('below the bins of a course stands once why some have no ceiling', () => {
  const score: Score = { value: 0.5, better: 'higher', raw: { value: 0.5 } };
  const note = 'No ceiling: There is one repetition.';
  const lines = courseLines('V4', {
    aspect: 'responses',
    mean: { ...score, notes: ['Of two people.'] },
    bins: [
      { window: [0, 20], score: { ...score, ceiling: 0.8, notes: ['Of two people.'] } },
      { window: [20, 40], score: { ...score, notes: [note] } },
      { window: [40, 60], score: { ...score, notes: [note] } },
      { window: [60, 80], unavailable: 'Nothing varies.' },
    ],
  });
  expect(lines.slice(2)).toEqual(['Of two people.', note]);
});
