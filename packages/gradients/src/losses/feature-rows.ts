import type { ObjectiveWriter } from '../objective.ts';
import { exactly } from './exactly.ts';
import { unfit } from './require-rank.ts';

/**
 * The features of a layer in float64, a row a sample: what has more axes is flattened to `samples x units`.
 *
 * @throws VentralError `SHAPE_MISMATCH` for a value of less than two axes, or of one sample alone
 */
export function featureRows(writer: ObjectiveWriter, layer: string): string {
  const sizes = writer.sizes(writer.value(layer));
  if (sizes.length < 2) throw unfit(layer, sizes, 'samples x units');
  if (sizes[0] === 1) throw unfit(layer, sizes, 'of two samples or more, which are compared');
  const exact = exactly(layer, writer.graph);
  if (sizes.length === 2) return exact;
  return writer.graph.add('Flatten', [exact], { axis: { int: 1 } });
}
