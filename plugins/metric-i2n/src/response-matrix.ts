import type { Trials } from './trials.ts';

/** How often each object was chosen for each image when it was not the right one. */
export interface ResponseMatrix {
  readonly images: readonly string[];
  readonly objects: readonly string[];
  /** For every image, index of the object on it. */
  readonly truthOf: Uint32Array;
  /**
   * Row-major, `images x objects`, in [0, 1]: the share of wrong choices where the image's object
   * and this one were the alternatives; NaN for the image's own object and where unknown.
   */
  readonly values: Float64Array;
}

/** The response matrix of some of the trials; NaN for alternatives that were not among them. */
export function responsesInTrials(trials: Trials, selected: Iterable<number>): ResponseMatrix {
  const { images, objects, truthOf, imageOf, distractorOf, missed } = trials;
  const offered = new Uint32Array(images.length * objects.length);
  const chosen = new Uint32Array(offered.length);
  for (const trial of selected) {
    const cell = imageOf[trial]! * objects.length + distractorOf[trial]!;
    offered[cell]! += 1;
    chosen[cell]! += missed[trial]!;
  }
  const values = Float64Array.from(chosen, (count, cell) => count / offered[cell]!);
  return { images, objects, truthOf, values };
}

/**
 * The response matrix of something that gives every object a probability: faced with the image's
 * object t and another one c, it chooses c with probability `p(c) / (p(c) + p(t))`.
 *
 * @param probabilities row-major, `images x objects`
 */
export function responsesByProbability(
  { images, objects, truthOf }: Pick<Trials, 'images' | 'objects' | 'truthOf'>,
  probabilities: Float64Array,
): ResponseMatrix {
  const values = probabilities.map((probability, cell) => {
    const image = Math.floor(cell / objects.length);
    const truth = image * objects.length + truthOf[image]!;
    return cell === truth ? Number.NaN : probability / (probability + probabilities[truth]!);
  });
  return { images, objects, truthOf, values };
}
