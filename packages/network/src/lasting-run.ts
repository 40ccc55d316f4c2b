import type { NdArray } from '@ventral/arrays';
import { isVentralError } from '@ventral/errors';
import type { NoisyImages } from './network-noise.ts';
import type { OnnxRun } from './onnx-run.ts';

type Values = ReadonlyMap<string, NdArray<Float32Array>>;

/**
 * A run on a device that outlasts what devices do: a batch that is too large for the memory is run in halves, as are
 * those after it, and a device that was lost is opened once more.
 *
 * @param open makes the network ready
 * @param isFixed whether the network's file fixes the size of a batch
 * @throws VentralError `DEVICE_MEMORY` where not even one image fits, `DEVICE_LOST` for a device that is lost again
 */
export async function openLastingRun(
  open: () => Promise<OnnxRun>,
  isFixed: boolean,
): Promise<OnnxRun> {
  let network = await open();
  let most = Number.POSITIVE_INFINITY;
  let isReopened = false;
  const reopen = async () => {
    await network[Symbol.asyncDispose]();
    network = await open();
  };
  const run = async (
    images: Float32Array,
    rows: number,
    of: readonly string[] | NoisyImages,
  ): Promise<Values> => {
    if (rows > most) return inHalves(run, images, rows, of);
    try {
      return await network.run(images, rows, of);
    } catch (error) {
      const isTooLarge = isVentralError(error, 'DEVICE_MEMORY') && rows > 1 && !isFixed;
      const isLost = isVentralError(error, 'DEVICE_LOST') && !isReopened;
      if (!isTooLarge && !isLost) throw error;
      // What did not fit may still hold memory.
      await reopen();
      if (isTooLarge) most = Math.ceil(rows / 2);
      else isReopened = true;
      return run(images, rows, of);
    }
  };
  return { run, [Symbol.asyncDispose]: () => network[Symbol.asyncDispose]() };
}

async function inHalves(
  run: OnnxRun['run'],
  images: Float32Array,
  rows: number,
  of: readonly string[] | NoisyImages,
): Promise<Values> {
  const first = Math.ceil(rows / 2);
  const cut = (images.length / rows) * first;
  const all = 'images' in of ? of.images : of;
  const part = (start: number, end?: number) => {
    const own = all.slice(start, end);
    return ('images' in of ? { ...of, images: own } : own) as typeof of;
  };
  const before = await run(images.subarray(0, cut), first, part(0, first));
  const after = await run(images.subarray(cut), rows - first, part(first));
  return new Map([...before].map(([name, one]) => [name, joinRows(one, after.get(name)!)]));
}

function joinRows(a: NdArray<Float32Array>, b: NdArray<Float32Array>): NdArray<Float32Array> {
  const values = new Float32Array(a.values.length + b.values.length);
  values.set(a.values);
  values.set(b.values, a.values.length);
  const [rows = 0, ...rest] = a.shape;
  return { shape: [rows + (b.shape[0] ?? 0), ...rest], values };
}
