import { type Assembly, createAssembly } from '@ventral/arrays';
import { createRunContext } from '@ventral/host';
import { type ChoiceAlignment, choiceAlignment } from '@ventral/metric-i2n';
import { describe, expect, it } from 'vitest';

const context = createRunContext();
const objects = ['cat', 'dog'];

/** Of each image ten trials, with as many right choices as said. */
function trialsOf(rights: Readonly<Record<string, number>>): Assembly {
  const trials = Object.entries(rights).flatMap(([image, right]) => {
    const object = image.slice(0, 3);
    const other = object === 'cat' ? 'dog' : 'cat';
    return Array.from({ length: 10 }, (_, trial) => [
      image,
      object,
      other,
      trial < right ? object : other,
    ]);
  });
  const label = (index: number) => ({
    dim: 'presentation',
    values: trials.map((trial) => trial[index] as string),
  });
  return createAssembly({
    dims: ['presentation'],
    shape: [trials.length],
    values: new Float64Array(trials.length),
    coords: { stimulus_id: label(0), sample_obj: label(1), dist_obj: label(2), choice: label(3) },
  });
}

function probabilitiesOf(cat: Readonly<Record<string, number>>): Assembly {
  const images = Object.keys(cat);
  return createAssembly({
    dims: ['presentation', 'choice'],
    shape: [images.length, 2],
    values: Float64Array.from(images.flatMap((image) => [cat[image]!, 1 - cat[image]!])),
    coords: {
      stimulus_id: { dim: 'presentation', values: images },
      choice: { dim: 'choice', values: objects },
    },
  });
}

async function align(
  people: Readonly<Record<string, number>>,
  cat: Readonly<Record<string, number>>,
  options = {},
): Promise<ChoiceAlignment & { value: number }> {
  const score = await choiceAlignment.compare(
    probabilitiesOf(cat),
    trialsOf(people),
    options,
    context,
  );
  return { value: score.value, ...(score.extras?.choice_alignment as unknown as ChoiceAlignment) };
}

describe('choice_alignment', () => {
  const people = { cat1: 9, cat2: 9, dog1: 5, dog2: 8 };
  // Right for a dog where little is given to the cat.
  const cat = { cat1: 0.85, cat2: 0.4, dog1: 0.1, dog2: 0.25 };

  it('sorts images and alternatives by who finds them easier', async () => {
    const found = await align(people, cat);
    expect(found).toMatchObject({ cells: 4, tolerance: 0.1, value: 0.5, aligned: 0.5 });
    expect([found.easierForPeople, found.easierForModel]).toEqual([0.25, 0.25]);
  });

  it('lists what differs most, either way', async () => {
    const { mostForPeople, mostForModel } = await align(people, cat, { listed: 1 });
    expect(mostForPeople).toEqual([
      { image: 'cat2', object: 'cat', alternative: 'dog', model: 0.4, people: 0.9 },
    ]);
    expect(mostForModel).toEqual([
      { image: 'dog1', object: 'dog', alternative: 'cat', model: 0.9, people: 0.5 },
    ]);
  });

  it('counts more as alike within a larger tolerance', async () => {
    expect((await align(people, cat, { tolerance: 0.45 })).value).toBe(0.75);
    expect((await align(people, cat, { tolerance: 0.5 })).value).toBe(1);
  });

  it('refuses a model that gives nothing to anything', async () => {
    const none = createAssembly({
      ...probabilitiesOf(cat),
      values: new Float64Array(8),
    });
    await expect(choiceAlignment.compare(none, trialsOf(people), {}, context)).rejects.toThrow(
      'For no image and alternative',
    );
  });
});
