import type { RandomState } from '@ventral/numerics';
import { type Reach, requireCount, requireEpsilon } from './attack-options.ts';
import type { Attacked, Judged } from './attacked.ts';
import { randomOfRow } from './random-of-row.ts';

/** How a search by squares goes. */
export interface SquareAttackOptions extends Reach {
  /** Height, width and channels of the images. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /**
   * How often the network may be asked about an image.
   * @default 1000
   */
  readonly queries?: number | undefined;
  /**
   * The share of the image that the first squares cover.
   * @default 0.8
   */
  readonly share?: number | undefined;
  /** @default 0 */
  readonly seed?: number | undefined;
  /** Called before each query; may throw, to stop. */
  readonly onStep?: ((query: number, queries: number) => void) | undefined;
}

// Of 10,000 queries, after how many the area of the squares is halved, as published.
const halvings = [10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000];

/**
 * Random search by squares, within `epsilon` of every pixel (L-infinity): it needs no gradient, only the loss,
 * so that it finds what masked gradients hide. Begins with stripes; a square of one change is kept where the
 * loss rises. An image is left as it is once the attack has succeeded.
 *
 * Reference: Andriushchenko et al. (2020), https://doi.org/10.1007/978-3-030-58592-1_29
 *
 * @param pixels of some images, 0..1, `height x width x channels` one after the other
 * @param rows which image of the set each is
 * @throws VentralError `OPTION_INVALID` for an epsilon or a number of queries that cannot be used
 */
export async function squareAttack(
  attacked: Pick<Attacked, 'judge'>,
  pixels: Float32Array,
  rows: readonly number[],
  options: SquareAttackOptions,
): Promise<Judged & { readonly pixels: Float32Array }> {
  const { epsilon, shape, queries = 1000, share = 0.8, seed = 0, onStep } = options;
  requireEpsilon(epsilon, 1);
  requireCount('queries', queries);
  const length = pixels.length / rows.length;
  const imageAt = (of: Float32Array, index: number) =>
    of.subarray(index * length, (index + 1) * length);
  const randoms = rows.map((row) => randomOfRow(seed, row));
  const best = Float32Array.from(pixels);
  const first = await attacked.judge(best, rows);
  const losses = Float64Array.from(first.losses);
  const hasSucceeded = [...first.hasSucceeded];
  for (let query = 0; query < queries; query++) {
    const going = [...rows.keys()].filter((index) => !hasSucceeded[index]);
    if (going.length === 0) break;
    onStep?.(query, queries);
    const candidates = new Float32Array(going.length * length);
    const side = sideAt(query / queries, share, shape);
    for (const [place, index] of going.entries()) {
      const candidate = imageAt(candidates, place);
      candidate.set(imageAt(best, index));
      const [image, random] = [imageAt(pixels, index), randoms[index]!];
      if (query === 0) putStripes(candidate, image, shape, epsilon, random);
      else putSquare(candidate, image, { shape, side, epsilon }, random);
    }
    const judged = await attacked.judge(
      candidates,
      going.map((index) => rows[index]!),
      query + 1,
    );
    for (const [place, index] of going.entries()) {
      const isBetter = judged.losses[place]! > losses[index]! || judged.hasSucceeded[place]!;
      if (!isBetter) continue;
      imageAt(best, index).set(imageAt(candidates, place));
      losses[index] = judged.losses[place]!;
      hasSucceeded[index] = judged.hasSucceeded[place]!;
    }
  }
  return { pixels: best, losses, hasSucceeded };
}

function sideAt(
  progress: number,
  share: number,
  [height, width]: SquareAttackOptions['shape'],
): number {
  const halved = halvings.filter((at) => progress * 10_000 > at).length;
  const side = Math.round(Math.sqrt((share / 2 ** halved) * height * width));
  return Math.max(1, Math.min(side, height - 1, width - 1));
}

function sign(random: RandomState): number {
  return random.randomSample() < 0.5 ? -1 : 1;
}

function clipped(value: number): number {
  return Math.max(0, Math.min(1, value));
}

/** Columns of one change each. */
function putStripes(
  candidate: Float32Array,
  image: Float32Array,
  [, width, channels]: SquareAttackOptions['shape'],
  epsilon: number,
  random: RandomState,
): void {
  const stripes = Float64Array.from({ length: width * channels }, () => epsilon * sign(random));
  for (let at = 0; at < image.length; at++) {
    candidate[at] = clipped(image[at]! + stripes[at % stripes.length]!);
  }
}

function putSquare(
  candidate: Float32Array,
  image: Float32Array,
  {
    shape: [height, width, channels],
    side,
    epsilon,
  }: Pick<SquareAttackOptions, 'shape' | 'epsilon'> & { readonly side: number },
  random: RandomState,
): void {
  const top = random.randint(height - side + 1);
  const left = random.randint(width - side + 1);
  const changes = Array.from({ length: channels }, () => epsilon * sign(random));
  for (let row = top; row < top + side; row++) {
    for (let column = left; column < left + side; column++) {
      for (const [channel, change] of changes.entries()) {
        const at = (row * width + column) * channels + channel;
        candidate[at] = clipped(image[at]! + change);
      }
    }
  }
}
