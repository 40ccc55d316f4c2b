// @ts-check
/** .npy, whole and in blocks of columns. */
import { openFeatureFile, readNpyFile } from '../../../packages/files/dist/index.js';
import { fixtures } from '../samples.mjs';

export const samples = async () => fixtures('packages/files/test/fixtures', ['.npy']);

/** @param {string} path */
export async function read(path) {
  await readNpyFile(path);
  await readBlocks(path);
}

/** @param {string} path */
export async function readBlocks(path) {
  const file = await openFeatureFile(path);
  const rows = Array.from({ length: file.shape[0] ?? 0 }, (_, row) => `${row}`);
  const { featureCount, readColumns } = file.withStimuli(rows);
  const width = Math.ceil(featureCount / 3);
  for (let start = 0; start < featureCount; start += width) {
    await readColumns(start, Math.min(featureCount, start + width));
  }
}
