/** The HDF5 library, compiled to WebAssembly. */
export type Hdf5Library = typeof import('h5wasm/node');

// Its own buffers are a few tiles of 16 MB, or a chunk and what that unpacks to; a file that is damaged
// makes it ask for all there is.
const mostBytes = 768 * 2 ** 20;
const pageBytes = 2 ** 16;

// TypeScript knows it only as a part of browsers.
interface WithWebAssembly {
  readonly WebAssembly: {
    readonly Memory: { readonly prototype: { buffer: ArrayBuffer; grow(pages: number): number } };
  };
}

let loaded: Promise<Hdf5Library> | undefined;

/** Loads the library, once a thread; it takes some 30 MB. */
export function loadHdf5Library(): Promise<Hdf5Library> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Hdf5Library> {
  // What the library prints in this thread, it throws as well.
  console.error = () => {};
  boundMemory();
  const library = await import('h5wasm/node');
  const module = await library.ready;
  // Otherwise the library prints its errors and goes on with values that mean nothing.
  module.activate_throwing_error_handler();
  return library;
}

/** Refuses WebAssembly of this thread more memory, which the library takes for a full machine. */
function boundMemory(): void {
  const { prototype } = (globalThis as unknown as WithWebAssembly).WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * pageBytes <= mostBytes) return grow.call(this, pages);
    throw new RangeError(`more than ${mostBytes} bytes`);
  };
}
