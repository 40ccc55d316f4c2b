// @ts-check
/** JSON that users give: preprocessings, catalogues of plugins, studies of pruning. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../../../packages/files/dist/index.js';
import { parseCatalog } from '../../../packages/host/dist/index.js';
import {
  parsePreprocessing,
  preprocess,
  preprocessings,
} from '../../../packages/images/dist/index.js';
import { openProject, parsePruningStudy } from '../../../packages/scoring/dist/index.js';
import { workspaceFolder } from '../../workspace.mjs';
import { json, network, projectFolder } from '../samples.mjs';

/** @param {string} folder */
export async function samples(folder) {
  writeFileSync(join(folder, 'net.onnx'), network);
  const project = await openProject(projectFolder, { cacheFolder: folder, offline: true });
  const request = { benchmarks: ['Gratings.V4-pls'], sparsities: [0, 0.5] };
  const study = await project.studyPruning({
    ...request,
    model: join(folder, 'net.onnx'),
    preprocessing: 'torch',
  });
  const catalog = join(workspaceFolder, 'packages/cli/test/fixtures/catalog.json');
  return {
    'preprocessing.json': json(preprocessings.torch),
    'catalog.json': readFileSync(catalog),
    'study.json': json(study),
  };
}

const image = { width: 40, height: 30, data: new Uint8Array(40 * 30 * 3).fill(90) };

/** @param {string} path */
export async function read(path) {
  const value = await readJson(path);
  if (path.endsWith('catalog.json')) parseCatalog(value, path);
  else if (path.endsWith('study.json')) parsePruningStudy(value, path);
  else preprocess(image, parsePreprocessing(value), { width: 32, height: 32 }, 'NCHW');
}
