import { type Objective, typeCodes } from '@ventral/gradients';
import { imageRows, type RowLayer } from './image-rows.ts';
import { sumOfLabels } from './label-score.ts';

/**
 * The sum, over images, of the cross-entropy between scores of classes and the label of each image: its
 * gradient by the pixels of an image is that of the image's own loss. In float64, since in float32 the gradient
 * of an image that is classified with certainty cancels to 1e-4 of itself.
 *
 * @param labels name of the input that takes the labels, one an image, each a class (int64)
 */
export function labelLoss(layer: RowLayer, labels: string): Objective {
  return {
    write(writer) {
      const graph = writer.graph.in('float64');
      const scores = graph.add('Cast', [imageRows(layer, writer)], {
        to: { int: typeCodes.float64 },
      });
      const logarithms = graph.add('LogSoftmax', [scores], { axis: { int: 1 } });
      return graph.add('Neg', [sumOfLabels(writer, logarithms, labels)]);
    },
  };
}
