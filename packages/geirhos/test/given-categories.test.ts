import { createAssembly } from '@ventral/arrays';
import { givenCategories } from '@ventral/geirhos';
import { someStimuli } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

const stimuli = someStimuli(2);
const [first = '', second = ''] = stimuli.stimuli.map(({ id }) => id);

const given = (labels: Readonly<Record<string, readonly string[]>>) =>
  givenCategories(
    createAssembly({
      dims: ['presentation'],
      shape: [2],
      values: new Float64Array(2),
      coords: Object.fromEntries(
        Object.entries(labels).map(([name, values]) => [name, { dim: 'presentation', values }]),
      ),
    }),
    stimuli,
  );

describe('given categories', () => {
  it('are named as stimuli are, or as in tables of trials; no answer is one', () => {
    const { coords } = given({
      stimulus_id: [second, `0001_edg_dnn_0_cat_00_${first}`],
      choice: ['cat', 'na'],
    });
    expect(coords.stimulus_id?.values).toEqual([second, first]);
    expect(coords.choice?.values).toEqual(['cat', 'na']);
  });

  it('are those of one', () => {
    const several = { stimulus_id: [first, second], choice: ['cat', 'dog'] };
    expect(() => given({ ...several, subject: ['Ada', 'Bob'] })).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: "The answers are of 2 subjects, such as 'Ada' and 'Bob'.",
      }),
    );
    expect(given({ ...several, subject: ['Ada', 'Ada'] }).shape).toEqual([2]);
  });

  it.each<[string, readonly string[], readonly string[], string, string]>([
    [
      'another stimulus',
      ['elsewhere.png', 'x'],
      ['cat', 'dog'],
      'STIMULI_MISMATCH',
      'elsewhere.png',
    ],
    ['another word', [first, second], ['cat', 'plane'], 'RESPONSES_INVALID', "is 'plane'"],
    ['no word', [first, second], ['', 'dog'], 'RESPONSES_INVALID', "is ''"],
    ['other letters', [first, second], ['Cat', 'dog'], 'RESPONSES_INVALID', "is 'Cat'"],
  ])('are not of %s', (_, stimulus_id, choice, code, message) => {
    expect(() => given({ stimulus_id, choice })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});
