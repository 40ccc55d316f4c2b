import type { ImageGradient } from '@ventral/core';
import type { Attacked } from './attacked.ts';

/**
 * That a unit responds more, or less. It never succeeds: there is always a stronger response. Where the model has
 * noise, each image keeps one draw of it: what is attacked is the response, not its variability.
 *
 * @param direction 1 for more, -1 for less; the loss is the response times this
 */
export function unitResponse(unit: ImageGradient, direction: 1 | -1): Attacked {
  const slopes: Attacked['slopes'] = async (pixels, rows, _look, into) => {
    const { responses, gradients } = await unit.run(pixels, { rows }, into);
    return {
      losses: responses.map((response) => direction * response),
      hasSucceeded: rows.map(() => false),
      gradients: direction === 1 ? gradients : gradients.map((slope) => -slope),
    };
  };
  return { slopes, judge: (pixels, rows) => slopes(pixels, rows) };
}
