/** The HDF5 library, compiled to WebAssembly. */
export type Hdf5Library = typeof import('h5wasm/node');

let loaded: Promise<Hdf5Library> | undefined;
let instances = 0;
const failed = new Set<string>();

/**
 * Loads the library, once, and anew for a file that it failed to read: it keeps that file open, and
 * would not see one that has been put right in its place.
 *
 * @param file what tells it from other files, whatever their names
 */
export function loadHdf5Library(file: string): Promise<Hdf5Library> {
  if (failed.has(file)) discardInstance();
  loaded ??= loadInstance();
  return loaded;
}

/** Notes that the library failed to read a file. */
export function noteHdf5Failure(file: string, error: Error): void {
  failed.add(file);
  // Its memory is damaged, and nothing it reads from now on can be relied upon.
  if (error.name === 'RuntimeError') discardInstance();
}

function discardInstance(): void {
  loaded = undefined;
  failed.clear();
}

async function loadInstance(): Promise<Hdf5Library> {
  // Under an address of its own, each instance is a module of its own; it takes some 30 MB.
  const address = `${import.meta.resolve('h5wasm/node')}?instance=${instances++}`;
  const library = (await import(address)) as Hdf5Library;
  const module = await library.ready;
  // Otherwise the library prints its errors and goes on with values that mean nothing.
  module.activate_throwing_error_handler();
  return library;
}
