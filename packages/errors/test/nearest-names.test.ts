import { didYouMean, nearestNames } from '@ventral/errors';
import { describe, expect, test } from 'vitest';

const layers = ['conv1', 'fire2/concat', 'fire3/concat', 'fire9/concat', 'pool10', 'prob'];

describe('nearestNames', () => {
  test.each([
    ['conv2', ['conv1']],
    ['CONV1', ['conv1']],
    ['fire9', ['fire9/concat']],
    ['fire9/concta', ['fire9/concat', 'fire2/concat', 'fire3/concat']],
    ['fire', ['fire2/concat', 'fire3/concat', 'fire9/concat']],
    ['transformer.blocks.3', []],
  ])('of %s are %j', (name, expected) => {
    expect(nearestNames(name, layers)).toEqual(expected);
  });

  test('are as many as asked for', () => {
    expect(nearestNames('fire', layers, 1)).toEqual(['fire2/concat']);
  });
});

describe('didYouMean', () => {
  test.each([
    ['conv2', "Did you mean 'conv1'? "],
    ['fire', "Did you mean 'fire2/concat', 'fire3/concat' or 'fire9/concat'? "],
    ['transformer.blocks.3', ''],
  ])('%s', (name, expected) => {
    expect(didYouMean(name, layers)).toBe(expected);
  });

  test('names two with or', () => {
    expect(didYouMean('ab', ['abc', 'abd'])).toBe("Did you mean 'abc' or 'abd'? ");
  });
});
