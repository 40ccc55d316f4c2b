import { readFileSync } from 'node:fs';
import { featureMatrix } from '@ventral/arrays';
import {
  type Category,
  categories,
  chooseCategories,
  chooseCategory,
  imageNetClasses,
} from '@ventral/geirhos';
import { describeReference, referencePath } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

// WordNet ids that the authors publish for each category, of those among ImageNet's 1000.
const synsets = JSON.parse(
  readFileSync(new URL('./fixtures/image-net-16-synsets.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly string[]>>;

function logitsOf(classes: Readonly<Record<number, number>>): Float64Array {
  const logits = new Float64Array(1000).fill(-20);
  for (const [index, logit] of Object.entries(classes)) logits[Number(index)] = logit;
  return logits;
}

describe('the classes of ImageNet in 16 categories', () => {
  it('are as many as published, each in one category', () => {
    expect(Object.keys(imageNetClasses)).toEqual([...categories]);
    for (const category of categories) {
      expect(imageNetClasses[category]).toHaveLength(synsets[category]?.length as number);
    }
    const all = Object.values(imageNetClasses).flat();
    expect(all).toHaveLength(207);
    expect(new Set(all).size).toBe(207);
  });
});

describeReference('the classes of ImageNet by name', 'weights/synset_words.txt', () => {
  it('are those that the authors name by WordNet id', () => {
    const ids = readFileSync(referencePath('weights/synset_words.txt'), 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[0]);
    for (const category of categories) {
      const names = imageNetClasses[category].map((index) => ids[index]);
      expect(names.toSorted()).toEqual(synsets[category]?.toSorted());
    }
  });
});

describe('the choice among 16 categories', () => {
  it.each<[string, Record<number, number>, Category]>([
    ['the only likely class', { 404: 5 }, 'airplane'],
    ['the mean over classes, not the likeliest class', { 385: 2, 386: 2, 294: 2.5 }, 'elephant'],
    ['no account of classes in no category', { 0: 9, 499: 1 }, 'knife'],
    ['large logits', { 766: 1000, 508: 999 }, 'oven'],
    ['the first of equals', { 404: 1, 499: 1, 766: 1 }, 'airplane'],
  ])('takes %s', (_, classes, category) => {
    expect(chooseCategory(logitsOf(classes))).toBe(category);
  });

  it('labels the choice of every stimulus', async () => {
    const values = [logitsOf({ 817: 3 }), logitsOf({ 892: 3 })].flatMap((row) => [...row]);
    const logits = featureMatrix(Float32Array.from(values), ['a.png', 'b.png']);
    const { dims, coords } = await chooseCategories(logits);
    expect(dims).toEqual(['presentation']);
    expect(coords).toEqual({
      stimulus_id: { dim: 'presentation', values: ['a.png', 'b.png'] },
      choice: { dim: 'presentation', values: ['car', 'clock'] },
    });
  });

  it('refuses other numbers of logits, and logits that are no numbers', async () => {
    const background = featureMatrix(new Float32Array(1001), ['a.png']);
    await expect(chooseCategories(background)).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      message: expect.stringContaining('1000 ImageNet logits, not from 1001'),
    });
    expect(() => chooseCategory(logitsOf({ 7: Number.NaN }))).toThrow(
      'The logit of ImageNet class 7 is NaN',
    );
  });
});
