import { VentralError } from '@ventral/errors';
import { describe, expect, it } from 'vitest';
import { openLastingRun } from '../src/lasting-run.ts';
import type { OnnxRun } from '../src/onnx-run.ts';

/** A device that doubles numbers, has room for so many rows, and is lost at some of its runs. */
function device(room: number, lostAt: readonly number[] = []) {
  const [rows, ids]: [number[], unknown[]] = [[], []];
  let [opened, closed, runs] = [0, 0, 0];
  const open = async (): Promise<OnnxRun> => {
    opened += 1;
    return {
      async run(images, count, of) {
        rows.push(count);
        ids.push(of);
        if (lostAt.includes(runs++)) throw new VentralError('DEVICE_LOST', 'lost');
        if (count > room) throw new VentralError('DEVICE_MEMORY', 'full');
        const values = images.map((value) => 2 * value);
        return new Map([['twice', { shape: [count, values.length / count], values }]]);
      },
      async [Symbol.asyncDispose]() {
        closed += 1;
      },
    };
  };
  return { open, rows, ids, counts: () => ({ opened, closed }) };
}
const images = Float32Array.from({ length: 14 }, (_, index) => index);
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

describe('openLastingRun', () => {
  it('runs what does not fit in halves, and the same numbers come out', async () => {
    const { open, rows, ids, counts } = device(3);
    const run = await openLastingRun(open, false);
    for (const _ of [1, 2]) {
      const twice = (await run.run(images, 7, names)).get('twice');
      expect(twice).toEqual({ shape: [7, 2], values: images.map((value) => 2 * value) });
    }
    // Once it is known what fits, nothing larger is tried.
    expect(rows).toEqual([7, 4, 2, 2, 2, 1, 2, 2, 2, 1]);
    expect(ids.slice(-4)).toEqual([['a', 'b'], ['c', 'd'], ['e', 'f'], ['g']]);
    const noisy = { images: [5, 6, 7], draw: 2 };
    await run.run(images.subarray(0, 6), 3, noisy);
    expect(ids.slice(-2)).toEqual([
      { images: [5, 6], draw: 2 },
      { images: [7], draw: 2 },
    ]);
    await run[Symbol.asyncDispose]();
    const { opened, closed } = counts();
    expect(opened).toBe(closed);
  });

  it('fails where not even one image fits, or the file fixes the batch', async () => {
    const small = await openLastingRun(device(0).open, false);
    await expect(small.run(images, 7, names)).rejects.toMatchObject({ code: 'DEVICE_MEMORY' });
    const fixed = await openLastingRun(device(3).open, true);
    await expect(fixed.run(images, 7, names)).rejects.toMatchObject({ code: 'DEVICE_MEMORY' });
  });

  it('opens a device that was lost once more, and no third time', async () => {
    const { open, rows, counts } = device(7, [1, 3]);
    const run = await openLastingRun(open, false);
    for (const _ of [1, 2])
      expect((await run.run(images, 7, names)).get('twice')?.shape).toEqual([7, 2]);
    expect(rows).toEqual([7, 7, 7]);
    expect(counts()).toEqual({ opened: 2, closed: 1 });
    await expect(run.run(images, 7, names)).rejects.toMatchObject({ code: 'DEVICE_LOST' });
  });
});
