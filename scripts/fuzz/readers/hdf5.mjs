// @ts-check
/** BrainIO's recordings in netCDF-4, which is HDF5: layout, labels and values. */
import { openAssembly } from '../../../packages/brainio/dist/index.js';
import { fixtures } from '../samples.mjs';

export const samples = async () => fixtures('packages/brainio/test/fixtures/small', ['.nc']);

/** @param {string} path */
export async function read(path) {
  const file = await openAssembly(path);
  await file.read();
}
