import type { ImageGradient } from '@ventral/core';
import { type PgdOptions, pgd } from './pgd.ts';
import { unitResponse } from './unit-response.ts';

/** How much a unit can be moved, image by image, in units of its response. */
export interface UnitSensitivity {
  /** The response to each image as it is. */
  readonly clean: Float64Array;
  /** The response after an attack that raises it. */
  readonly up: Float64Array;
  /** The response after an attack that lowers it. */
  readonly down: Float64Array;
  /** The larger change of the two. */
  readonly sensitivity: Float64Array;
  /** The largest change at any step of either. */
  readonly sensitivityAnyStep: Float64Array;
}

/**
 * The largest change of a unit's response under a perturbation of bounded size: projected gradient descent up
 * and down its response. A unit without slope at the image, such as one that a rectifier silences, does not
 * move, unless the attack begins at a random place.
 *
 * Reference: Guo et al. (2022), https://doi.org/10.48550/arXiv.2206.11228
 *
 * @param pixels of some images, 0..1
 * @param rows which image of the set each is
 * @throws VentralError `OPTION_INVALID` as {@link pgd}
 */
export async function unitSensitivity(
  unit: ImageGradient,
  pixels: Float32Array,
  rows: readonly number[],
  options: PgdOptions,
): Promise<UnitSensitivity> {
  const clean = (await unit.run(pixels, { rows })).responses;
  const up = await pgd(unitResponse(unit, 1), pixels, rows, options);
  const down = await pgd(unitResponse(unit, -1), pixels, rows, options);
  const changes = (path: readonly number[], response: number, direction: number) =>
    path.map((loss) => Math.abs(direction * loss - response));
  return {
    clean,
    up: up.losses,
    down: down.losses.map((loss) => -loss),
    sensitivity: clean.map((response, index) =>
      Math.max(Math.abs(up.losses[index]! - response), Math.abs(-down.losses[index]! - response)),
    ),
    sensitivityAnyStep: clean.map((response, index) =>
      Math.max(
        ...changes(up.paths[index]!, response, 1),
        ...changes(down.paths[index]!, response, -1),
      ),
    ),
  };
}
