import { gzipSync } from 'node:zlib';
import * as plugin from '@ventral/dataset-fashion-mnist';
import { createRunContext } from '@ventral/host';
import { makeFolder } from '@ventral/testing';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { afterEach, describe, expect, it, vi } from 'vitest';

const { fashionMnist } = plugin;
const context = createRunContext({ mirrors: [], offline: true });

checkManifest(plugin);
checkDataset(fashionMnist);

afterEach(() => vi.unstubAllEnvs());

/** The IDX form, as it is described: numbers of 32 bits, the highest byte first, then bytes. */
function idx(header: readonly number[], body: Uint8Array): Buffer {
  const numbers = Buffer.alloc(4 * header.length);
  for (const [at, number] of header.entries()) numbers.writeUInt32BE(number, 4 * at);
  return Buffer.concat([numbers, body]);
}

const levelsOf = (count: number) =>
  Uint8Array.from({ length: count * 784 }, (_, at) => (at * 7) % 256);
const images = (count: number, size = 28) =>
  idx([2051, count, size, 28], levelsOf(count).subarray(0, count * size * 28));
const labels = (...values: readonly number[]) =>
  idx([2049, values.length], Uint8Array.from(values));

type Files = Readonly<Record<string, Uint8Array>>;
const [ofImages, ofLabels] = ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'] as const;
const whole = { [ofImages]: images(3), [ofLabels]: labels(9, 0, 4) };
const packed = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]));

async function load(files: Files, part = 'test') {
  await using folder = await makeFolder(files);
  vi.stubEnv('VENTRAL_FASHION_MNIST', folder.path);
  return await fashionMnist.load(context, part);
}

describe('FashionMNIST', () => {
  it('has grey images as RGB, with their classes by name', async () => {
    const { stimuli, labels: own, classes } = await load(packed(whole));
    expect(own).toEqual([9, 0, 4]);
    expect(classes).toHaveLength(10);
    expect(stimuli.columns?.truth).toEqual(['Ankle boot', 'T-shirt/top', 'Coat']);
    expect(stimuli.stimuli.map(({ id }) => id)).toEqual(['test/0', 'test/1', 'test/2']);
    const levels = levelsOf(3);
    for (const [image, stimulus] of stimuli.stimuli.entries()) {
      const { width, height, data } = await stimulus.load();
      expect([width, height]).toEqual([28, 28]);
      const expected = Array.from(levels.subarray(784 * image, 784 * (image + 1)));
      expect(Array.from(data)).toEqual(expected.flatMap((level) => [level, level, level]));
    }
  });

  it('is the same packed or not, and other images have another digest', async () => {
    const [ofPacked, plain] = [await load(packed(whole)), await load(whole)];
    expect(plain.labels).toEqual(ofPacked.labels);
    expect(plain.stimuli.digest).toBe(ofPacked.stimuli.digest);
    const relabelled = await load({ ...whole, [ofLabels]: labels(9, 0, 5) });
    expect(relabelled.stimuli.digest).not.toBe(plain.stimuli.digest);
    const changed = images(3);
    changed[500]! ^= 1;
    const repainted = await load({ ...whole, [ofImages]: changed });
    expect(repainted.stimuli.digest).not.toBe(plain.stimuli.digest);
  });

  it('says which files of the user it reads', async () => {
    await using folder = await makeFolder(whole);
    vi.stubEnv('VENTRAL_FASHION_MNIST', folder.path);
    const { stimuli } = await fashionMnist.load(context, 'test');
    expect(await fashionMnist.digestOwnFiles?.(context, 'test')).toBe(stimuli.digest);
    await expect(fashionMnist.digestOwnFiles?.(context, 'dev')).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
    vi.stubEnv('VENTRAL_FASHION_MNIST', '');
    expect(await fashionMnist.digestOwnFiles?.(context, 'test')).toBeUndefined();
  });

  it('reads train from files of its own', async () => {
    const files = {
      ...whole,
      'train-images-idx3-ubyte': images(2),
      'train-labels-idx1-ubyte': labels(1, 2),
    };
    const { stimuli, labels: own } = await load(files, 'train');
    expect(own).toEqual([1, 2]);
    expect(stimuli.stimuli[1]?.id).toBe('train/1');
  });

  it('says which folder to name where none is', async () => {
    vi.stubEnv('VENTRAL_FASHION_MNIST', '');
    await expect(fashionMnist.load(context, 'test')).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      hint: expect.stringContaining('VENTRAL_FASHION_MNIST=DIR'),
    });
  });

  const cut = gzipSync(images(3));
  it.each<[string, Files, string, RegExp]>([
    ['a file that is not there', { [ofImages]: images(3) }, 'DATA_UNAVAILABLE', /no t10k-labels/],
    ['labels in place of images', { [ofImages]: labels(1, 2, 3) }, 'DATA_CORRUPT', /11 bytes/],
    [
      'many labels in place of images',
      { [ofImages]: labels(...Array(20).fill(1)) },
      'DATA_CORRUPT',
      /begins with 2049, images with 2051/,
    ],
    [
      'images in place of labels',
      { [ofLabels]: images(3) },
      'DATA_CORRUPT',
      /begins with 2051, labels with 2049/,
    ],
    [
      'numbers whose lowest byte is first',
      { [ofImages]: Buffer.from(images(3)).swap32() },
      'DATA_CORRUPT',
      /begins with 50855936/,
    ],
    ['images of another size', { [ofImages]: images(3, 20) }, 'DATA_CORRUPT', /20 x 28/],
    [
      'images that are cut off',
      { [ofImages]: images(3).subarray(0, -1) },
      'DATA_CORRUPT',
      /2367 bytes, where 3 take 2368/,
    ],
    [
      'a byte too many',
      { [ofLabels]: Buffer.concat([labels(1, 2, 3), Buffer.of(4)]) },
      'DATA_CORRUPT',
      /12 bytes, where 3 take 11/,
    ],
    [
      'a header that is cut off',
      { [ofLabels]: labels().subarray(0, 6) },
      'DATA_CORRUPT',
      /6 bytes/,
    ],
    ['nothing in it', { [ofLabels]: labels() }, 'DATA_CORRUPT', /holds nothing/],
    [
      'fewer labels than images',
      { [ofLabels]: labels(1, 2) },
      'DATA_CORRUPT',
      /3 images.*2 labels/,
    ],
    ['a label of 10', { [ofLabels]: labels(1, 10, 2) }, 'DATA_CORRUPT', /image 1 .* class 10/],
    [
      'a .gz that is cut off',
      { [`${ofImages}.gz`]: cut.subarray(0, -20) },
      'DATA_CORRUPT',
      /no whole \.gz/,
    ],
    ['a .gz that is none', { [`${ofImages}.gz`]: images(3) }, 'DATA_CORRUPT', /no whole \.gz/],
    [
      'a .gz of more than there is',
      { [`${ofImages}.gz`]: gzipSync(Buffer.alloc(47_040_017)) },
      'DATA_CORRUPT',
      /more than 47040016 bytes/,
    ],
  ])('is refused with %s', async (what, changed, code, message) => {
    const files = what === 'a file that is not there' ? changed : { ...whole, ...changed };
    await expect(load(files)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});
