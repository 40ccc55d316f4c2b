import { shownCategories, shownStimulus } from '@ventral/geirhos';
import { describe, expect, it } from 'vitest';

describe('the stimulus of a trial', () => {
  it.each([
    ['0001_edg_s03_0_bicycle_00_bicycle3.png', 'bicycle3.png'],
    ['0160_sif_s10_0_airplane_00_airplane10.png', 'airplane10.png'],
    ['1280_s5n_s01_0_elephant_00_elephant4-boat3.png', 'elephant4-boat3.png'],
    ['0001_cl_s01_cr_oven_40_n04111531_14126.png', 'n04111531_14126.png'],
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

  it.each(['boat-0068-sketch-23.png', 'bicycle-0011-ILSVRC2012-val-00011821.png'])(
    'have no texture in %s, which is of one thing',
    (stimulus) => {
      expect(shownCategories(stimulus).texture).toBeUndefined();
    },
  );
});
