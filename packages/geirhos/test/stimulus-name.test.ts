import { describe, expect, it } from 'vitest';
import { shownCategories, shownStimulus } from '../src/stimulus-name.ts';

describe('the stimulus of a trial', () => {
  it.each([
    ['0001_edg_s03_0_bicycle_00_bicycle3.png', 'bicycle3.png'],
    ['0160_sif_s10_0_airplane_00_airplane10.png', 'airplane10.png'],
    ['1280_s5n_s01_0_elephant_00_elephant4-boat3.png', 'elephant4-boat3.png'],
    ['1_2_3_4_5_6_name_with_underscores.png', 'name_with_underscores.png'],
  ])('in %s is %s', (imageName, stimulus) => {
    expect(shownStimulus(imageName)).toBe(stimulus);
  });

  it('is none in a name of another form', () => {
    expect(shownStimulus('0001_edg_s03_0_bicycle_bicycle3.png')).toBeUndefined();
    expect(shownStimulus('0001_edg_s03_0_bicycle_00_')).toBeUndefined();
  });
});

describe('the categories of a stimulus', () => {
  it('are that of its shape', () => {
    expect(shownCategories('bicycle10.png')).toEqual({ shape: 'bicycle' });
  });

  it('are that of its shape, then that of its texture', () => {
    expect(shownCategories('elephant4-boat3.png')).toEqual({ shape: 'elephant', texture: 'boat' });
  });
});
