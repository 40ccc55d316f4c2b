// @ts-check
/** `net.layers.json` beside `net.onnx`: the layers that the network commits to regions. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openProject } from '../../../packages/scoring/dist/index.js';
import { json, network, projectFolder } from '../samples.mjs';

const project = await openProject(projectFolder, { offline: true });
const benchmark = 'Gratings.V4-pls';

/** @param {string} folder */
export async function samples(folder) {
  const model = join(folder, 'net.onnx');
  writeFileSync(model, network);
  const request = { model, preprocessing: 'torch', on: { V4: benchmark } };
  const { map } = await project.commit(request, { cacheFolder: folder });
  return { 'net.layers.json': json(map) };
}

/**
 * @param {string} _path
 * @param {string} folder
 */
export async function read(_path, folder) {
  const request = { model: join(folder, 'net.onnx'), preprocessing: 'torch', benchmark };
  const metricOptions = { splits: 2, components: 3 };
  await project.score({ ...request, metricOptions }, { cacheFolder: folder });
}
