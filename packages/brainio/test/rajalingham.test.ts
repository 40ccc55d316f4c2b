import { coordinate } from '@ventral/arrays';
import { mergeStimuli, openAssembly, readStimulusSet } from '@ventral/brainio';
import { describeReference, referencePath } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import {
  coordinatesInOrder,
  type ExpectedLoad,
  goldenPath,
  readExpectations,
} from './golden-sets.ts';

interface Rajalingham {
  readonly after_load: ExpectedLoad & {
    readonly first_sample_obj: readonly string[];
    readonly first_dist_obj: readonly string[];
    readonly first_stimulus_id: readonly string[];
    readonly fraction_correct: number;
  };
  readonly legacy_probabilities: {
    readonly after_load_coordinates: Readonly<Record<string, readonly string[]>>;
  };
}

const set = 'rajalingham';

describeReference('behaviour like that of Rajalingham2018', 'golden/brainio/rajalingham', () => {
  const expected = () => readExpectations<Rajalingham>(set);
  const stimuli = () =>
    readStimulusSet(
      goldenPath(set, 'stimulus_test_objectome_private.csv'),
      goldenPath(set, 'stimulus_test_objectome_private.zip'),
      { id: 'test.objectome.private' },
    );

  it('is read as choices, and whether they were right', async () => {
    const file = await openAssembly(goldenPath(set, 'assy_test_Rajalingham2018_private.nc'));
    const behaviour = mergeStimuli(await file.read(), await stimuli());
    const { after_load } = expected();
    expect(behaviour.dims).toEqual(after_load.dims);
    expect(behaviour.shape).toEqual(after_load.shape);
    expect(coordinatesInOrder(behaviour)).toEqual(after_load.coordinates_in_order);
    const first = (name: string, count: number) => coordinate(behaviour, name).slice(0, count);
    expect(first('choice', 5)).toEqual(after_load.first_values);
    expect(first('sample_obj', 5)).toEqual(after_load.first_sample_obj);
    expect(first('dist_obj', 5)).toEqual(after_load.first_dist_obj);
    expect(first('stimulus_id', 3)).toEqual(after_load.first_stimulus_id);
    const correct = behaviour.values.filter((value) => value === 1).length;
    expect(correct / behaviour.values.length).toBe(after_load.fraction_correct);
    expect(new Set(behaviour.values)).toEqual(new Set([0, 1]));
  });

  it('is compared with probabilities whose choices are named `choice_`', async () => {
    const file = await openAssembly(goldenPath(set, 'legacy-probabilities.nc'));
    const probabilities = mergeStimuli(await file.read(), await stimuli());
    expect(probabilities.dims).toEqual(['presentation', 'choice']);
    const { choice, presentation = [] } = expected().legacy_probabilities.after_load_coordinates;
    expect(coordinatesInOrder(probabilities)).toEqual({
      choice,
      // The metric adds the truth, which no file has.
      presentation: presentation.filter((name) => name !== 'truth'),
    });
  });
});

describeReference('probabilities of real networks', 'data/brain-score-reference', () => {
  describe.each(['alexnet', 'resnet18', 'resnet34'])('%s', (model) => {
    it('are 240 images x 24 objects, and add up to 1', async () => {
      const path = referencePath('data/brain-score-reference', `i2n_${model}-probabilities.nc`);
      const file = await openAssembly(path);
      expect(file.data).toMatchObject({
        name: '__xarray_dataarray_variable__',
        type: 'float32',
        dims: ['presentation', 'choice'],
        shape: [240, 24],
      });
      const { values, coords } = await file.read();
      for (let image = 0; image < 240; image++) {
        const row = [...values.subarray(image * 24, image * 24 + 24)];
        expect(row.reduce((sum, probability) => sum + probability)).toBeCloseTo(1, 5);
      }
      expect(Object.keys(coords)).toEqual(['choice', 'stimulus_path', 'image_id', 'stimulus_id']);
      expect(new Set(coords.choice?.values).size).toBe(24);
      expect(new Set(coords.stimulus_id?.values).size).toBe(240);
    });
  });
});
