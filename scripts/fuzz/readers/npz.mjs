// @ts-check
/** .npz: damaged arrays in a zip that is whole, and zips that are damaged. */
import { readFile, writeFile } from 'node:fs/promises';
import { makeZip } from '../samples.mjs';
import * as npy from './npy.mjs';

export async function samples() {
  const arrays = await npy.samples();
  const [[name, bytes]] = /** @type {[[string, Uint8Array]]} */ (Object.entries(arrays));
  return { ...arrays, 'features.npz': await makeZip({ [name]: bytes }) };
}

/** @param {string} path */
export async function read(path) {
  if (path.endsWith('.npz')) return npy.read(path);
  await writeFile(`${path}.npz`, await makeZip({ 'arr_0.npy': await readFile(path) }));
  await npy.read(`${path}.npz:arr_0`);
}
