import { listWeights, type OnnxModel, replaceWeights } from '@ventral/onnx';
import { classification, type EpochsTask, type ImageSamples, resNet } from '@ventral/training';

export const classes = 3;

/** Images whose levels a formula says. */
export function madeImages(count: number, side = 8): ImageSamples {
  const levels = Uint8Array.from({ length: count * side * side * 3 }, (_, index) => {
    return (index * 7919 + 13 * Math.floor(index / 7)) % 256;
  });
  return { count, height: side, width: side, levels };
}

export const labelsOf = (count: number) => Array.from({ length: count }, (_, row) => row % classes);

/** From -2 to 2. */
export const scale = {
  levels: Float32Array.from({ length: 768 }, (_, index) => ((index % 256) / 255 - 0.5) / 0.25),
  channels: [0, 1, 2] as const,
};

/** The smallest residual network, with weights by a formula where it is asked for. */
export function madeNetwork(byFormula = false): OnnxModel {
  const model = resNet({ depth: 8, width: 2, classes, imageSize: 8, seed: 5 });
  if (!byFormula) return model;
  const weights = listWeights(model).map(({ name, shape }) => {
    const size = shape.reduce((product, one) => product * one, 1);
    const waves = Float32Array.from({ length: size }, (_, index) => {
      const wave = 0.4 * Math.sin(index + 1 + name.length);
      if (name.endsWith('.mean')) return 0;
      if (name.endsWith('.variance')) return 1;
      return name.endsWith('.scale') ? 1 + wave / 4 : wave;
    });
    return { name, shape, values: waves };
  });
  return replaceWeights(model, weights);
}

/** A short training. */
export function madeTask(changes: Partial<EpochsTask> = {}): EpochsTask {
  const count = 20;
  const labels = labelsOf(count);
  return {
    network: { model: madeNetwork(), trainable: 'all' },
    classes,
    scale,
    passes: [
      {
        images: madeImages(count),
        batchSize: 8,
        augmentation: { padding: 2, flip: true },
        objectives: [{ objective: classification({ logits: 'logits', labels, classes }) }],
      },
    ],
    optimizer: { kind: 'sgd' },
    learningRate: { rate: 0.05, warmUp: 1 },
    epochs: 4,
    seed: 3,
    validation: { images: madeImages(10), labels: labelsOf(10) },
    session: { threads: 1 },
    ...changes,
  };
}
