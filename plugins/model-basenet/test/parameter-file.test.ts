import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { basenetNetwork, encodeParameters, readParameters } from '@ventral/model-basenet';
import { RandomState } from '@ventral/numerics';
import { drawParameters } from '@ventral/training';
import { describe, expect, it } from 'vitest';

const network = basenetNetwork({ imageSize: 16, filters: [2, 2, 2, 2, 2, 2], classes: 3 });
const parameters = drawParameters(network, new RandomState(0), 'he');
const bytes = encodeParameters(network, parameters);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const file = join(await mkdtemp(join(tmpdir(), 'basenet-')), 'small.bin');
await writeFile(file, bytes);

describe('a file of parameters', () => {
  it('holds each to one part in 2,048', async () => {
    const read = await readParameters(network, file, sha256);
    expect(Object.keys(read)).toEqual(Object.keys(parameters));
    for (const [name, { shape, values }] of Object.entries(parameters)) {
      expect(read[name]?.shape).toEqual(shape);
      for (const [index, value] of values.entries()) {
        const error = Math.abs((read[name]?.values[index] as number) - value);
        expect(error).toBeLessThanOrEqual(Math.max(Math.abs(value) / 2048, 2 ** -25));
      }
    }
  });

  it('is refused where a bit of it has changed', async () => {
    const damaged = Uint8Array.from(bytes);
    damaged[100]! ^= 1;
    const path = `${file}.damaged`;
    await writeFile(path, damaged);
    await expect(readParameters(network, path, sha256)).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      message: expect.stringMatching(/damaged: its sha256 is [0-9a-f]{64}, not/),
    });
  });

  it('is missed where it is not there', async () => {
    await expect(readParameters(network, `${file}.absent`, sha256)).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
    });
  });
});
