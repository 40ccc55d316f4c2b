import { VentralError } from '@ventral/errors';
import { type Reach, requireCount, requireEpsilon } from './attack-options.ts';
import type { Attacked, Judged } from './attacked.ts';
import { addWithin } from './norms/advance-by.ts';
import type { Norm } from './norms/norm.ts';
import { type NormName, norms } from './norms/norms.ts';
import { randomOfRow } from './random-of-row.ts';

/** How an attack by gradients goes. All sizes in pixels 0..1. */
export interface PgdOptions extends Reach {
  readonly norm: NormName;
  /** @default 20 */
  readonly steps?: number | undefined;
  /** @default 2.5 epsilon / steps */
  readonly stepSize?: number | undefined;
  /**
   * Where it begins: at the image, or at a random place within reach of it, drawn by this seed. A function says
   * the perturbation of each image itself.
   * @default 'clean'
   */
  readonly start?: 'clean' | { readonly seed: number } | ((row: number) => ArrayLike<number>);
  /**
   * Whether an image is left as it is once the attack has succeeded. Steps then cost what is left of them.
   * @default false
   */
  readonly stopsAtSuccess?: boolean | undefined;
  /** Called before each step; may throw, to stop. */
  readonly onStep?: ((step: number, steps: number) => void) | undefined;
}

/** What an attack came to. */
export interface AttackResult extends Judged {
  /** The last of each image, pixels 0..1. */
  readonly pixels: Float32Array;
  /** The loss of each image at the start and after each step; shorter where it stopped. */
  readonly paths: readonly (readonly number[])[];
  /** Whether the attack had succeeded at any step. */
  readonly hasEverSucceeded: readonly boolean[];
}

/**
 * Projected gradient descent: steps up the loss, each brought back to within `epsilon` of the image and then to
 * pixels of 0..1. A step of the L-infinity norm moves every pixel by its sign, one of L2 goes along the
 * gradient, one of L1 moves the one pixel with the steepest slope.
 *
 * Time is that of `steps` gradients of all images; memory that of the images and of what they are given to.
 *
 * Reference: Madry et al. (2018), https://doi.org/10.48550/arXiv.1706.06083
 *
 * @param pixels of some images, 0..1, one after the other
 * @param rows which image of the set each is: an image is attacked alike in any batch
 * @throws VentralError `OPTION_INVALID` for an epsilon, steps or a step size that cannot be used
 * @throws VentralError `GRADIENT_UNAVAILABLE` where what is attacked has no gradient
 */
export async function pgd(
  attacked: Attacked,
  pixels: Float32Array,
  rows: readonly number[],
  options: PgdOptions,
): Promise<AttackResult> {
  const { epsilon, steps = 20, stepSize = (2.5 * epsilon) / steps, start = 'clean' } = options;
  const length = pixels.length / rows.length;
  requireEpsilon(epsilon, reachOfAll(options.norm, length));
  requireCount('steps', steps);
  requireStepSize(stepSize);
  const norm: Norm = norms[options.norm];
  const imageAt = (of: Float32Array, index: number) =>
    of.subarray(index * length, (index + 1) * length);
  const current = Float32Array.from(pixels);
  if (start !== 'clean') {
    for (const [index, row] of rows.entries()) {
      const perturbation =
        typeof start === 'function'
          ? start(row)
          : norm.draw(length, epsilon, randomOfRow(start.seed, row));
      addWithin(imageAt(pixels, index), perturbation, imageAt(current, index));
    }
  }
  const paths = rows.map((): number[] => []);
  const hasEverSucceeded = rows.map(() => false);
  const note = (indices: readonly number[], { losses, hasSucceeded }: Judged) => {
    for (const [place, index] of indices.entries()) {
      paths[index]!.push(losses[place]!);
      hasEverSucceeded[index] ||= hasSucceeded[place]!;
    }
  };
  const rowsOf = (indices: readonly number[]) => indices.map((index) => rows[index]!);
  const room = new Float32Array(pixels.length);
  let active: readonly number[] = [...rows.keys()];
  for (let step = 0; step < steps && active.length > 0; step++) {
    options.onStep?.(step, steps);
    const found = await attacked.slopes(
      picked(current, active, length),
      rowsOf(active),
      step + 1,
      room.subarray(0, active.length * length),
    );
    note(active, found);
    const going = [...active.keys()].filter(
      (place) => !(options.stopsAtSuccess && found.hasSucceeded[place]),
    );
    for (const place of going) {
      const index = active[place]!;
      const [image, moved] = [imageAt(pixels, index), imageAt(current, index)];
      norm.advance(image, moved, imageAt(found.gradients, place), stepSize, epsilon);
    }
    active = going.map((place) => active[place]!);
  }
  const judged = await attacked.judge(current, rows);
  for (const index of active) {
    paths[index]!.push(judged.losses[index]!);
    hasEverSucceeded[index] ||= judged.hasSucceeded[index]!;
  }
  return { pixels: current, paths, hasEverSucceeded, ...judged };
}

/**
 * The fast gradient sign method: one step of `epsilon` up the loss, every pixel by its sign.
 *
 * Reference: Goodfellow et al. (2015), https://doi.org/10.48550/arXiv.1412.6572
 */
export function fgsm(
  attacked: Attacked,
  pixels: Float32Array,
  rows: readonly number[],
  { epsilon }: Reach,
): Promise<AttackResult> {
  return pgd(attacked, pixels, rows, { norm: 'linf', epsilon, steps: 1, stepSize: epsilon });
}

/** Some of the images; all of them as they lie. */
function picked(pixels: Float32Array, indices: readonly number[], length: number): Float32Array {
  if (indices.length * length === pixels.length) return pixels;
  const some = new Float32Array(indices.length * length);
  for (const [place, index] of indices.entries()) {
    some.set(pixels.subarray(index * length, (index + 1) * length), place * length);
  }
  return some;
}

/** From black to white. */
function reachOfAll(norm: NormName, length: number): number {
  return { linf: 1, l2: Math.sqrt(length), l1: length }[norm];
}

function requireStepSize(stepSize: number): void {
  if (stepSize > 0 && Number.isFinite(stepSize)) return;
  throw new VentralError('OPTION_INVALID', `A step of ${stepSize} cannot be taken.`, {
    hint: 'Give a step above 0, such as epsilon / 4.',
  });
}
