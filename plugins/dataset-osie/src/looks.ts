import { VentralError } from '@ventral/errors';
import { type MatArray, type MatFields, matField } from '@ventral/matlab';

/** Of every image, in pixels. */
export const imageSize = { width: 800, height: 600 } as const;

/** A place that someone looked at, or that a mouse was on. */
interface Look {
  readonly image: string;
  readonly subject: string;
  /** From 1, by subject and image. */
  readonly order: number;
  /** Pixels from the left and upper edge. */
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** Places that people looked at, image by image, subject by subject, in the order of time. */
export type Looks = readonly Look[];

/**
 * The fixations of the named images.
 *
 * @param file the variables of the file of all images
 * @throws VentralError `DATA_CORRUPT` for an image without fixations, and for a fixation outside of its image
 */
export function readFixations(file: MatFields, images: readonly string[]): Looks {
  const cells = matField(file, 'fixations', 'cells').cells.map(structOf);
  const byName = new Map(cells.map((cell) => [matField(cell, 'img', 'text').text, cell]));
  return images.flatMap((image) => {
    const cell = byName.get(image);
    const subjects = cell === undefined ? [] : matField(cell, 'subjects', 'cells').cells;
    const found = subjects.flatMap((array, index) => {
      const own = structOf(array);
      const numbers = (name: string) => matField(own, name, 'numbers').values;
      const [xs, ys, durations] = [numbers('fix_x'), numbers('fix_y'), numbers('fix_duration')];
      const subject = String(index + 1).padStart(2, '0');
      if (ys.length !== xs.length || durations.length !== xs.length) {
        throw corrupt(`${image} has ${xs.length} places and ${durations.length} durations`);
      }
      return Array.from(xs, (x, place): Look => {
        const [y, value] = [ys[place] as number, durations[place] as number];
        return { image, subject, order: place + 1, ...within(image, x, y), value };
      });
    });
    return required(image, found);
  });
}

/**
 * The samples of the mouse on one image.
 *
 * @param file the variables of the image's own file
 * @throws VentralError `DATA_CORRUPT` for an image without samples, and for a sample outside of it
 */
export function readMouseSamples(file: MatFields, image: string): Looks {
  const own = matField(file, 'fixations', 'structs').structs[0] ?? new Map();
  const numbers = (name: string) => matField(own, name, 'numbers').values;
  const [subjects, places, orders] = [numbers('subj'), numbers('coord'), numbers('order')];
  const count = subjects.length;
  if (places.length !== 2 * count || orders.length !== count) {
    throw corrupt(`${image} has ${count} samples and ${places.length} numbers for their places`);
  }
  const names = new Map<number, string>();
  const found = Array.from(subjects, (number, sample): Look => {
    const subject = names.get(number) ?? String(number);
    names.set(number, subject);
    // Rows first, then columns.
    const [y, x] = [places[sample] as number, places[count + sample] as number];
    return { image, subject, order: orders[sample] as number, ...within(image, x, y), value: 1 };
  });
  return required(image, found);
}

function structOf(array: MatArray): MatFields {
  const struct = array.kind === 'structs' ? array.structs[0] : undefined;
  if (struct !== undefined) return struct;
  throw corrupt(`${array.kind} of ${array.shape.join(' x ')} stand where a struct belongs`);
}

/** From MATLAB's numbers of pixels, where the first is 1. */
function within(image: string, x: number, y: number): Pick<Look, 'x' | 'y'> {
  const place = { x: x - 0.5, y: y - 0.5 };
  const isInside =
    place.x >= 0 && place.x <= imageSize.width && place.y >= 0 && place.y <= imageSize.height;
  if (isInside) return place;
  const size = `${imageSize.width} x ${imageSize.height}`;
  throw corrupt(`${image} was looked at outside, at ${x}, ${y} of ${size} pixels`);
}

function required(image: string, looks: Looks): Looks {
  if (looks.length > 0) return looks;
  throw corrupt(`nobody looked at ${image}`);
}

function corrupt(what: string): VentralError {
  return new VentralError('DATA_CORRUPT', `The file cannot be used: ${what}.`, {
    hint: 'Fetch it again.',
  });
}
