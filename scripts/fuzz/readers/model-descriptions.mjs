// @ts-check
/** `net.ventral.json` beside `net.onnx`: how the network is used. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openProject } from '../../../packages/scoring/dist/index.js';
import { json, network, projectFolder } from '../samples.mjs';

const project = await openProject(projectFolder, { offline: true });

/** @param {string} folder */
export async function samples(folder) {
  const model = join(folder, 'net.onnx');
  writeFileSync(model, network);
  const described = await project.describe({ model, preprocessing: 'torch', imageSize: 32 });
  const told = {
    title: 'A net',
    citation: 'None',
    visualDegrees: 8,
    regionLayers: { V4: 'relu1' },
  };
  return { 'net.ventral.json': json({ ...described, ...told }) };
}

/**
 * @param {string} _path
 * @param {string} folder
 */
export async function read(_path, folder) {
  const request = { model: join(folder, 'net.onnx'), benchmark: 'Gratings.V4-pls', layer: 'relu1' };
  const metricOptions = { splits: 2, components: 3 };
  await project.score({ ...request, metricOptions }, { cacheFolder: folder });
}
