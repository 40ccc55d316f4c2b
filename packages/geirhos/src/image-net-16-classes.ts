import { type Assembly, createAssembly, type FeatureMatrix } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';

/**
 * The classes of ImageNet (indices from 0 to 999, in the usual order) that belong to each category:
 * 207 in all. As published, some that one would expect, such as jay (17) and boxer (242), are in none.
 *
 * Reference: Geirhos et al. (2018), https://arxiv.org/abs/1808.08750
 */
export const imageNetClasses = {
  airplane: [404],
  bear: range(294, 297),
  bicycle: [444, 671],
  bird: [
    ...[8, ...range(10, 16), ...range(18, 20), ...range(22, 24), ...range(80, 83)],
    ...[...range(87, 96), ...range(98, 100), ...range(127, 133), ...range(135, 145)],
  ],
  boat: [472, 554, 625, 814, 914],
  bottle: [440, 720, 737, 898, 899, 901, 907],
  car: [436, 511, 817],
  cat: range(281, 286),
  chair: [423, 559, 765, 857],
  clock: [409, 530, 892],
  dog: range(152, 268).filter((index) => ![192, 204, 227, 242, 251, 258, 260, 264].includes(index)),
  elephant: [385, 386],
  keyboard: [508, 878],
  knife: [499],
  oven: [766],
  truck: [555, 569, 656, 675, 717, 734, 864, 867],
} satisfies Readonly<Record<string, readonly number[]>>;

/** One of the 16 categories. */
export type Category = keyof typeof imageNetClasses;

/** The 16 categories that people chose among, in the order in which ties are broken. */
export const categories = Object.keys(imageNetClasses) as readonly Category[];

/** How many classes ImageNet networks tell apart. */
const classCount = 1000;

/**
 * The category that an ImageNet network chooses: the one whose classes have the highest probability
 * on average, after a softmax over all classes; the first one of equals.
 *
 * Reference: Geirhos et al. (2019), https://openreview.net/forum?id=Bygh9j09KX
 *
 * @param logits one of each ImageNet class, before the softmax
 * @throws VentralError `SHAPE_MISMATCH` for another number than 1000
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity
 */
export function chooseCategory(logits: ArrayLike<number>): Category {
  requireClasses(logits.length);
  const values = Float64Array.from(logits);
  const invalid = values.findIndex((logit) => !Number.isFinite(logit));
  if (invalid >= 0) {
    const problem = `The logit of ImageNet class ${invalid} is ${logits[invalid]}.`;
    throw new VentralError('RESPONSES_INVALID', problem, {
      hint: 'Check the preprocessing of the network.',
    });
  }
  const largest = Math.max(...values);
  // The sum of exponentials divides all categories alike.
  const score = (category: Category) => {
    const classes: readonly number[] = imageNetClasses[category];
    const weigh = (sum: number, index: number) => sum + Math.exp(values[index]! - largest);
    return classes.reduce(weigh, 0) / classes.length;
  };
  return categories.reduce((best, category) => (score(category) > score(best) ? category : best));
}

/**
 * The choices of an ImageNet network, as metrics of choices take them.
 *
 * @param logits `stimuli x 1000`
 * @returns `presentation`, one choice a stimulus in the coordinate `choice`, with `stimulus_id`
 * @throws VentralError `SHAPE_MISMATCH`, `RESPONSES_INVALID` as {@link chooseCategory}
 */
export async function chooseCategories(logits: FeatureMatrix): Promise<Assembly> {
  const { stimulusIds, featureCount } = logits;
  requireClasses(featureCount);
  const values = await logits.readColumns(0, classCount);
  const choices = stimulusIds.map((_, row) =>
    chooseCategory(values.subarray(row * classCount, (row + 1) * classCount)),
  );
  return createAssembly({
    dims: ['presentation'],
    shape: [stimulusIds.length],
    values: Float64Array.from(choices, (choice) => categories.indexOf(choice)),
    coords: {
      stimulus_id: { dim: 'presentation', values: stimulusIds },
      choice: { dim: 'presentation', values: choices },
    },
  });
}

function requireClasses(count: number): void {
  if (count === classCount) return;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `A choice among 16 categories is made from ${classCount} ImageNet logits, not from ${count}.`,
    {
      hint:
        'Record from the layer that holds the logits of an ImageNet network; of networks with 1001 ' +
        'outputs, leave out the first, which is the background.',
    },
  );
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
