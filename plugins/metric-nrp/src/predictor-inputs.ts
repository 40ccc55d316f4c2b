import { featureMatrix, type NdArray } from '@ventral/arrays';
import { fitPrincipalComponents, selectRows } from '@ventral/numerics';
import type { NrpSplit } from './draw-splits.ts';
import type { LayerFeatures } from './layer-features.ts';

/**
 * How many inputs a layer has in a predictor: its features, or as many principal components as are
 * asked for and the training images have.
 */
export function countInputs(
  { featureCount, whole }: LayerFeatures,
  components: number | null,
  trainingImages: number,
): number {
  return whole === undefined ? Math.min(components ?? 0, trainingImages - 1) : featureCount;
}

/**
 * A layer as a predictor is fed with it, in memory that threads share: `images x inputs`.
 *
 * Fitted on the training images alone. Features kept whole are brought to mean 0 and one standard
 * deviation, each by itself; principal components keep their proportions. Then the layer is divided by
 * one number, so that the squared length of a training image averages 1: with inputs as short as that,
 * what varies little is learned late, and early stopping keeps the noise in it out.
 */
export async function predictorInputs(
  layer: LayerFeatures,
  { training, validation, test }: NrpSplit,
  components: number | null,
  signal: AbortSignal,
): Promise<NdArray> {
  const [images] = layer.coordinates.shape;
  const count = countInputs(layer, components, training.length);
  const values = new Float32Array(new SharedArrayBuffer(images * count * 4));
  if (layer.whole !== undefined) {
    standardizeInto(values, layer.whole, count, training);
    return { shape: [images, count], values };
  }
  const rowsOf = (rows: readonly number[]) =>
    featureMatrix(selectRows(layer.coordinates, rows).values, rows.map(String));
  const { scores, transform } = await fitPrincipalComponents(rowsOf(training), {
    components: count,
    signal,
  });
  const others = [...validation, ...test];
  const otherScores = await transform(rowsOf(others), { signal });
  const squares = scores.values.reduce((sum, score) => sum + score ** 2, 0);
  const scale = squares > 0 ? Math.sqrt(training.length / squares) : 1;
  for (const [rows, matrix] of [
    [training, scores],
    [others, otherScores],
  ] as const) {
    for (const [index, row] of rows.entries()) {
      for (let column = 0; column < count; column++) {
        values[row * count + column] = (matrix.values[index * count + column] as number) * scale;
      }
    }
  }
  return { shape: [images, count], values };
}

function standardizeInto(
  values: Float32Array,
  features: Float32Array,
  count: number,
  training: readonly number[],
): void {
  const means = new Float64Array(count);
  const squares = new Float64Array(count);
  for (const row of training) {
    for (let column = 0; column < count; column++) {
      means[column]! += (features[row * count + column] as number) / training.length;
    }
  }
  for (const row of training) {
    for (let column = 0; column < count; column++) {
      squares[column]! += ((features[row * count + column] as number) - means[column]!) ** 2;
    }
  }
  // A feature that is the same for all training images says nothing: it is left at 0.
  const varying = squares.reduce((sum, square) => sum + (square > 0 ? 1 : 0), 0);
  const scales = squares.map((square) =>
    square > 0 ? Math.sqrt(training.length / square / varying) : 0,
  );
  for (let cell = 0; cell < values.length; cell++) {
    const column = cell % count;
    values[cell] = ((features[cell] as number) - means[column]!) * scales[column]!;
  }
}
