import { openWebAssembly, reserveMemory, type WebAssemblyMemory } from '@ventral/numerics';

/** The pieces of its input that a row of output is the sum of, each with its weight. */
export interface WeighedPieces {
  /** Where each begins in the input; all are as long as the row. */
  readonly starts: Int32Array;
  /** As many weights. */
  readonly weights: Float64Array;
}

/**
 * Makes rows that are weighted sums of pieces of an array, one after another: value `i` of a row is the sum of
 * `weights[k] * input[starts[k] + i]`.
 *
 * Every filter here is made of this: a piece is a row of the image, and a tap of the filter a row begun some values
 * earlier or later. Two values at once, by WebAssembly: SciPy's filters are compiled, too.
 *
 * @param length of a row
 * @param piecesOf a row; what it gives is read before it is asked for the next
 * @returns `rows * length` values
 */
export function weighRows(
  input: Float64Array,
  rows: number,
  length: number,
  piecesOf: (row: number) => WeighedPieces,
): Float64Array {
  kernel ??= openWebAssembly<Kernel>(kernelBytes);
  const { memory, weigh } = kernel;
  const most = input.length;
  // One after another: the input, the output, and the pieces of a row; the kernel goes on to the next eighth value.
  const outputAt = bytesOf(most);
  const weightsAt = outputAt + bytesOf(rows * length);
  reserveMemory(memory, weightsAt);
  new Float64Array(memory.buffer, 0, most).set(input);
  for (let row = 0; row < rows; row++) {
    const { starts, weights } = piecesOf(row);
    const startsAt = weightsAt + bytesOf(weights.length);
    reserveMemory(memory, startsAt + bytesOf(starts.length));
    new Float64Array(memory.buffer, weightsAt, weights.length).set(weights);
    const addresses = new Int32Array(memory.buffer, startsAt, starts.length);
    for (let tap = 0; tap < starts.length; tap++) addresses[tap] = starts[tap]! * valueBytes;
    weigh(startsAt, weightsAt, starts.length, outputAt + row * length * valueBytes, length);
  }
  return new Float64Array(memory.buffer, outputAt, rows * length).slice();
}

const valueBytes = Float64Array.BYTES_PER_ELEMENT;

/** Room for as many values, and for what the kernel reads or writes beyond them. */
function bytesOf(count: number): number {
  return (count + 8) * valueBytes;
}

interface Kernel {
  readonly memory: WebAssemblyMemory;
  weigh(starts: number, weights: number, taps: number, output: number, length: number): void;
}

let kernel: Kernel | undefined;

// scripts/weigh-rows.wat, as `wat2wasm` of wabt makes it.
const kernelBytes =
  'AGFzbQEAAAABCQFgBX9/f39/AAMCAQAFAwEAAQcSAgZtZW1vcnkCAAV3ZWlnaAAACpkCAZYCAgR/BXsgBEEDdCEGA0' +
  'D9DAAAAAAAAAAAAAAAAAAAAAAhCv0MAAAAAAAAAAAAAAAAAAAAACEL/QwAAAAAAAAAAAAAAAAAAAAAIQz9DAAAAAAA' +
  'AAAAAAAAAAAAAAAhDUEAIQcDQCAFIAAgB0ECdGooAgBqIQggASAHQQN0av0KAwAhCSAKIAkgCP0ABAD98gH98AEhCi' +
  'ALIAkgCP0ABBD98gH98AEhCyAMIAkgCP0ABCD98gH98AEhDCANIAkgCP0ABDD98gH98AEhDSAHQQFqIQcgByACSQ0A' +
  'CyADIAVqIAr9CwQAIAMgBWogC/0LBBAgAyAFaiAM/QsEICADIAVqIA39CwQwIAVBwABqIQUgBSAGSQ0ACws=';
