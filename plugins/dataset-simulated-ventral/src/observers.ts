import { type Assembly, createAssembly } from '@ventral/arrays';
import { embeddingSize, embedObjects, squaredDistance } from './object-embedding.ts';
import { randomFor } from './random-for.ts';
import { choiceObjects, type Scene } from './scene.ts';
import { viewingDirection } from './viewing-direction.ts';

// How far objects lie apart for observers, how much a pose makes other objects come to mind, and how
// much the rest of an image does: the last two a little, so that most of what makes an image hard can
// be seen in it.
const [sensitivity, poseBias, imageBias] = [0.12, 0.03, 0.05];

/** What an observer's choices depend on besides the object. */
export interface Observer {
  /** Whether objects that are hard to see are told apart less well. */
  readonly seesLess: boolean;
  /** Whether pose and image make other objects come to mind. */
  readonly isBiased: boolean;
}

/** An observer of the data set. */
export const wholeObserver: Observer = { seesLess: true, isBiased: true };

/**
 * What simulated observers take each image for: `presentation x choice`, the logarithm of a
 * probability of each of 24 objects but for a constant. The coordinates are `stimulus_id` and
 * `choice`.
 *
 * Method: object c is as likely as `-k v d(t, c) + b(image) . e(c)`, with d the squared distance of c
 * from the image's object t in the embedding, e its coordinates there; v, from 0 to 1, how well the
 * object is seen, falls with small size, distance from the centre and unusual views; b is a random
 * linear function of view, place and size plus a random vector of the image's own. All observers are
 * alike.
 */
export function observe(
  seed: number,
  scenes: readonly Scene[],
  { seesLess, isBiased }: Observer = wholeObserver,
): Assembly {
  const embedding = embedObjects(seed);
  const poseEffects = drawVectors(seed, 'pose effects', poseOf(scenes[0]!).length);
  const values = scenes.flatMap((scene) => {
    const shown = embedding.get(scene.object)!;
    const pose = poseOf(scene);
    const own = drawVectors(seed, scene.id, 1)[0]!;
    const bias = own.map((value, axis) =>
      pose.reduce(
        (sum, part, index) => sum + poseBias * part * poseEffects[index]![axis]!,
        imageBias * value,
      ),
    );
    const visibility = seesLess ? visibilityOf(scene) : 1;
    return choiceObjects.map((name) => {
      const point = embedding.get(name)!;
      const pull = point.reduce((sum, value, axis) => sum + value * bias[axis]!, 0);
      return (isBiased ? pull : 0) - sensitivity * visibility * squaredDistance(shown, point);
    });
  });
  return createAssembly({
    dims: ['presentation', 'choice'],
    shape: [scenes.length, choiceObjects.length],
    values: Float64Array.from(values),
    coords: {
      stimulus_id: { dim: 'presentation', values: scenes.map(({ id }) => id) },
      choice: { dim: 'choice', values: choiceObjects },
    },
  });
}

/** Of two objects, each is chosen in proportion to it. */
export function probabilitiesOf(logits: Assembly): Assembly {
  return createAssembly({ ...logits, values: logits.values.map(Math.exp) });
}

/** How well the object is seen, in (0, 1]: in proportion to its area up to the standard size. */
function visibilityOf(scene: Scene): number {
  const [x, y] = scene.pose.centre;
  const [, , near] = viewingDirection(scene);
  const area = Math.min(1, scene.scale) ** 2;
  return area * Math.exp(-1.5 * (x * x + y * y) - 0.6 * (1 - near));
}

function poseOf(scene: Scene): readonly number[] {
  const [right, up, near] = viewingDirection(scene);
  return [right, up, 1 - near, ...scene.pose.centre, Math.log(scene.scale)];
}

function drawVectors(seed: number, what: string, count: number): readonly Float64Array[] {
  const random = randomFor(seed, 'observers', what);
  return Array.from({ length: count }, () =>
    Float64Array.from({ length: embeddingSize }, () => random.standardNormal()),
  );
}
