import { readFileSync } from 'node:fs';
import type { ActivationBatch, Model } from '@ventral/core';
import { cifar10 } from '@ventral/dataset-cifar-10';
import { readNpyFile } from '@ventral/files';
import { createRunContext } from '@ventral/host';
import * as plugin from '@ventral/model-cifar-10';
import { collectActivations, describeReference, referencePath } from '@ventral/testing';
import { checkManifest, checkModel } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { networks } from '../src/networks.ts';

const { cifar10FromFile, cifar10Models } = plugin;
const model = (id: string) => cifar10Models.find((one) => one.id === id) as Model;

checkManifest(plugin);

describe('networks of CIFAR-10', () => {
  it('are fetched by pin where the pin is known, and taken from a file where not', () => {
    const pinned = ['resnet_2b', 'resnet_4b', 'cifar10_small', 'cifar10_medium'];
    expect(cifar10Models.map(({ id }) => id)).toEqual(pinned);
    const names = Object.keys(networks) as plugin.Cifar10NetworkName[];
    expect(names.filter((name) => !pinned.includes(name))).toEqual([
      ...['cifar10_large', 'cifar_base_kw', 'cifar_wide_kw', 'cifar_deep_kw'],
    ]);
    for (const name of names) expect(cifar10FromFile(name, 'a.onnx').files).toEqual([]);
  });

  it('state their published accuracies', () => {
    expect(cifar10Models.map(({ accuracy }) => Object.values(accuracy ?? {}))).toEqual([
      [69.25, 62.24, 54.82],
      [77.2, 69.75, 61.41],
      [],
      [],
    ]);
  });
});

describeReference('networks of CIFAR-10', 'data/vnncomp2021-networks', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });

  for (const { id } of cifar10Models) {
    const folder = referencePath('golden/gradients/nets', id);
    const golden = JSON.parse(readFileSync(`${folder}/nets.json`, 'utf8'));

    it(`${id} gives the reference logits, and is as often right`, async () => {
      await using open = await model(id).open(context);
      const { stimuli, labels } = await cifar10.load(context, 'exact-200');
      const seen = await collectActivations(open, stimuli.stimuli, [golden.output], context);
      const logits = seen.get(golden.output) as Float32Array;
      const { shape, values } = await readNpyFile(`${folder}/logits.npy`);
      expect(shape).toEqual([200, 10]);
      expect(logits).toHaveLength(2000);
      const largest = Math.max(...Array.from(values as Float32Array, Math.abs));
      const differences = logits.map((logit, index) => Math.abs(logit - Number(values[index])));
      expect(Math.max(...differences) / largest).toBeLessThan(2e-6);
      const correct = labels.filter((label, row) => {
        const own = [...logits.subarray(row * 10, row * 10 + 10)];
        return own.indexOf(Math.max(...own)) === label;
      });
      expect(correct.length / 2).toBe(golden.accuracy200);
    });
  }

  it('resnet_2b is shown many images at once, though its file says one', async () => {
    await using open = await model('resnet_2b').open(context);
    const { stimuli } = await cifar10.load(context, 'exact-200');
    const batches: ActivationBatch[] = [];
    for await (const batch of open.look(stimuli.stimuli, ['33'], context)) batches.push(batch);
    expect(batches.map(({ count }) => count)).toEqual([32, 32, 32, 32, 32, 32, 8]);
    expect(batches[0]?.activations.get('33')).toHaveLength(320);
  });

  it('resnet_2b has the reference gradients by pixels, several images at once', async () => {
    await using open = await model('resnet_2b').open(context);
    const gradient = await open.openGradient?.({ class: 3 }, context);
    const { stimuli } = await cifar10.load(context, 'exact-200');
    const images = await Promise.all(stimuli.stimuli.slice(0, 5).map((one) => one.load()));
    const pixels = images.map(({ data }) => Float32Array.from(data, (level) => level / 255));
    const together = await gradient!.run(Float32Array.from(pixels.flatMap((one) => [...one])));
    const { values } = await readNpyFile(
      referencePath('golden/gradients/nets/resnet_2b/logits.npy'),
    );
    for (const [row, own] of pixels.entries()) {
      const alone = await gradient!.run(own);
      expect(together.responses[row]).toBeCloseTo(Number(values[row * 10 + 3]), 4);
      const slopes = together.gradients.subarray(row * 3072, (row + 1) * 3072);
      const largest = Math.max(...alone.gradients.map(Math.abs));
      const apart = alone.gradients.map((slope, index) => Math.abs(slope - slopes[index]!));
      expect(largest).toBeGreaterThan(0);
      expect(Math.max(...apart) / largest).toBeLessThan(1e-5);
    }
    await gradient?.[Symbol.asyncDispose]();
  });
});

describeReference('the contract', 'data/vnncomp2021-networks', () => {
  checkModel(
    cifar10FromFile('resnet_2b', referencePath('data/vnncomp2021-networks/resnet_2b.onnx')),
    {
      layer: '33',
    },
  );
});
