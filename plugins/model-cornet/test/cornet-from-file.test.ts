import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createRunContext } from '@ventral/host';
import { cornetFromFile } from '@ventral/model-cornet';
import { collectActivations, madeStimuli } from '@ventral/testing';
import { checkModel } from '@ventral/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}.pth`, import.meta.url));

checkModel(cornetFromFile(fixture('cornet-zip')), { layer: 'V1' });

describe('cornetFromFile', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ventral-cornet-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads CORnet-Z in both formats, to the same effect', async () => {
    await using fromZip = await cornetFromFile(fixture('cornet-zip')).open(createRunContext());
    await using stream = await cornetFromFile(fixture('cornet-stream')).open(createRunContext());
    expect(fromZip.layers.map(({ name }) => name)).toContain('IT');
    expect(stream.digest).toBe(fromZip.digest);
  });

  it('gives each array its place', async () => {
    await using model = await cornetFromFile(fixture('cornet-zip')).open(createRunContext());
    const layers = ['IT', 'decoder.average', 'decoder'];
    const seen = await collectActivations(model, madeStimuli(1, 224), layers);
    const average = seen.get('decoder.average') as Float32Array;
    // Every weight of the decoder is 0.005, and every bias 0.5.
    const score = 0.5 + 0.005 * average.reduce((sum, value) => sum + value, 0);
    expect(seen.get('decoder')).toHaveLength(1000);
    for (const value of seen.get('decoder') ?? []) expect(value / score).toBeCloseTo(1, 4);
    // All channels of an area are alike, too.
    const it = seen.get('IT') as Float32Array;
    expect(it.subarray(0, 49)).toEqual(it.subarray(511 * 49));
  });

  it('holds a file to the digits in its name', async () => {
    const bytes = await readFile(fixture('cornet-zip'));
    const digest = createHash('sha256').update(bytes).digest('hex');
    const right = join(folder, `cornet_z-${digest.slice(0, 8)}.pth`);
    const wrong = join(folder, 'cornet_z-00000000.pth');
    for (const path of [right, wrong]) await copyFile(fixture('cornet-zip'), path);
    const model = cornetFromFile(right);
    expect(model).toMatchObject({ id: `cornet_z-${digest.slice(0, 8)}`, visualDegrees: 8 });
    await using _ = await model.open(createRunContext());
    await expect(cornetFromFile(wrong).open(createRunContext())).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining('begins with 00000000'),
    });
  });

  it('is read as it was hashed, however its file is swapped meanwhile (mirror-toctou)', async () => {
    const good = await readFile(fixture('cornet-stream'));
    const bad = Buffer.from(good);
    bad[bad.length - 2]! ^= 1;
    const digest = createHash('sha256').update(good).digest('hex');
    const path = join(folder, `swapped-${digest.slice(0, 8)}.PTH`);
    await writeFile(path, good);
    const right = (await cornetFromFile(path).open(createRunContext())).digest;
    const over = new AbortController();
    const swap = async () => {
      for (let swaps = 0; !over.signal.aborted; swaps++) {
        await writeFile(`${path}.new`, swaps % 2 === 0 ? bad : good);
        await rename(`${path}.new`, path);
        await sleep(swaps % 7);
      }
    };
    const swapping = swap();
    const outcomes = new Set<string>();
    for (let opening = 0; opening < 12; opening++) {
      await cornetFromFile(path)
        .open(createRunContext())
        .then(
          (model) => outcomes.add(model.digest),
          (error) => outcomes.add(error.code),
        );
    }
    over.abort();
    await swapping;
    for (const refused of ['DATA_CORRUPT', 'MODEL_UNREADABLE']) outcomes.delete(refused);
    outcomes.delete(right);
    expect([...outcomes]).toEqual([]);
  });

  it('brings its own preprocessing', () => {
    for (const options of [
      { preprocessing: 'torch', imageSize: undefined },
      { preprocessing: undefined, imageSize: 224 },
    ]) {
      expect(() => cornetFromFile(fixture('cornet-zip'), options)).toThrowError(
        expect.objectContaining({ code: 'OPTION_INVALID' }),
      );
    }
  });

  it('refuses another network', async () => {
    const opening = cornetFromFile(fixture('plain-zip')).open(createRunContext());
    await expect(opening).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      message: expect.stringContaining('not those of CORnet-S or CORnet-Z'),
    });
  });
});
