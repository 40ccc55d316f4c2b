// @ts-check
/** PyTorch's files of weights, as CORnets have them. */
import { createRunContext } from '../../../packages/host/dist/index.js';
import { cornetFromFile } from '../../../plugins/model-cornet/dist/index.js';
import { fixtures } from '../samples.mjs';

export async function samples() {
  const files = Object.entries(fixtures('plugins/model-cornet/test/fixtures', ['.pth']));
  return Object.fromEntries(files.filter(([name]) => name.startsWith('cornet')));
}

/** @param {string} path */
export async function read(path) {
  const model = await cornetFromFile(path).open(createRunContext({ offline: true }));
  await model[Symbol.asyncDispose]();
}
