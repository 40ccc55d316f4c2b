import { coordinate } from '@ventral/arrays';
import { simulateVentral } from '@ventral/dataset-simulated-ventral';
import { describe, expect, test } from 'vitest';
import { latencies, partsOfResponse } from '../src/response-course.ts';
import { digestOf } from './digests.ts';
import { simulatedContext } from './simulated-context.ts';

const simulation = await simulateVentral({ images: 1 }, simulatedContext());
const settings = { region: 'V4', sites: 5, repeats: 4 } as const;
const { windows, truth } = await simulation.recordOverTime(settings);

describe('the parts of a response', () => {
  test('are nothing before the latency, rise within 10 ms, and give way to each other', () => {
    const known = { feedForward: 70, recurrent: 130 };
    expect(partsOfResponse(known, [40, 70])).toEqual({ feedForward: 0, recurrent: 0 });
    // Over 20 ms: 10 of nothing, then a rise of 10.
    expect(partsOfResponse(known, [60, 80])).toEqual({ feedForward: 0.25, recurrent: 0 });
    expect(partsOfResponse(known, [80, 100])).toEqual({ feedForward: 1, recurrent: 0 });
    expect(partsOfResponse(known, [120, 140])).toEqual({ feedForward: 0.75, recurrent: 0.25 });
    expect(partsOfResponse(known, [140, 160])).toEqual({ feedForward: 0, recurrent: 1 });
  });

  test('begin later from region to region', () => {
    expect(latencies).toEqual({
      V1: { feedForward: 50, recurrent: 110 },
      V4: { feedForward: 70, recurrent: 130 },
      IT: { feedForward: 100, recurrent: 160 },
    });
  });
});

describe('recordings over time', () => {
  test('are of 12 bins of 20 ms, with the averages of their trials', async () => {
    expect(windows.map(({ window }) => window[0])).toEqual([
      ...[0, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220],
    ]);
    for (const { recordings, trials } of windows) {
      const single = await (trials as () => Promise<typeof recordings>)();
      expect(single.shape).toEqual([64 * 4, 5]);
      expect(coordinate(single, 'repetition').slice(0, 5)).toEqual([0, 1, 2, 3, 0]);
      const sums = new Float64Array(64 * 5);
      for (const [cell, value] of Array.from(single.values).entries()) {
        sums[Math.floor(cell / 20) * 5 + (cell % 5)]! += value / 4;
      }
      for (const [cell, value] of Array.from(recordings.values).entries()) {
        expect(value).toBeCloseTo(sums[cell]!, 3);
      }
    }
  });

  test('are the same for the same seeds', async () => {
    const again = await simulation.recordOverTime(settings);
    const others = await simulation.recordOverTime({ ...settings, noiseSeed: 9 });
    const digests = ({ windows: bins }: typeof again) =>
      bins.map(({ recordings }) => digestOf(recordings));
    expect(digests(again)).toEqual(windows.map(({ recordings }) => digestOf(recordings)));
    expect(new Set([...digests(again), ...digests(others)]).size).toBe(24);
  });

  test('can be predicted from the latency on, and not before', () => {
    expect(truth.latencies).toEqual(latencies.V4);
    const [before, after] = [truth.reachable.slice(0, 3), truth.reachable.slice(4)];
    // But for rounding.
    expect(Math.max(...before)).toBeLessThan(1e-9);
    expect(Math.min(...after)).toBeGreaterThan(truth.reachable[3]!);
  });

  test('come of two steps that are not each other’s weighted sums', async () => {
    const { feedForward, recurrent } = truth.features;
    expect(recurrent.stimulusIds).toEqual(feedForward.stimulusIds);
    expect(recurrent.featureCount).toBe(288);
    const [first, second] = await Promise.all(
      [feedForward, recurrent].map((one) => one.readColumns(0, 288)),
    );
    expect(Math.min(...second!)).toBeGreaterThanOrEqual(0);
    const columns = Array.from({ length: 288 }, (_, column) => column);
    const rs = columns.map((column) => correlationOf(first!, second!, column));
    const mean = rs.reduce((sum, r) => sum + Math.abs(r), 0) / rs.length;
    expect(mean).toBeLessThan(0.5);
  });

  test.each([{ sites: 0 }, { repeats: 1 }, { shown: [1e6] }])(
    'cannot be had with %j',
    async (wrong) => {
      await expect(simulation.recordOverTime({ ...settings, ...wrong })).rejects.toMatchObject({
        code: 'OPTION_INVALID',
      });
    },
  );
});

function correlationOf(a: ArrayLike<number>, b: ArrayLike<number>, column: number): number {
  const of = (all: ArrayLike<number>) => Array.from(all).filter((_, cell) => cell % 288 === column);
  const centred = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const [x, y] = [centred(of(a)), centred(of(b))];
  const dot = (p: readonly number[], q: readonly number[]) =>
    p.reduce((sum, value, row) => sum + value * q[row]!, 0);
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}
