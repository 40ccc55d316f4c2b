import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTorchFile } from '../src/read-torch-file.ts';
import { pattern } from './pattern.ts';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}.pth`, import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventral-torch-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function damage(name: string, change: (bytes: Buffer) => Buffer): Promise<string> {
  const path = join(folder, `${name}.pth`);
  await writeFile(path, change(await readFile(fixture(name))));
  return path;
}

const floats = (length: number, seed: number) => pattern(length, seed, 8);

describe.each(['zip', 'stream'])('a %s of PyTorch', (format) => {
  it('holds the tensors of a state dict in order', async () => {
    const tensors = await readTorchFile(fixture(`plain-${format}`));
    expect([...tensors]).toEqual([
      ['0.weight', { shape: [2, 3], values: floats(6, 0) }],
      ['0.bias', { shape: [2], values: floats(2, 1) }],
      ['1.weight', { shape: [2], values: floats(2, 2) }],
      ['1.bias', { shape: [2], values: floats(2, 3) }],
      ['1.running_mean', { shape: [2], values: floats(2, 4) }],
      ['1.running_var', { shape: [2], values: floats(2, 5) }],
      ['1.num_batches_tracked', { shape: [], values: expect.any(BigInt64Array) }],
    ]);
  });

  it('may hold them in a checkpoint', async () => {
    const tensors = await readTorchFile(fixture(`checkpoint-${format}`));
    expect(tensors).toEqual(await readTorchFile(fixture(`plain-${format}`)));
  });

  it('may hold views, and other types', async () => {
    const tensors = await readTorchFile(fixture(`views-${format}`));
    const whole = Float32Array.from({ length: 24 }, (_, index) => index);
    const turned = whole.map((_, index) => {
      const [k, i, j] = [Math.floor(index / 6), Math.floor(index / 3) % 2, index % 3];
      return 12 * i + 4 * j + k;
    });
    expect([...tensors]).toEqual([
      ['whole', { shape: [2, 3, 4], values: whole }],
      ['turned', { shape: [4, 2, 3], values: turned }],
      ['part', { shape: [2, 4], values: whole.slice(16) }],
      ['one', { shape: [], values: Float32Array.of(2.5) }],
      ['double', { shape: [1], values: Float64Array.of(1 / 3) }],
      ['long', { shape: [2], values: BigInt64Array.of(2n ** 40n, -1n) }],
    ]);
  });

  it('is refused when cut short, wherever', async () => {
    const { length } = await readFile(fixture(`plain-${format}`));
    for (const share of [0.1, 0.3, 0.5, 0.7, 0.9, 0.999]) {
      const path = await damage(`plain-${format}`, (bytes) =>
        bytes.subarray(0, Math.floor(length * share)),
      );
      await expect(readTorchFile(path), `${share}`).rejects.toMatchObject({
        code: 'MODEL_UNREADABLE',
        message: expect.stringContaining(`plain-${format}.pth`),
      });
    }
  });
});

describe('what is no state dict', () => {
  it('is never run', async () => {
    await expect(readTorchFile(fixture('command-zip'))).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      message: expect.stringContaining('it calls posix.system, which holds no weights'),
    });
  });

  it('is refused: text, another pickle, nothing', async () => {
    const files = { text: 'weights', pickle: '\x80\x02K\x01.', empty: '' };
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, `${name}.pth`);
      await writeFile(path, content, 'latin1');
      await expect(readTorchFile(path)).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' });
    }
  });

  it('is refused: a newer protocol, a storage of another type', async () => {
    const newer = await damage('plain-stream', (bytes) => {
      bytes[1] = 4;
      return bytes;
    });
    await expect(readTorchFile(newer)).rejects.toThrow('protocol 4');
    const other = await damage('plain-stream', (bytes) =>
      Buffer.from(bytes.toString('latin1').replace('FloatStorage', 'FloutStorage'), 'latin1'),
    );
    await expect(readTorchFile(other)).rejects.toThrow('torch.FloutStorage');
  });

  it('is refused: no file', async () => {
    await expect(readTorchFile(join(folder, 'none.pth'))).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      message: expect.stringContaining('none.pth'),
    });
  });
});
