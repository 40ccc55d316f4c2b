import { VentralError } from '@ventral/errors';

/** Where the gaze rests: to the right of the centre of the image and below it, in widths of the image. */
export type Fixation = readonly [x: number, y: number];

/** The centre, and four places on the diagonals around it, as in the paper's evaluation. */
export function aroundCentre(distance: number): readonly Fixation[] {
  const [near, far] = [-distance, distance];
  return [
    [0, 0],
    [near, far],
    [far, near],
    [near, near],
    [far, far],
  ];
}

/** @throws VentralError `OPTION_INVALID` for no fixation, or one beside the image */
export function requireFixations(fixations: readonly Fixation[]): void {
  const isOnImage = (at: number) => Math.abs(at) <= 0.5;
  if (fixations.length > 0 && fixations.flat().every(isOnImage)) return;
  const given = JSON.stringify(fixations);
  throw new VentralError('OPTION_INVALID', `There is no looking at an image from ${given}.`, {
    hint: 'Give at least one fixation, each from -0.5 to 0.5 widths of the image off its centre: [[0, 0]].',
  });
}
