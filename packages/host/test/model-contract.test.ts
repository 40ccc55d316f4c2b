import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActivationBatch } from '@ventral/core';
import { recordActivations } from '@ventral/host';
import { brightnessModel, makeFolder, someStimuli } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { contextIn, filesIn } from './recordings.ts';

describe('a model that does not keep to its contract', () => {
  const some = { start: 0, count: 4, activations: new Map([['late', new Float32Array(20)]]) };
  it.each<[string, (batch: ActivationBatch) => ActivationBatch, string, string]>([
    ['skips stimuli', (batch) => ({ ...batch, start: batch.start * 2 }), 'MODEL_FAILED', '8 on'],
    ['repeats stimuli', () => some, 'MODEL_FAILED', 'where stimulus 4 of 10 was next'],
    ['yields too many', (batch) => ({ ...batch, count: 40 }), 'MODEL_FAILED', '40 stimuli'],
    ['yields none', (batch) => ({ ...batch, count: 0 }), 'MODEL_FAILED', '0 stimuli'],
    ['leaves out a layer', () => ({ ...some, activations: new Map() }), 'MODEL_FAILED', "'late'"],
    ['yields parts of rows', (batch) => ({ ...batch, count: 3 }), 'MODEL_FAILED', '20 values'],
    [
      'yields rows of other sizes',
      (batch) => (batch.start === 0 ? batch : { ...some, start: 4, activations: twiceAsWide }),
      'SHAPE_MISMATCH',
      'Row 4',
    ],
  ])(
    'is refused where it %s, and nothing is taken for recorded',
    async (_, onBatch, code, what) => {
      await using cache = await makeFolder();
      const model = brightnessModel({ onBatch });
      const recording = recordActivations(model, someStimuli(10), ['late'], contextIn(cache));
      await expect(recording).rejects.toMatchObject({
        code,
        message: expect.stringContaining(what),
      });
      for (const path of await filesIn(cache)) expect(path).toMatch(/\.partial$/);
    },
  );
  const twiceAsWide = new Map([['late', new Float32Array(40)]]);

  it('is refused where it ends too early', async () => {
    await using cache = await makeFolder();
    const whole = brightnessModel();
    const short = {
      ...whole,
      look: (...[stimuli, ...rest]: Parameters<typeof whole.look>) =>
        whole.look(stimuli.slice(0, 4), ...rest),
    };
    const recording = recordActivations(short, someStimuli(10), ['late'], contextIn(cache));
    await expect(recording).rejects.toMatchObject({
      code: 'MODEL_FAILED',
      message: 'The model ended after 4 of 10 images.',
    });
  });

  it('is heard where an error of its own looks like one of the file system', async () => {
    await using cache = await makeFolder();
    const onBatch = () => readFile(join(cache.path, 'missing.onnx')).then(() => some);
    const model = brightnessModel({ onBatch });
    const recording = recordActivations(model, someStimuli(10), ['late'], contextIn(cache));
    await expect(recording).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
