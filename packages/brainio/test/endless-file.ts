import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** A small netCDF file. */
export const small: string = fileURLToPath(
  new URL('fixtures/small/assy_test_Small.nc', import.meta.url),
);

/** A file in which the HDF5 library (1.14) searches a heap without end. */
export async function writeEndless(path: string): Promise<void> {
  await writeFile(path, (await readFile(small)).fill(0, 3160, 3178));
}
