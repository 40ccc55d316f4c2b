import { type Assembly, createAssembly } from '@ventral/arrays';
import { randomFor } from './random-for.ts';
import { choiceObjects, type Scene } from './scene.ts';

/** For each image (row) and object, how likely the image's own object is chosen over it. */
export interface HitRates {
  /** Row-major, `images x objects`, in (0, 1); NaN for the image's own object. */
  readonly values: Float64Array;
  /** Of each image, index of its object among the 24. */
  readonly truthOf: readonly number[];
}

/**
 * How likely observers choose an image's object when another one is the alternative: of two objects,
 * each is chosen in proportion to its probability.
 *
 * @param logits `presentation x choice`, as of `observe`
 */
export function hitRates(scenes: readonly Scene[], logits: Assembly): HitRates {
  const count = choiceObjects.length;
  const truthOf = scenes.map(({ object }) => choiceObjects.indexOf(object));
  const values = Float64Array.from(logits.values, (logit, cell) => {
    const row = Math.floor(cell / count);
    if (cell % count === truthOf[row]) return Number.NaN;
    return 1 / (1 + Math.exp(logit - logits.values[row * count + truthOf[row]!]!));
  });
  return { values, truthOf };
}

/**
 * Draws choices between two objects: for each image, each other object is the alternative in as many
 * trials.
 *
 * @returns along `presentation`: 1 where the object on the image was chosen, else 0; with the
 *   coordinates `stimulus_id`, `sample_obj`, `dist_obj` and `choice`, like the trials of
 *   Rajalingham2018
 */
export function choose(
  scenes: readonly Scene[],
  { values: rates }: HitRates,
  { trials, seed }: { readonly trials: number; readonly seed: number },
): Assembly {
  const random = randomFor(seed, 'choices');
  const count = choiceObjects.length;
  const size = scenes.length * (count - 1) * trials;
  const hits = new Float32Array(size);
  const columns = {
    stimulus_id: new Array<string>(size),
    sample_obj: new Array<string>(size),
    dist_obj: new Array<string>(size),
    choice: new Array<string>(size),
    category_name: new Array<string>(size),
  };
  let trial = 0;
  for (const [row, { id, object, category }] of scenes.entries()) {
    for (const [index, other] of choiceObjects.entries()) {
      if (other === object) continue;
      for (let repetition = 0; repetition < trials; repetition++, trial++) {
        const isHit = random.randomSample() < rates[row * count + index]!;
        hits[trial] = Number(isHit);
        columns.stimulus_id[trial] = id;
        columns.sample_obj[trial] = object;
        columns.dist_obj[trial] = other;
        columns.choice[trial] = isHit ? object : other;
        columns.category_name[trial] = category;
      }
    }
  }
  return createAssembly({
    dims: ['presentation'],
    shape: [size],
    values: hits,
    coords: Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, { dim: 'presentation', values }]),
    ),
  });
}
