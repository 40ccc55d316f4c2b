import type { ProgressEvent } from '@ventral/core';
import { describe, expect, it } from 'vitest';
import { metricRun } from '../src/metric-run.ts';

function observedRun() {
  const events: ProgressEvent[] = [];
  const controller = new AbortController();
  const { signal } = controller;
  const report = (event: ProgressEvent) => events.push(event);
  return { events, controller, run: metricRun({ seed: 1, signal, report }) };
}

describe('a run of a metric', () => {
  it('lets numerics report and be stopped', () => {
    const { events, controller, run } = observedRun();
    const { signal, onProgress } = run.step('Fitting', 'splits');
    expect(signal).toBe(controller.signal);
    onProgress?.(2, 10);
    expect(events).toEqual([{ task: 'Fitting', done: 2, total: 10, unit: 'splits' }]);
  });

  it('goes through items, and reports after each', async () => {
    const { events, run } = observedRun();
    const seen: string[] = [];
    for await (const item of run.each(['a', 'b'], 'Looking', 'parts')) {
      seen.push(`${item} after ${events.length}`);
    }
    expect(seen).toEqual(['a after 0', 'b after 1']);
    expect(events).toEqual([
      { task: 'Looking', done: 1, total: 2, unit: 'parts' },
      { task: 'Looking', done: 2, total: 2, unit: 'parts' },
    ]);
  });

  it('stops where it is interrupted, also by a timer', async () => {
    const { controller, run } = observedRun();
    setImmediate(() => controller.abort());
    const seen: string[] = [];
    const looking = (async () => {
      for await (const item of run.each(['a', 'b', 'c'], 'Looking', 'parts')) seen.push(item);
    })();
    await expect(looking).rejects.toMatchObject({
      code: 'INTERRUPTED',
      message: 'Interrupted after 1 of 3 parts.',
    });
    expect(seen).toEqual(['a']);
  });
});
