import { randomOf } from './random-of.ts';
import { remembered } from './sample-order.ts';

/** How images are varied from round to round. */
export interface Augmentation {
  /**
   * Black pixels around an image, out of which a part of its size is cut at a random place.
   * @default 0
   */
  readonly padding?: number;
  /**
   * Whether every second image, drawn at random, is mirrored left for right.
   * @default false
   */
  readonly flip?: boolean;
}

/** How an image is shown: moved by so many pixels, mirrored or not. */
export interface ImageView {
  readonly right: number;
  readonly down: number;
  readonly isFlipped: boolean;
}

const asItIs: ImageView = { right: 0, down: 0, isFlipped: false };
const purpose = 2;

/** How each image is shown in each round, by the seed, the round and the image alone. */
export function viewsOf(
  { padding = 0, flip = false }: Augmentation,
  count: number,
  seed: number,
  pass: number,
): (row: number, round: number) => ImageView {
  if (padding === 0 && !flip) return () => asItIs;
  const drawn = remembered((round) => {
    const random = randomOf(seed, purpose, pass, round);
    return Int32Array.from({ length: count }, () => {
      const right = random.randint(2 * padding + 1);
      const down = random.randint(2 * padding + 1);
      return 2 * (right * (2 * padding + 1) + down) + random.randint(2);
    });
  });
  return (row, round) => {
    const code = drawn(round)[row]!;
    const place = code >> 1;
    return {
      right: Math.floor(place / (2 * padding + 1)) - padding,
      down: (place % (2 * padding + 1)) - padding,
      isFlipped: flip && code % 2 === 1,
    };
  };
}
