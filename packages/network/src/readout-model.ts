import { createHash } from 'node:crypto';
import type { LinearReadout, OpenModel } from '@ventral/core';
import { addReadout } from './add-readout.ts';
import { layerOfReadout } from './layer-of-readout.ts';
import { look } from './look.ts';
import { openOnnxRun } from './open-onnx-run.ts';
import { requireLayers } from './require-layers.ts';
import type { SeeingNetwork } from './seeing-network.ts';

/**
 * A model whose only layer is a linear readout of a layer of a network, computed by the graph of the network.
 *
 * @param readout of a layer that the network has
 * @param digest of the network as a model
 * @throws VentralError `SHAPE_MISMATCH` for weights that do not fit the layer
 */
export async function readoutModel(
  seeing: SeeingNetwork,
  readout: LinearReadout,
  digest: string,
): Promise<OpenModel> {
  const { name, input, preprocessing, layers } = seeing;
  const read = layerOfReadout(layers, readout);
  const { network, layer } = await addReadout(seeing.network, read, readout);
  // What is computed on the way bounds the batch; nothing after the layer is.
  const values = [...layers.slice(0, layers.indexOf(read) + 1), layer];
  return {
    digest: digestOf(digest, readout),
    layers: [layer],
    candidateLayers: [layer.name],
    look(stimuli, names, context) {
      requireLayers(name, [layer], names);
      const openRun = (asked: readonly string[]) =>
        openOnnxRun({ ...seeing, network, layers: values }, asked, context.device);
      return look({ name, layers: values, input, preprocessing, openRun }, stimuli, names, context);
    },
    async [Symbol.asyncDispose]() {},
  };
}

function digestOf(model: string, { layer, weights, intercepts }: LinearReadout): string {
  const hash = createHash('sha256').update(JSON.stringify([model, layer, weights.shape]));
  return hash.update(weights.values).update(intercepts).digest('hex');
}
