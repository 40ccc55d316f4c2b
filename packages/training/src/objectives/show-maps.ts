import type { ImageView } from '../samples/augmentation.ts';
import type { ImportanceMaps } from './importance-maps.ts';

/** Maps of some images, moved and mirrored as these are. */
interface ShownMaps {
  /** `rows x height x width`. */
  readonly values: Float32Array;
  /** Of each, 1 where something of a map is left to see, 0 otherwise. */
  readonly isThere: Float32Array;
}

/**
 * Maps as their images are shown: what lies outside of an image matters to nobody.
 *
 * @param views how each of these images is shown; by default as it is
 */
export function showMaps(
  { shape: [, height, width], values, isThere }: ImportanceMaps,
  rows: readonly number[],
  views?: readonly ImageView[],
): ShownMaps {
  const size = height * width;
  const shown = new Float32Array(rows.length * size);
  const left = new Float32Array(rows.length);
  for (const [place, row] of rows.entries()) {
    const map = values.subarray(row * size, (row + 1) * size);
    const into = shown.subarray(place * size, (place + 1) * size);
    const view = views?.[place];
    const isMoved = view !== undefined && (view.right !== 0 || view.down !== 0);
    if (isMoved || view?.isFlipped) showMap(map, view, width, into);
    else into.set(map);
    // What is the same everywhere says nothing of where to look.
    const isLeft = !isMoved || into.some((value) => value !== into[0]);
    left[place] = isThere[row] && isLeft ? 1 : 0;
  }
  return { values: shown, isThere: left };
}

function showMap(
  map: Float32Array,
  { right, down, isFlipped }: ImageView,
  width: number,
  into: Float32Array,
): void {
  const height = map.length / width;
  for (let y = 0, to = 0; y < height; y++) {
    const fromY = y + down;
    const isInside = fromY >= 0 && fromY < height;
    for (let x = 0; x < width; x++, to++) {
      const fromX = (isFlipped ? width - 1 - x : x) + right;
      if (isInside && fromX >= 0 && fromX < width) into[to] = map[fromY * width + fromX]!;
    }
  }
}
