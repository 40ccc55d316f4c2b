import { VentralError } from '@ventral/errors';
import { classes } from './classes.ts';

/** Pixels a side. */
export const side = 32;
const area = side * side;
/** Bytes of an image: red, green and blue of every pixel. */
export const imageBytes = 3 * area;
const rowBytes = 1 + imageBytes;

/** Images with their classes, as the data set holds them in memory. */
export interface ImageRows {
  /** Index of the class of each image. */
  readonly labels: readonly number[];
  /** `images x height x width x 3`, from 0 to 255. */
  readonly pixels: Uint8Array;
}

/**
 * Reads a file of the authors' binary form: one row an image, a byte for the class and then all its red,
 * all its green and all its blue levels, row by row.
 *
 * @param name of the file, for errors
 * @throws VentralError `DATA_CORRUPT` where it does not end with a row, or says a class that there is not
 */
export function readImageRows(bytes: Uint8Array, name: string): ImageRows {
  const count = bytes.length / rowBytes;
  if (!Number.isInteger(count) || count === 0) {
    throw new VentralError(
      'DATA_CORRUPT',
      `${name} has ${bytes.length} bytes, which are no rows of ${rowBytes}.`,
      { hint: 'Fetch the archive again.' },
    );
  }
  const pixels = new Uint8Array(count * imageBytes);
  const labels = Array.from({ length: count }, (_, image) => {
    const start = image * rowBytes + 1;
    for (let place = 0, to = image * imageBytes; place < area; place++) {
      for (let channel = 0; channel < 3; channel++) {
        pixels[to++] = bytes[start + channel * area + place]!;
      }
    }
    return requireClass(bytes[start - 1]!, image, name);
  });
  return { labels, pixels };
}

/** @throws VentralError `DATA_CORRUPT` for a label that is none of the ten */
export function requireClass(label: number, image: number, name: string): number {
  if (label in classes) return label;
  throw new VentralError(
    'DATA_CORRUPT',
    `Image ${image} of ${name} is said to be of class ${label}: there are ${classes.length}, from 0 on.`,
  );
}
