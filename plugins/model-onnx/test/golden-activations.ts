import { readFile } from 'node:fs/promises';
import type { Stimulus } from '@ventral/arrays';
import { openZip } from '@ventral/files';
import { createRunContext } from '@ventral/host';
import { decodeImage } from '@ventral/images';
import { modelFromOnnxFile } from '@ventral/model-onnx';
import { referencePath } from '@ventral/testing';
import { expect } from 'vitest';

interface GoldenLayer {
  readonly features: number;
  readonly activation_mean: number;
  readonly activation_std: number;
  readonly first5_image0: readonly number[];
}

type Golden = Readonly<
  Record<string, { readonly models: Record<string, Record<string, GoldenLayer>> }>
>;

const networks = { squeezenet1_1: 'caffe', 'mobilenet_v1_0.25_128': 'tf' } as const;

async function recordedStimuli(session: string): Promise<readonly Stimulus[]> {
  const zip = await openZip(
    referencePath(`data/cowley2023-macaque-v4/images/images_${session}.zip`),
  );
  const numberOf = (name: string) => Number(/^image(\d+)\.jpg$/.exec(name)?.[1]);
  return zip.entries
    .map(({ name }) => name)
    .filter((name) => numberOf(name) > 0)
    .sort((a, b) => numberOf(a) - numberOf(b))
    .map((name) => ({ id: name, load: async () => decodeImage(await zip.read(name), name) }));
}

/** Expects of all images of a session the activations that the reference found. */
export async function expectGoldenActivations(
  session: string,
  network: keyof typeof networks,
): Promise<void> {
  const scores = await readFile(referencePath('golden/end-to-end/scores.json'), 'utf8');
  const golden = JSON.parse(scores) as Golden;
  const expected = golden[session]?.models[network] as Record<string, GoldenLayer>;
  const path = referencePath(`weights/${network}.onnx`);
  const options = { preprocessing: networks[network], imageSize: undefined };
  await using model = await modelFromOnnxFile(path, options).open(createRunContext());
  const layers = Object.keys(expected);
  const stimuli = await recordedStimuli(session);
  const sums = new Map(layers.map((layer) => [layer, { sum: 0, squares: 0 }]));
  for await (const { start, count, activations } of model.look(
    stimuli,
    layers,
    createRunContext(),
  )) {
    for (const [layer, values] of activations) {
      const { features, first5_image0 } = expected[layer] as GoldenLayer;
      expect(values).toHaveLength(count * features);
      const first = Math.max(...first5_image0.map((value, i) => Math.abs(value - values[i]!)));
      if (start === 0) expect(first, layer).toBeLessThan(1e-3);
      const total = sums.get(layer) as { sum: number; squares: number };
      for (const value of values) {
        total.sum += value;
        total.squares += value * value;
      }
    }
  }
  for (const [layer, { sum, squares }] of sums) {
    const { features, activation_mean, activation_std } = expected[layer] as GoldenLayer;
    const mean = sum / (stimuli.length * features);
    const std = Math.sqrt(squares / (stimuli.length * features) - mean ** 2);
    expect(mean / activation_mean, layer).toBeCloseTo(1, 6);
    expect(std / activation_std, layer).toBeCloseTo(1, 6);
  }
}
