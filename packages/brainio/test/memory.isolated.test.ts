import { statSync } from 'node:fs';
import { openAssembly } from '@ventral/brainio';
import { File, ready } from 'h5wasm/node';
import { expect, it } from 'vitest';
import { makeFolder } from './temporary-folder.ts';

const dims = { presentation: 40_000, neuroid: 200, time_bin: 150 };
const sizes = Object.values(dims);

/** A file of 4.8 GB in chunks of 8 MB of which all but a few were never written. */
async function writeSparse(path: string): Promise<void> {
  await ready;
  const file = new File(path, 'w', { track_order: true });
  for (const [name, size] of Object.entries(dims)) {
    const dataset = file.create_dataset({
      name,
      data: Int32Array.from({ length: size }, (_, index) => index),
    });
    dataset.make_scale(name);
  }
  const data = file.create_dataset({
    name: 'data',
    data: Float32Array.of(0),
    shape: [1, 1, 1],
    maxshape: sizes,
    chunks: [40_000, 50, 1],
  });
  data.resize(sizes);
  for (const [axis, name] of Object.keys(dims).entries()) data.attach_scale(axis, `/${name}`);
  data.write_slice(
    [
      [39_998, 40_000],
      [120, 122],
      [77, 78],
    ],
    Float32Array.of(1, 2, 3, 4),
  );
  file.close();
}

it('a part of gigabytes is read without the rest', async () => {
  await using folder = await makeFolder();
  const path = folder.file('gigabytes.nc');
  await writeSparse(path);
  expect(statSync(path).size).toBeLessThan(100e6);
  const file = await openAssembly(path);
  const before = process.memoryUsage.rss();
  const neuroid = Array.from({ length: 50 }, (_, index) => 100 + index);
  const { shape, values } = await file.read({ select: { neuroid, time_bin: 77 } });
  // What was asked for is 8 MB; all of it would be 4,800 MB.
  expect(process.memoryUsage.rss() - before).toBeLessThan(400e6);
  expect(shape).toEqual([40_000, 50, 1]);
  expect([...values.slice(-50).slice(20, 22)]).toEqual([3, 4]);
  expect([...values.slice(-100).slice(20, 22)]).toEqual([1, 2]);
  expect(values.filter((value) => value !== 0)).toHaveLength(4);
});
