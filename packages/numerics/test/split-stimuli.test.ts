import { shuffleSplit, splitStimuli, stratifiedShuffleSplit } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';

const stimulusIds = Array.from({ length: 20 }, (_, index) => `s${index}`);
const object_name = stimulusIds.map((_, index) => (index % 4 === 0 ? 'face' : 'car'));
const stimuli = {
  stimulusIds,
  labels: new Map([
    ['stimulus_id', stimulusIds],
    ['object_name', object_name],
  ]),
};

describe.each([{ train: 0.8 }, { test: 0.4 }])('stimuli are split at random: %o', (size) => {
  const options = { splits: 3, size, seed: 1 };

  it('all of them', () => {
    const splits = splitStimuli(stimuli, { ...options, stratification: null });
    expect(splits).toEqual(shuffleSplit(20, options));
  });

  it('with a label in proportion', () => {
    const splits = splitStimuli(stimuli, { ...options, stratification: 'object_name' });
    expect(splits).toEqual(stratifiedShuffleSplit(object_name, options));
    for (const { train, test } of splits) {
      for (const side of [train, test]) {
        expect(side.filter((row) => object_name[row] === 'face')).toHaveLength(side.length / 4);
      }
    }
  });
});

describe('stimuli are not split', () => {
  it.each([
    ['colour', 0.8, `Stimuli cannot be stratified by 'colour'`],
    ['stimulus_id', 0.8, 'has only 1 row'],
    [null, 0.01, 'leaves 0 to fit on and 20 to test on'],
  ])('by %s with %d to fit on', (stratification, train, message) => {
    const options = { splits: 3, size: { train }, seed: 1, stratification };
    expect(() => splitStimuli(stimuli, options)).toThrow(
      expect.objectContaining({
        code: 'OPTION_INVALID',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('by an unknown label, and are told which there are', () => {
    const options = { splits: 3, size: { train: 0.5 }, seed: 1, stratification: 'colour' };
    expect(() => splitStimuli(stimuli, options)).toThrow(
      expect.objectContaining({ hint: 'They are labelled by: stimulus_id, object_name.' }),
    );
  });
});
