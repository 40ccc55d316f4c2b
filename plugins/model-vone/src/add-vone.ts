import { VentralError } from '@ventral/errors';
import { hashOwnFile } from '@ventral/files';
import {
  encodeModel,
  encodeNode,
  extendModel,
  externalFiles,
  freeBatch,
  modelInputs,
  readModel,
  withInputs,
} from '@ventral/onnx';
import { addSpikes, type SpikeNoise } from './add-spikes.ts';
import { growVone, imageSize, places } from './build-vone.ts';

// The first in which Slice takes its bounds as inputs.
const leastOpset = 10;
const inVone = (name: string) => `vone/${name}`;
/** The input that takes standard normal numbers, where there is noise: as many as cells. */
export const noiseInput = inVone('noise');

/**
 * A network behind a VOneBlock, as one ONNX network that takes images of 224 x 224 pixels. Values of the network
 * keep their names, those of the VOneBlock begin with `vone/`.
 *
 * @param path of a network that takes `cells x 56 x 56`, half of them simple, which come first
 * @param seed of the cells
 * @param noise of their responses; the network then takes {@link noiseInput} as well
 * @throws VentralError `MODEL_INPUT_MISMATCH` for another input, an older opset, or weights in other files
 */
export async function addVone(path: string, seed: number, noise?: SpikeNoise): Promise<Uint8Array> {
  await hashOwnFile(path);
  const read = await readModel(path);
  // With two inputs it can no longer be freed.
  const network = noise === undefined ? read : (await freeBatch(read)).model;
  const inputs = modelInputs(network);
  const [input] = inputs;
  const [batch, cells, height, width] = input?.shape ?? [];
  const stated = inputs.map(({ shape }) => shape.map((size) => size ?? '?').join(' x ')).join(', ');
  if (
    inputs.length !== 1 ||
    input?.type !== 'float32' ||
    cells === undefined ||
    cells % 2 === 1 ||
    height !== places ||
    width !== places
  ) {
    throw mismatch(
      `${path} takes ${stated || 'nothing'}, and no cells of a VOneBlock`,
      `Train a network that takes images x cells x ${places} x ${places} (float32), half of the cells simple, ` +
        'and export it without the VOneBlock; one that was trained on pixels cannot read cells.',
    );
  }
  const standard = network.header.opsetImport.find(
    ({ domain }) => domain === '' || domain === 'ai.onnx',
  );
  if (Number(standard?.version ?? 1) < leastOpset) {
    throw mismatch(
      `${path} is written in operator set ${standard?.version ?? 1}`,
      `Export it in operator set ${leastOpset} or newer.`,
    );
  }
  if (externalFiles(network).length > 0) {
    throw mismatch(`${path} has weights in other files`, 'Save it as one file.');
  }
  const { graph } = growVone(seed, cells / 2);
  const seen = noise === undefined ? 'vone' : addSpikes(graph, 'vone', 'noise', noise);
  const nodes = graph.nodes.map((node) => {
    const [ins, outs] = [node.inputs.map(inVone), node.outputs.map(inVone)];
    return encodeNode({ ...node, inputs: ins, outputs: outs });
  });
  const given = { operation: 'Identity', inputs: [inVone(seen)], outputs: [input.name] };
  const ofImages = (name: string, ...sizes: readonly number[]) =>
    ({ name, type: 'float32', shape: [batch ?? 'images', ...sizes] }) as const;
  const taken = [
    ofImages(inVone('image'), 3, imageSize, imageSize),
    ...(noise === undefined ? [] : [ofImages(noiseInput, cells, places, places)]),
  ];
  return encodeModel(
    extendModel(withInputs(network, taken), {
      nodes: [...nodes, encodeNode(given), ...network.graph.node],
      constants: graph.initializers.map((one) => ({ ...one, name: inVone(one.name) })),
      outputs: network.graph.output.map(({ name }) => name),
    }),
  );
}

function mismatch(message: string, hint: string): VentralError {
  return new VentralError('MODEL_INPUT_MISMATCH', `${message}.`, { hint });
}
