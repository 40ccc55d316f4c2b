import type { Assembly } from '@ventral/arrays';
import { defineMetric, type Evidence } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { replicateCount } from '@ventral/numerics';
import { readHumanChoices, readLabels, readModelChoices, readTruths } from './answers.ts';

const citation =
  'Geirhos, Rubisch, Michaelis, Bethge, Wichmann & Brendel (2019), ImageNet-trained CNNs are biased ' +
  'towards texture; increasing shape bias improves accuracy and robustness, ICLR. ' +
  'https://openreview.net/forum?id=Bygh9j09KX';

/**
 * Whether shape or texture decides: of images whose shape is of one category and whose texture is of
 * another, the share of choices of the shape among those of the shape or the texture. Other choices
 * do not count, nor do images whose shape and texture are of one category.
 *
 * The source is that of `errorConsistency`; the target has the coordinates `stimulus_id`, `truth` (the
 * category of the shape) and `texture`, `presentation` by `presentation`. Beside the score, its extras
 * say how often each was chosen.
 *
 * Reference: Geirhos et al. (2019), https://openreview.net/forum?id=Bygh9j09KX
 */
export const shapeBias = defineMetric({
  id: 'shape_bias',
  title: 'Share of shape among choices of shape or texture',
  citation,
  source: 'choices',
  better: 'higher',
  unit: 'share of shape',
  compareTarget: (source, target) => biasOf([...readModelChoices(source, target)], target),
});

/** Shape bias of all people's choices together: what {@link shapeBias} is beside. */
export const shapeBiasCeiling = defineMetric({
  id: 'shape_bias_ceiling',
  title: "Share of shape among people's choices of shape or texture",
  citation,
  source: 'none',
  better: 'higher',
  compareTarget(_source, target) {
    const people = [...readHumanChoices(target)].map(
      ([name, choices]) => [name, [...choices]] as const,
    );
    const all = people.flatMap(([, choices]) => choices);
    return {
      ...biasOf(all, target),
      perSubject: Object.fromEntries(
        people.map(([name, choices]) => [name, biasOf(choices, target).value ?? Number.NaN]),
      ),
    };
  },
});

/** The bias of choices, each with its stimulus; drawn again are the stimuli. */
function biasOf(
  choices: readonly (readonly [stimulus: string, choice: string])[],
  target: Assembly,
): Evidence {
  const shapes = readTruths(target);
  const textures = readLabels(target, 'texture');
  const conflicting = [...shapes.keys()].filter((id) => shapes.get(id) !== textures.get(id));
  const indexOf = new Map(conflicting.map((id, index) => [id, index]));
  const shape = new Uint32Array(conflicting.length);
  const texture = new Uint32Array(conflicting.length);
  for (const [stimulus, choice] of choices) {
    const index = indexOf.get(stimulus);
    if (index === undefined) continue;
    if (choice === shapes.get(stimulus)) shape[index]! += 1;
    else if (choice === textures.get(stimulus)) texture[index]! += 1;
  }
  const once = new Uint8Array(conflicting.length).fill(1);
  const [ofShape, ofTexture] = [countedSum(shape, once), countedSum(texture, once)];
  if (ofShape + ofTexture === 0) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `None of the answers to ${conflicting.length} images of conflicting shape and texture is ` +
        'the shape or the texture.',
      { hint: 'A shape bias needs choices of either.' },
    );
  }
  return {
    value: ofShape / (ofShape + ofTexture),
    extras: { conflicting: conflicting.length, shape: ofShape, texture: ofTexture },
    resampling: {
      units: { stimuli: { ids: conflicting } },
      async replicate(plan) {
        const { values: counts } = plan.counts('stimuli');
        const size = conflicting.length;
        return {
          stimuli: Float64Array.from({ length: replicateCount }, (_, replicate) => {
            const drawn = counts.subarray(replicate * size, (replicate + 1) * size);
            const sum = countedSum(shape, drawn);
            return sum / (sum + countedSum(texture, drawn));
          }),
        };
      },
    },
  };
}

function countedSum(values: Uint32Array, counts: Uint8Array): number {
  return values.reduce((sum, value, index) => sum + value * (counts[index] as number), 0);
}
