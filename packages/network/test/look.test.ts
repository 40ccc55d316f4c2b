import type { ActivationBatch } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { look, type NetworkRun, type Viewer } from '@ventral/network';
import { madeStimuli } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

/** A network of another runtime: what it is shown, put into rows by `reshape`. */
function viewer(batch: number | undefined, reshape = (rows: number) => [rows, 12]) {
  const runs: { rows: number; values: readonly number[] }[] = [];
  const closed: string[] = [];
  const view: Viewer = {
    name: 'other',
    layers: [{ name: 'same', operation: 'Same', shape: [3, 2, 2] }],
    input: { name: 'x', type: 'float32', layout: 'NCHW', size: { width: 2, height: 2 }, batch },
    preprocessing: preprocessings.tf,
    async openRun(names): Promise<NetworkRun> {
      return {
        async run(images, rows) {
          runs.push({ rows, values: [...images] });
          return new Map(
            names.map((name) => [name, { shape: reshape(rows), values: images.slice() }]),
          );
        },
        async [Symbol.asyncDispose]() {
          closed.push(...names);
        },
      };
    },
  };
  return { view, runs, closed };
}

async function collect(view: Viewer, count: number): Promise<readonly ActivationBatch[]> {
  const batches: ActivationBatch[] = [];
  const looking = look(view, madeStimuli(count, 2), ['same'], createRunContext());
  for await (const batch of looking) batches.push(batch);
  return batches;
}

describe('look', () => {
  it('shows images to whatever runs the network, and closes it', async () => {
    const { view, runs, closed } = viewer(undefined);
    const [batch, ...others] = await collect(view, 3);
    expect(others).toEqual([]);
    expect(batch).toMatchObject({ start: 0, count: 3 });
    expect([...(batch?.activations.get('same') ?? [])]).toEqual(runs[0]?.values);
    expect(closed).toEqual(['same']);
  });

  it('fills a fixed batch with the last image, and leaves those rows out', async () => {
    const { view, runs } = viewer(4);
    const batches = await collect(view, 5);
    expect(runs.map(({ rows }) => rows)).toEqual([4, 4]);
    expect(
      batches.map(({ count, activations }) => [count, activations.get('same')?.length]),
    ).toEqual([
      [4, 48],
      [1, 12],
    ]);
    const last = runs[1]?.values ?? [];
    for (const row of [1, 2, 3])
      expect(last.slice(12 * row, 12 * row + 12)).toEqual(last.slice(0, 12));
  });

  it('refuses a layer that does not keep images apart, and closes the network', async () => {
    const { view, closed } = viewer(undefined, () => [1, 36]);
    await expect(collect(view, 3)).rejects.toMatchObject({
      code: 'MODEL_FAILED',
      message: expect.stringContaining("Layer 'same' of other is [1, 36] for 3 images"),
    });
    expect(closed).toEqual(['same']);
  });
});
