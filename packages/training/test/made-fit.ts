import { RandomState } from '@ventral/numerics';
import type { FitSettings } from '@ventral/training';

/** A fit of a product of two features, which no linear mapping predicts: 200 samples, 2 features. */
export function madeFit(changes: Partial<FitSettings> = {}): FitSettings {
  const random = new RandomState(3);
  const samples = 200;
  const values = Float32Array.from({ length: samples * 2 }, () => random.standardNormal());
  const products = Float32Array.from(
    { length: samples },
    (_, row) => (values[2 * row] as number) * (values[2 * row + 1] as number),
  );
  const rows = Array.from({ length: samples }, (_, row) => row);
  return {
    network: {
      layers: [
        { kind: 'input', name: 'x', shape: [2] },
        { kind: 'dense', name: 'dense', input: 'x', units: 32 },
        { kind: 'relu', name: 'relu', input: 'dense' },
        { kind: 'dense', name: 'y', input: 'relu', units: 1 },
      ],
    },
    loss: 'meanSquaredError',
    optimizer: { learningRate: 0.01 },
    batchSize: 32,
    inputs: { x: { shape: [samples, 2], values } },
    targets: { shape: [samples, 1], values: products },
    samples: {
      training: rows.slice(0, 140),
      validation: rows.slice(140, 170),
      test: rows.slice(170),
    },
    epochs: 60,
    patience: 10,
    seed: 1,
    ...changes,
  };
}
