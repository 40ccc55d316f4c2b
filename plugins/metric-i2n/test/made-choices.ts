import { type Assembly, createAssembly } from '@ventral/arrays';
import type { RandomState } from '@ventral/numerics';

const objects = Array.from({ length: 6 }, (_, index) => `object${index}`);

/** Images and how often people, and a model that is partly like them, mistake each for other objects. */
export interface MadeImages {
  readonly images: readonly string[];
  readonly truths: readonly number[];
  /** `images x objects`. */
  readonly people: Float64Array;
  readonly model: Float64Array;
}

/** Draws images of six objects. */
export function drawImages(random: RandomState, perObject: number): MadeImages {
  const truths = objects.flatMap((_, object) => new Array<number>(perObject).fill(object));
  const images = truths.map((truth, image) => `${objects[truth]}-${image}`);
  const people = new Float64Array(images.length * objects.length);
  const model = new Float64Array(people.length);
  for (const [image] of images.entries()) {
    const difficulty = 0.6 * random.standardNormal();
    for (let other = 0; other < objects.length; other++) {
      const cell = image * objects.length + other;
      const shared = -1.2 + difficulty + 0.5 * random.standardNormal();
      people[cell] = logistic(shared + 0.5 * random.standardNormal());
      model[cell] = logistic(shared + 0.9 * random.standardNormal());
    }
  }
  return { images, truths, people, model };
}

/** Trials of each image against each other object. */
export function drawTrials(
  { images, truths, people }: MadeImages,
  random: RandomState,
  times: number,
): Assembly {
  const rows: [string, string, string, string][] = [];
  for (const [image, name] of images.entries()) {
    const sample = objects[truths[image]!]!;
    for (const [other, distractor] of objects.entries()) {
      if (distractor === sample) continue;
      for (let time = 0; time < times; time++) {
        const missed = random.randomSample() < people[image * objects.length + other]!;
        rows.push([name, sample, distractor, missed ? distractor : sample]);
      }
    }
  }
  const label = (index: number) => ({
    dim: 'presentation',
    values: rows.map((row) => row[index] as string),
  });
  return createAssembly({
    dims: ['presentation'],
    shape: [rows.length],
    values: new Float64Array(rows.length),
    coords: { stimulus_id: label(0), sample_obj: label(1), dist_obj: label(2), choice: label(3) },
  });
}

/** The model's probabilities: its choice between two objects is that of {@link MadeImages}. */
export function probabilitiesOf({ images, truths, model }: MadeImages): Assembly {
  return createAssembly({
    dims: ['presentation', 'choice'],
    shape: [images.length, objects.length],
    values: model.map((missed, cell) => {
      const truth = truths[Math.floor(cell / objects.length)];
      return cell % objects.length === truth ? 1 : missed / (1 - missed);
    }),
    coords: {
      stimulus_id: { dim: 'presentation', values: images },
      choice: { dim: 'choice', values: objects },
    },
  });
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
