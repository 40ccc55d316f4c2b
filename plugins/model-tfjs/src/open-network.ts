import { VentralError } from '@ventral/errors';
import type { TensorFlow } from '@ventral/tensorflow';
import { graphNetwork } from './graph-network.ts';
import { layersNetwork } from './layers-network.ts';
import type { ModelJson } from './model-json.ts';
import type { TfjsNetwork } from './tfjs-network.ts';
import { reasonOf } from './tfjs-reason.ts';

/**
 * Makes a network of a `model.json` and its weights.
 *
 * @param weightData what the files of weights hold, in order
 * @throws VentralError `MODEL_UNREADABLE` where TensorFlow.js refuses the network
 */
export async function openNetwork(
  path: string,
  json: ModelJson,
  weightData: readonly ArrayBuffer[],
  tensorflow: TensorFlow,
): Promise<TfjsNetwork> {
  const weightSpecs = json.weightsManifest.flatMap(({ weights }) => weights);
  const artifacts = { ...json, weightData: [...weightData], weightSpecs };
  const isGraph = Array.isArray(json.modelTopology.node);
  // Weights may be put on whatever back end is current meanwhile: they move to where they are read.
  const tf = tensorflow.compute((functions) => functions);
  try {
    const handler = { load: async () => artifacts as never };
    if (isGraph) return graphNetwork(await tf.loadGraphModel(handler), json.modelTopology);
    return layersNetwork(await tf.loadLayersModel(handler));
  } catch (cause) {
    throw new VentralError(
      'MODEL_UNREADABLE',
      `TensorFlow.js refuses ${path}: ${reasonOf(cause)}`,
      {
        hint: isGraph
          ? 'Convert the model again, with a converter of the same version as TensorFlow.js.'
          : 'Layers of your own, and models saved by Keras 3, have to be converted as graph models: ' +
            'tensorflowjs_converter --output_format tfjs_graph_model.',
        cause,
      },
    );
  }
}
