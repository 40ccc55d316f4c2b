// TypeScript knows it only as a part of browsers.
interface WithWebAssembly {
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: object };
  };
}

/** The memory of a kernel, which begins at 0. */
export interface WebAssemblyMemory {
  /** Another one once it has grown. */
  readonly buffer: ArrayBuffer;
  /** @param pages of 2^16 bytes, more than now */
  grow(pages: number): number;
}

/**
 * What a small module of WebAssembly exports: inner loops that JavaScript runs several times slower.
 *
 * @param base64 the module, which imports nothing
 */
export function openWebAssembly<Exports extends object>(base64: string): Exports {
  const { WebAssembly } = globalThis as unknown as WithWebAssembly;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as Exports;
}

/** Makes a memory at least as large; views on it from before are then empty. */
export function reserveMemory(memory: WebAssemblyMemory, bytes: number): void {
  const lacking = bytes - memory.buffer.byteLength;
  if (lacking > 0) memory.grow(Math.ceil(lacking / 2 ** 16));
}
