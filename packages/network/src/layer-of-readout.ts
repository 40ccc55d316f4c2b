import type { LinearReadout } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import type { ModelLayer } from '@ventral/onnx';

/**
 * The layer that a readout reads.
 *
 * @param layers of a network that has it
 * @throws VentralError `SHAPE_MISMATCH` for weights that do not fit the layer
 */
export function layerOfReadout(layers: readonly ModelLayer[], readout: LinearReadout): ModelLayer {
  const { weights, intercepts } = readout;
  const layer = layers.find(({ name }) => name === readout.layer) as ModelLayer;
  const [values = 0, sites = 0] = weights.shape;
  const own = layer.shape.reduce<number>((product, size) => product * (size ?? Number.NaN), 1);
  const isWhole = weights.values.length === values * sites && sites === intercepts.length;
  if (isWhole && sites > 0 && !(own !== values && Number.isFinite(own))) return layer;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `Weights of ${weights.shape.join(' x ')} and ${intercepts.length} intercepts do not read ` +
      `'${layer.name}', which has ${own} values for an image.`,
    { hint: 'Fit the readout on the values of this layer.' },
  );
}
