import { assembleTrials, parseTrials } from '@ventral/geirhos';
import { describe, expect, it } from 'vitest';

const stimuli = new Set(['cat1.png', 'dog2.png', 'cat1-dog2.png']);
const header = 'subj,session,trial,rt,object_response,category,condition,imagename';
const parse = (...rows: readonly string[]) =>
  parseTrials(`${[header, ...rows].join('\n')}\n`, 'subject-01.csv', stimuli);

describe('trials', () => {
  it('are 1 where the choice was the shape, and keep missing answers', () => {
    const trials = parse(
      'subject-01,1,1,0.75,cat,cat,0,0001_edg_s01_0_cat_00_cat1.png',
      'subject-01,1,2,NaN,na,dog,0,0002_edg_s01_0_dog_00_dog2.png',
      'subject-01,1,3,1.25,dog,cat,0,0003_edg_s01_0_cat_00_cat1.png',
    );
    const assembly = assembleTrials(trials);
    expect(assembly.dims).toEqual(['presentation']);
    expect([...assembly.values]).toEqual([1, 0, 0]);
    const labels = Object.entries(assembly.coords).map(([name, { values }]) => [name, values]);
    expect(Object.fromEntries(labels)).toEqual({
      stimulus_id: ['cat1.png', 'dog2.png', 'cat1.png'],
      subject: ['subject-01', 'subject-01', 'subject-01'],
      condition: ['0', '0', '0'],
      truth: ['cat', 'dog', 'cat'],
      choice: ['cat', 'na', 'dog'],
      reaction_time: [0.75, Number.NaN, 1.25],
    });
  });

  it('of conflicting cues are correct for the shape, and name the texture', () => {
    const assembly = assembleTrials(
      parse(
        'subject-01,1,1,0.5,dog,cat,0,0001_s5n_s01_0_cat_00_cat1-dog2.png',
        'subject-01,1,2,0.5,cat,cat,0,0002_s5n_s01_0_cat_00_cat1-dog2.png',
      ),
    );
    expect([...assembly.values]).toEqual([0, 1]);
    expect(assembly.coords.truth?.values).toEqual(['cat', 'cat']);
    expect(assembly.coords.texture?.values).toEqual(['dog', 'dog']);
  });

  it.each([
    [
      'an image that is not in the set',
      'subject-01,1,1,0.5,cat,cat,0,0001_edg_s01_0_cat_00_cat9.png',
      "Trial 1 of subject-01.csv shows '0001_edg_s01_0_cat_00_cat9.png' as a cat",
    ],
    [
      'another category than that of the image',
      'subject-01,1,1,0.5,cat,cat,0,0001_edg_s01_0_dog_00_dog2.png',
      "Trial 1 of subject-01.csv shows '0001_edg_s01_0_dog_00_dog2.png' as a cat",
    ],
    ['a row that is cut off', 'subject-01,1,1,0.5,cat', 'subject-01.csv is no table of trials'],
  ])('are refused with %s', (_, row, message) => {
    const attempt = () => parse(row);
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'DATA_CORRUPT', message: expect.stringContaining(message) }),
    );
  });

  it('are those of any stimulus where none are named, and of tables that capitalise a column', () => {
    const table = `${header.replace('session', 'Session')}
subject-01,1,1,0.5,oven,oven,cr,0001_cl_s01_cr_oven_40_n04111531_14126.png
`;
    const { coords } = assembleTrials(parseTrials(table, 'subject-01.csv'));
    expect(coords.stimulus_id?.values).toEqual(['n04111531_14126.png']);
    expect(coords.condition?.values).toEqual(['cr']);
    expect(coords.texture).toBeUndefined();
  });

  it('are refused where the name of an image says another condition', () => {
    expect(() => parse('subject-01,1,1,0.5,cat,cat,1,0001_edg_s01_0_cat_00_cat1.png')).toThrow(
      "as a cat in the condition '1'",
    );
  });

  it('are refused with other columns', () => {
    const attempt = () => parseTrials('a,b\n1,2\n', 'subject-01.csv', stimuli);
    expect(attempt).toThrow('subject-01.csv is no table of trials: its columns are a,b.');
  });
});
