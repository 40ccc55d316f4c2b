import { join } from 'node:path';
import { encodeNpy, encodeNpyHeader } from '@ventral/arrays';
import * as plugin from '@ventral/dataset-cifar-10';
import { readNpyFile } from '@ventral/files';
import { createRunContext } from '@ventral/host';
import { describeReference, makeFolder, referencePath } from '@ventral/testing';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { readExact } from '../src/read-exact.ts';

const { cifar10 } = plugin;

checkManifest(plugin);
checkDataset(cifar10);

describe('CIFAR10', () => {
  it('pins the archive by what its authors state, and the exact images by themselves', () => {
    expect(cifar10.parts).toEqual(['train', 'test', 'exact-200']);
    expect(cifar10.filesOf('train')).toEqual(cifar10.filesOf('test'));
    expect(cifar10.filesOf('test').map(({ hash, bytes }) => [hash.digest, bytes])).toEqual([
      ['c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd', 170_052_171],
    ]);
    expect(cifar10.filesOf('exact-200').map(({ path }) => path)).toEqual([
      'datasets/sdp/cifar/X_sdp.npy',
      'datasets/sdp/cifar/y_sdp.npy',
    ]);
  });

  it('says where the archive is when it is not at hand', async () => {
    await using folder = await makeFolder();
    const context = createRunContext({ cacheFolder: folder.path, mirrors: [], offline: true });
    await expect(cifar10.load(context, 'train')).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining('cifar-10-binary.tar.gz'),
    });
  });
});

describe('exact images', () => {
  const read = async (shape: readonly number[], pixel: number, labels: readonly bigint[]) => {
    const length = shape.reduce((product, size) => product * size, 1);
    await using folder = await makeFolder({
      'x.npy': encodeNpy(new Float32Array(length).fill(pixel), shape),
      'y.npy': Buffer.concat([
        encodeNpyHeader('<i8', [labels.length]),
        Buffer.from(BigInt64Array.from(labels).buffer),
      ]),
    });
    return await readExact(join(folder.path, 'x.npy'), join(folder.path, 'y.npy'));
  };

  it('are read as levels of 255', async () => {
    const { labels, pixels } = await read([2, 32, 32, 3], Math.fround(200 / 255), [9n, 0n]);
    expect(labels).toEqual([9, 0]);
    expect(pixels).toEqual(new Uint8Array(2 * 3072).fill(200));
  });

  it.each<[string, readonly number[], number, readonly bigint[], string]>([
    [
      'a pixel between two levels',
      [1, 32, 32, 3],
      0.5,
      [1n],
      'a pixel of 0.5, which is no whole level',
    ],
    ['a pixel below 0', [1, 32, 32, 3], -1 / 255, [1n], 'no whole level'],
    ['a pixel above 1', [1, 32, 32, 3], 2, [1n], 'no whole level'],
    ['a pixel that is no number', [1, 32, 32, 3], Number.NaN, [1n], 'no whole level'],
    ['channels first', [1, 3, 32, 32], 0, [1n], '[1, 3, 32, 32] and [1]'],
    ['a label too many', [1, 32, 32, 3], 0, [1n, 2n], '[1, 32, 32, 3] and [2]'],
    ['an eleventh class', [1, 32, 32, 3], 0, [10n], 'class 10'],
    ['a class below the first', [1, 32, 32, 3], 0, [-1n], 'class -1'],
  ])('are refused with %s', async (_, shape, pixel, labels, message) => {
    await expect(read(shape, pixel, labels)).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining(message),
    });
  });
});

describeReference('the 200 exact images', 'data/cifar10-mnist-exact', () => {
  const mirrors = [referencePath('data')];
  const context = createRunContext({ mirrors, offline: true });
  checkDataset(cifar10, { load: { context, part: 'exact-200' } });

  it('are the published pixels and labels', async () => {
    const { stimuli, labels, classes } = await cifar10.load(context, 'exact-200');
    const folder = referencePath('data/cifar10-mnist-exact/datasets/sdp/cifar');
    const x = await readNpyFile(join(folder, 'X_sdp.npy'));
    const y = await readNpyFile(join(folder, 'y_sdp.npy'));
    expect(labels).toEqual(Array.from(y.values as BigInt64Array, Number));
    expect(classes).toHaveLength(10);
    // golden/gradients/nets/*/nets.json: the labels of images 0 to 4.
    expect(stimuli.columns?.truth?.slice(0, 5)).toEqual([
      'cat',
      'truck',
      'automobile',
      'deer',
      'deer',
    ]);
    expect(stimuli.stimuli).toHaveLength(200);
    for (const [row, stimulus] of stimuli.stimuli.entries()) {
      expect(stimulus.id).toBe(`exact-200/${row}`);
      const { width, height, data } = await stimulus.load();
      expect([width, height]).toEqual([32, 32]);
      // Published as float32 products, whose last digit is not always that of a quotient.
      const shown = Float32Array.from(data, (level) => level * Math.fround(1 / 255));
      const own = (x.values as Float32Array).slice(row * 3072, (row + 1) * 3072);
      expect(Buffer.from(shown.buffer).equals(Buffer.from(own.buffer))).toBe(true);
    }
  });
});
