import type { Model } from '@ventral/core';
import { onnxModel } from './onnx-model.ts';
import { type ZooFamily, type ZooNetwork, zooFamilies } from './zoo.ts';
import { zooPins } from './zoo-pins.ts';

const commit = 'b1eeaa1ac722dcc1cd1a8284bde34393dab61c3d';
const hosts = [
  'https://media.githubusercontent.com/media/onnx/models',
  'https://github.com/onnx/models/raw',
];
// What the READMEs of the zoo state for every one of them.
const imageSize = 224;

/** The classification networks of the ONNX model zoo. Weights are fetched when one is opened. */
export const zooModels: readonly Model[] = zooFamilies.flatMap((family) =>
  family.networks.map((network) => zooModel(family, network)),
);

function zooModel(family: ZooFamily, network: ZooNetwork): Model {
  const { id, title, file, imagenetTop1 } = network;
  const path = `validated/vision/classification/${family.folder}/${file}.onnx`;
  return onnxModel({
    id,
    title,
    citation: family.citation,
    licence: family.licence,
    ...(imagenetTop1 !== undefined && { imagenetTop1 }),
    file: {
      path,
      urls: hosts.map((host) => `${host}/${commit}/${path}`),
      hash: { algorithm: 'sha256', digest: zooPins[file].sha256 },
      bytes: zooPins[file].bytes,
    },
    preprocessing: family.preprocessing,
    imageSize,
  });
}
