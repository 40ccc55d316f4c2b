import type { RgbImage, StimulusSet } from '@ventral/arrays';
import type { ActivationBatch, OpenModel } from '@ventral/core';

/** A small model whose activations are a fixed function of the pixels. */
export interface BrightnessModel extends OpenModel {
  /** For each time it looked: how many stimuli it was shown, and at which layers it was read. */
  readonly looks: { readonly stimuli: number; readonly layers: readonly string[] }[];
}

/** What a brightness model may do otherwise. */
export interface BrightnessSettings {
  readonly digest?: string;
  /** Layers and the number of their features. */
  readonly layers?: Readonly<Record<string, number>>;
  /** Changes, or breaks off, what it yields. */
  readonly onBatch?: (batch: ActivationBatch) => ActivationBatch | Promise<ActivationBatch>;
}

const batchSize = 4;

/** Makes a model: feature `f` of an image is a weighted mean of its pixels, the weights vary with `f`. */
export function brightnessModel(settings: BrightnessSettings = {}): BrightnessModel {
  const { digest = 'brightness', layers = { early: 3, late: 5 }, onBatch } = settings;
  const looks: BrightnessModel['looks'] = [];
  return {
    digest,
    layers: Object.entries(layers).map(([name, features]) => {
      return { name, operation: 'Mean', shape: [features] };
    }),
    candidateLayers: Object.keys(layers),
    looks,
    async *look(stimuli, names) {
      looks.push({ stimuli: stimuli.length, layers: names });
      for (let start = 0; start < stimuli.length; start += batchSize) {
        const shown = stimuli.slice(start, start + batchSize);
        const images = await Promise.all(shown.map((stimulus) => stimulus.load()));
        const activations = new Map(
          names.map((name) => [name, activationsOf(images, layers[name] as number)]),
        );
        const batch = { start, count: shown.length, activations };
        yield onBatch === undefined ? batch : await onBatch(batch);
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** The features of some images in a layer of a brightness model, `images x features`. */
export function activationsOf(images: readonly RgbImage[], features: number): Float32Array {
  return Float32Array.from({ length: images.length * features }, (_, cell) => {
    const { data } = images[Math.floor(cell / features)] as RgbImage;
    const weightOf = (byte: number) => Math.cos(byte * (cell % features));
    return data.reduce((sum, value, byte) => sum + value * weightOf(byte), 0) / data.length;
  });
}

/** Different small images. */
export function someStimuli(count: number, digest = `${count} stimuli`): StimulusSet {
  return {
    id: 'stimuli',
    digest,
    stimuli: Array.from({ length: count }, (_, index) => ({
      id: `image${index}`,
      load: async () => imageAt(index),
    })),
  };
}

/** The image of one of {@link someStimuli}. */
export function imageAt(index: number): RgbImage {
  const data = Uint8Array.from({ length: 2 * 2 * 3 }, (_, byte) => (index * 37 + byte * 11) % 256);
  return { width: 2, height: 2, data };
}
