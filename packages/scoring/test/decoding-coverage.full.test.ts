import { type Assembly, createAssembly } from '@ventral/arrays';
import { RandomState } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { decodePoints } from '../src/decoding/decode-points.ts';

const known = { neuroids: 30, classes: 4, repetitions: 8, signal: 0.25 };

/** Neuroids that were drawn anew, and their trials: normal class means, normal noise. */
function drawRecording(seed: number): Assembly {
  const { neuroids, classes, repetitions, signal } = known;
  const random = new RandomState(seed);
  const means = Array.from({ length: classes * neuroids }, () => random.standardNormal());
  const rows = Array.from({ length: classes * repetitions }, (_, row) => row);
  const values = Float64Array.from({ length: rows.length * neuroids }, (_, cell) => {
    const label = Math.floor(cell / neuroids / repetitions);
    return signal * means[label * neuroids + (cell % neuroids)]! + random.standardNormal();
  });
  const labels = rows.map((row) => `object ${Math.floor(row / repetitions)}`);
  return createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [rows.length, neuroids],
    values,
    coords: {
      object_name: { dim: 'presentation', values: labels },
      stimulus_id: { dim: 'presentation', values: labels },
      neuroid_id: { dim: 'neuroid', values: Array.from({ length: neuroids }, (_, one) => one) },
    },
  });
}

describe('the interval of a decoding', () => {
  it('covers what other neuroids and trials tell on average, about as often as it says', async () => {
    const recordings = 200;
    const told = [];
    for (let seed = 0; seed < recordings; seed++) {
      const { points } = await decodePoints(drawRecording(seed), {
        ...{ label: 'object_name', position: undefined, together: false },
        ...{ decoder: 'maximum-correlation', populations: 3, seed: 1 },
        ...{ signal: new AbortController().signal, onProgress: () => {} },
      });
      told.push(points[0]!.identity);
    }
    const truth = told.reduce((sum, { accuracy }) => sum + accuracy, 0) / recordings;
    expect(truth).toBeGreaterThan(0.4);
    expect(truth).toBeLessThan(0.8);
    const covered = told.filter(({ interval }) => interval![0] <= truth && truth <= interval![1]);
    expect(covered.length / recordings).toBeGreaterThan(0.88);
    // Intervals that are twice too wide would cover all but one in 10,000.
    expect(covered.length).toBeLessThan(recordings);
  });
});
