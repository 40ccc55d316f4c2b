import { VentralError } from '@ventral/errors';
import { classes } from './classes.ts';

/** Pixels a side. */
export const side = 28;
/** Bytes of an image: a level a pixel. */
export const imageBytes = side * side;

// Unsigned bytes in three dimensions, and in one.
const imageMagic = 2051;
const labelMagic = 2049;

/**
 * Reads images of the IDX form: four numbers of 32 bits, the highest byte first (2051, images, rows, columns), then a
 * byte a pixel, row by row.
 *
 * @param name of the file, for errors
 * @returns `images x 28 x 28` levels from 0 to 255, of the bytes that were given
 * @throws VentralError `DATA_CORRUPT` for another form, another size of images, none, or a file that is cut off
 */
export function readIdxImages(bytes: Uint8Array, name: string): Uint8Array {
  const [magic, count = 0, rows, columns] = readHeader(bytes, 4, name);
  if (magic !== imageMagic)
    throw corrupt(name, `it begins with ${magic}, images with ${imageMagic}`);
  if (rows !== side || columns !== side) {
    throw corrupt(name, `its images are ${rows} x ${columns}, and not ${side} x ${side}`);
  }
  return readBody(bytes, 16, count, imageBytes, name);
}

/**
 * Reads labels of the IDX form: 2049 and their number, as in {@link readIdxImages}, then a byte each.
 *
 * @param name of the file, for errors
 * @throws VentralError `DATA_CORRUPT` for another form, none, a class that there is not, or a file that is cut off
 */
export function readIdxLabels(bytes: Uint8Array, name: string): readonly number[] {
  const [magic, count = 0] = readHeader(bytes, 2, name);
  if (magic !== labelMagic)
    throw corrupt(name, `it begins with ${magic}, labels with ${labelMagic}`);
  const labels = Array.from(readBody(bytes, 8, count, 1, name));
  const wrong = labels.findIndex((label) => label >= classes.length);
  if (wrong === -1) return labels;
  throw corrupt(name, `image ${wrong} is said to be of class ${labels[wrong]}, of 0 to 9`);
}

function readHeader(bytes: Uint8Array, numbers: number, name: string): readonly number[] {
  if (bytes.length < 4 * numbers) throw corrupt(name, `it has ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return Array.from({ length: numbers }, (_, at) => view.getUint32(4 * at, false));
}

function readBody(
  bytes: Uint8Array,
  start: number,
  count: number,
  each: number,
  name: string,
): Uint8Array {
  if (count === 0) throw corrupt(name, 'it holds nothing');
  if (bytes.length === start + count * each) return bytes.subarray(start);
  throw corrupt(name, `it has ${bytes.length} bytes, where ${count} take ${start + count * each}`);
}

function corrupt(name: string, what: string): VentralError {
  return new VentralError('DATA_CORRUPT', `${name} is no file of Fashion-MNIST: ${what}.`, {
    hint: 'Fetch the file again.',
  });
}
