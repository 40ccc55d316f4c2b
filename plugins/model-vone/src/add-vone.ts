import { VentralError } from '@ventral/errors';
import { hashOwnFile } from '@ventral/files';
import {
  encodeModel,
  encodeNode,
  extendModel,
  externalFiles,
  modelInputs,
  readModel,
  withInputs,
} from '@ventral/onnx';
import { growVone, imageSize, places } from './build-vone.ts';

// The first in which Slice takes its bounds as inputs.
const leastOpset = 10;
const inVone = (name: string) => `vone/${name}`;

/**
 * A network behind a VOneBlock, as one ONNX network that takes images of 224 x 224 pixels. Values of the network
 * keep their names, those of the VOneBlock begin with `vone/`.
 *
 * @param path of a network that takes `cells x 56 x 56`, half of them simple, which come first
 * @param seed of the cells
 * @throws VentralError `MODEL_INPUT_MISMATCH` for another input, an older opset, or weights in other files
 */
export async function addVone(path: string, seed: number): Promise<Uint8Array> {
  await hashOwnFile(path);
  const network = await readModel(path);
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
  const nodes = graph.nodes.map((node) => {
    const [ins, outs] = [node.inputs.map(inVone), node.outputs.map(inVone)];
    return encodeNode({ ...node, inputs: ins, outputs: outs });
  });
  const given = { operation: 'Identity', inputs: [inVone('vone')], outputs: [input.name] };
  const shape = [batch ?? 'images', 3, imageSize, imageSize];
  return encodeModel(
    extendModel(withInputs(network, [{ name: inVone('image'), type: 'float32', shape }]), {
      nodes: [...nodes, encodeNode(given), ...network.graph.node],
      constants: graph.initializers.map((one) => ({ ...one, name: inVone(one.name) })),
      outputs: network.graph.output.map(({ name }) => name),
    }),
  );
}

function mismatch(message: string, hint: string): VentralError {
  return new VentralError('MODEL_INPUT_MISMATCH', `${message}.`, { hint });
}
