/** The HDF5 library, compiled to WebAssembly. */
export type Hdf5Library = typeof import('h5wasm/node');

let loaded: Promise<Hdf5Library> | undefined;

/** Loads the library, once a thread; it takes some 30 MB. */
export function loadHdf5Library(): Promise<Hdf5Library> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Hdf5Library> {
  // What the library prints in this thread, it throws as well.
  console.error = () => {};
  const library = await import('h5wasm/node');
  const module = await library.ready;
  // Otherwise the library prints its errors and goes on with values that mean nothing.
  module.activate_throwing_error_handler();
  return library;
}
