import { openWebAssembly, reserveMemory, type WebAssemblyMemory } from '@ventral/numerics';
import type { Norm } from './norm.ts';

/** No pixel moves by more than the radius. A step moves each by its sign; one without slope stays. */
export const lInfinity: Norm = {
  // By WebAssembly: signs are as good as random, and processors guess the branches of JavaScript wrong.
  advance(image, current, gradient, size, radius) {
    kernel ??= openWebAssembly<Kernel>(kernelBytes);
    const room = image.length + (image.length % 2);
    reserveMemory(kernel.memory, 3 * room * Float32Array.BYTES_PER_ELEMENT);
    const values = new Float32Array(kernel.memory.buffer, 0, 3 * room);
    values.set(image);
    values.set(current, room);
    values.set(gradient, 2 * room);
    kernel.advance(room * Float32Array.BYTES_PER_ELEMENT, size, radius);
    current.set(values.subarray(room, room + current.length));
  },
  draw: (length, radius, random) =>
    Float64Array.from({ length }, () => radius * (2 * random.randomSample() - 1)),
};

interface Kernel {
  readonly memory: WebAssemblyMemory;
  advance(bytes: number, size: number, radius: number): void;
}

let kernel: Kernel | undefined;

// scripts/advance.wat, as `wat2wasm` of wabt makes it.
const kernelBytes =
  'AGFzbQEAAAABBwFgA398fAADAgEABQMBAAEHFAIGbWVtb3J5AgAHYWR2YW5jZQAACq8BAawBAgF/BnsgAf0UIQcgAv0UIQgDQCAD/V0' +
  'DAP1fIQUgAyAAav1dAwD9XyEEIAMgAEEBdGr9XQMA/V8hBiADIABqIAn9DAAAAAAAAPA/AAAAAAAA8D8gBSAI/e0BIAggBCAF/fEBIA' +
  'YgCf1IIAYgB/0MAAAAAAAAAIAAAAAAAAAAgP1S/U798AH99gH99wH98AH99gH99wH9Xv1bAwAAIANBCGohAyADIABJDQALCw==';
