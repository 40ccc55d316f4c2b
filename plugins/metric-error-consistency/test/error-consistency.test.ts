import { readdirSync, readFileSync } from 'node:fs';
import { type Assembly, type CoordinateValue, createAssembly, selectAlong } from '@ventral/arrays';
import { createRunContext } from '@ventral/host';
import {
  accuracy,
  accuracyDistance,
  accuracyDistanceCeiling,
  errorConsistency,
  errorConsistencyAbsolute,
  errorConsistencyCeiling,
  kappa,
} from '@ventral/metric-error-consistency';
import { describeReference, referencePath } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

// Brain-Score vision c642dbe; see the file.
const golden = JSON.parse(
  readFileSync(new URL('./fixtures/error-consistency.json', import.meta.url), 'utf8'),
) as {
  readonly responses: string[];
  readonly stimulus_id: number[];
  readonly truth: string[];
  readonly condition: number[];
  readonly subject: string[];
  readonly error_consistency: Record<string, { score: number; error: number }> & {
    ceiling: number;
  };
  readonly accuracy_distance: Record<string, { score: number; error: number }> & {
    ceiling: number;
  };
};
const context = createRunContext();

function answersOf(labels: Readonly<Record<string, readonly CoordinateValue[]>>): Assembly {
  const count = Object.values(labels)[0]?.length ?? 0;
  return createAssembly({
    dims: ['presentation'],
    shape: [count],
    values: new Float64Array(count),
    coords: Object.fromEntries(
      Object.entries(labels).map(([name, values]) => [name, { dim: 'presentation', values }]),
    ),
  });
}

const people = answersOf({
  stimulus_id: golden.stimulus_id,
  subject: golden.subject,
  condition: golden.condition,
  truth: golden.truth,
  choice: golden.responses,
});

/** One person's answers in the place of a model's. */
function answersOfSubject(name: string): Assembly {
  const rows = golden.subject.flatMap((subject, row) => (subject === name ? [row] : []));
  const { coords, ...rest } = selectAlong(people, 'presentation', rows);
  const { stimulus_id, choice } = coords;
  return createAssembly({ ...rest, coords: { stimulus_id: stimulus_id!, choice: choice! } });
}

describe('error consistency equals the reference', () => {
  it.each(['A', 'B', 'C'])('of subject %s with all', async (subject) => {
    const expected = golden.error_consistency[`subject ${subject} vs all`]!;
    const score = await errorConsistency.compare(answersOfSubject(subject), people, {}, context);
    expect(score.value).toBeCloseTo(expected.score, 12);
    expect(score.spread).toBeCloseTo(expected.error, 12);
  });

  it('between subjects, where the published score is the absolute value', async () => {
    const score = await errorConsistencyCeiling.compare(undefined, people, {}, context);
    expect(score.value).toBeCloseTo(-golden.error_consistency.ceiling, 12);
  });
});

describe('accuracy distance equals the reference', () => {
  it.each(['A', 'B', 'C'])('of subject %s with all', async (subject) => {
    const expected = golden.accuracy_distance[`subject ${subject} vs all`]!;
    const score = await accuracyDistance.compare(answersOfSubject(subject), people, {}, context);
    expect(score.value).toBeCloseTo(expected.score, 12);
    expect(score.spread).toBeCloseTo(expected.error, 12);
  });

  it('between subjects', async () => {
    const score = await accuracyDistanceCeiling.compare(undefined, people, {}, context);
    expect(score.value).toBeCloseTo(golden.accuracy_distance.ceiling, 12);
  });
});

describeReference(
  'error consistency of real people',
  'data/geirhos2019-texture-vs-shape/raw-data',
  () => {
    // Mean over pairs of ten people, as their data's notes have it.
    it.each([
      ['edge-experiment', 0.32],
      ['silhouette-filled-experiment', 0.48],
      ['style-transfer-512-nomask-experiment', 0.33],
    ])('%s', async (experiment, expected) => {
      const folder = referencePath('data/geirhos2019-texture-vs-shape/raw-data', experiment);
      const rows = readdirSync(folder)
        .filter((name) => name.includes('subject'))
        .flatMap((name) => readFileSync(`${folder}/${name}`, 'utf8').trim().split(/\r?\n/).slice(1))
        .map((line) => line.split(','));
      const column = (index: number) => rows.map((row) => row[index] as string);
      const answers = answersOf({
        stimulus_id: column(7).map((name) => name.split('_').slice(6).join('_')),
        subject: column(0),
        condition: column(6),
        truth: column(5),
        choice: column(4),
      });
      const score = await errorConsistencyCeiling.compare(undefined, answers, {}, context);
      expect(Math.round(score.value * 100) / 100).toBe(expected);
      expect(Object.keys(score.raw.perSubject ?? {})).toHaveLength(45);
    });
  },
);

describe('kappa', () => {
  const answers = (...right: (0 | 1)[]) =>
    new Map(right.map((flag, index) => [`image${index}`, flag === 1]));

  it('is 1 for the same errors, below 0 for opposite ones, and 0 for independent ones', () => {
    expect(kappa(answers(1, 0, 1, 0), answers(1, 0, 1, 0))).toBe(1);
    expect(kappa(answers(1, 0, 1, 0), answers(0, 1, 0, 1))).toBe(-1);
    expect(kappa(answers(1, 1, 0, 0), answers(1, 0, 1, 0))).toBe(0);
  });

  it('is undefined where all is right or all is wrong, and for nothing in common', () => {
    expect(kappa(answers(1, 1), answers(1, 1))).toBeNaN();
    expect(kappa(answers(0, 0), answers(0, 0))).toBeNaN();
    expect(kappa(answers(0, 1), new Map([['elsewhere', true]]))).toBeNaN();
  });

  it('counts what both answered', () => {
    expect(kappa(answers(1, 0, 1, 0, 1), answers(1, 0, 1, 0))).toBe(1);
  });
});

describe('error consistency', () => {
  const model = answersOfSubject('A');
  const compare = (source: Assembly, target: Assembly = people) =>
    errorConsistency.compare(source, target, {}, context);

  it('tells of each person, of what is undefined, and leaves its inputs as they are', async () => {
    const before = people.values.slice();
    const score = await compare(model);
    expect(score.raw.perSubject).toEqual({ A: 1, B: expect.closeTo(-0.4, 12), C: 0 });
    expect(score.notes).toEqual([expect.stringContaining('4 of 9 comparisons are undefined')]);
    expect(JSON.parse(JSON.stringify(score))).toEqual(score);
    expect(await compare(model)).toEqual(score);
    expect(people.values).toEqual(before);
  });

  it('is null for a person with whom nothing can be compared', async () => {
    const score = await compare(answersOfSubject('C'));
    expect(score.raw.perSubject).toMatchObject({ C: null });
    expect(score.value).toBe(0);
  });

  it('keeps its sign, unless the published absolute value is asked for', async () => {
    const shown = ['a', 'b', 'c', 'd'];
    const source = answersOf({ stimulus_id: shown, choice: ['cat', 'dog', 'cat', 'dog'] });
    const target = answersOf({
      stimulus_id: shown,
      subject: Array(4).fill('S'),
      condition: Array(4).fill(0),
      truth: Array(4).fill('cat'),
      choice: ['dog', 'cat', 'na', 'cat'],
    });
    expect((await compare(source, target)).value).toBe(-1);
    const absolute = await errorConsistencyAbsolute.compare(source, target, {}, context);
    expect(absolute.value).toBe(1);
    expect(absolute.raw).toMatchObject({ value: 1, perSubject: { S: -1 } });
  });

  it('ignores stimuli that people did not see', async () => {
    const { stimulus_id, choice } = model.coords;
    const wider = answersOf({
      stimulus_id: [...stimulus_id!.values, 'unseen'],
      choice: [...choice!.values, 'dog'],
    });
    expect((await compare(wider)).value).toBe((await compare(model)).value);
  });
});

describe('accuracy', () => {
  it('is that over stimuli, with the standard deviation of answers as error', async () => {
    const score = await accuracy.compare(answersOfSubject('A'), people, {}, context);
    expect(score.value).toBeCloseTo(5 / 9, 12);
    expect(score.spread).toBeCloseTo(Math.sqrt((5 / 9) * (4 / 9)), 12);
  });
});

describe('accuracy distance', () => {
  it('is relative to the farthest that accuracies can be apart above chance', async () => {
    // People's accuracies are 5/9, 3/9 and 9/9.
    const score = await accuracyDistance.compare(
      answersOfSubject('A'),
      people,
      { chanceLevel: 0.5 },
      context,
    );
    expect(score.raw.perSubject).toEqual({
      A: 1,
      B: expect.closeTo(1 - 2 / 9 / (6 / 9), 12),
      C: expect.closeTo(1 - 4 / 9 / 0.5, 12),
    });
  });

  it('can be measured in each condition', async () => {
    const options = { perCondition: true };
    const score = await accuracyDistance.compare(answersOfSubject('A'), people, options, context);
    // A is right on 3, 0 and 2 of 3; B on 2, 0 and 1; C on all.
    expect(score.raw.perSubject).toEqual({
      A: 1,
      B: expect.closeTo((0.5 + 1 + 0.5) / 3, 12),
      C: expect.closeTo((1 + 0 + 2 / 3) / 3, 12),
    });
  });
});

describe('comparison with people refuses', () => {
  const model = answersOfSubject('A');
  const { subject, condition, truth, choice, stimulus_id } = people.coords;
  const labels = {
    stimulus_id: stimulus_id!.values,
    subject: subject!.values,
    condition: condition!.values,
    truth: truth!.values,
    choice: choice!.values,
  };

  it.each<[string, Assembly, Assembly, string, string]>([
    [
      'a stimulus that the model did not answer',
      selectAlong(model, 'presentation', [0, 1]),
      people,
      'STIMULI_MISMATCH',
      `7 of 9 stimuli that people answered have no answer of the model; the first is '2'`,
    ],
    [
      'two answers of the model',
      selectAlong(model, 'presentation', [0, 1, 0]),
      people,
      'SHAPE_MISMATCH',
      `answered the stimulus '0' more than once`,
    ],
    [
      'two answers of a person',
      model,
      selectAlong(people, 'presentation', [0, 1, 0]),
      'RESPONSES_INVALID',
      `The subject 'A' answered the stimulus '0' twice in the condition '1'`,
    ],
    [
      'two truths',
      model,
      answersOf({ ...labels, truth: ['owl', ...labels.truth.slice(1)] }),
      'RESPONSES_INVALID',
      `The right answer to the stimulus '0' is said to be both 'owl' and 'dog'`,
    ],
    [
      'people who are not named',
      model,
      answersOf({ stimulus_id: labels.stimulus_id }),
      'SHAPE_MISMATCH',
      `no coordinate 'subject'`,
    ],
    ['no answers', model, selectAlong(people, 'presentation', []), 'SHAPE_MISMATCH', 'shape [0]'],
    [
      'answers that are all right',
      answersOf({ stimulus_id: ['a'], choice: ['cat'] }),
      answersOf({
        stimulus_id: ['a'],
        subject: ['S'],
        condition: [0],
        truth: ['cat'],
        choice: ['cat'],
      }),
      'RESPONSES_INVALID',
      'None of 1 comparisons is defined',
    ],
  ])('%s', async (_, source, target, code, message) => {
    await expect(errorConsistency.compare(source, target, {}, context)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  const inCapitals = (answers: Assembly) => {
    const { choice: given } = answers.coords;
    const values = given!.values.map((one) => String(one).toUpperCase());
    return createAssembly({
      ...answers,
      coords: { ...answers.coords, choice: { dim: 'presentation', values } },
    });
  };

  it.each([errorConsistency, errorConsistencyAbsolute, accuracyDistance, accuracy])(
    'answers of the model in other words than the categories',
    async (metric) => {
      await expect(metric.compare(inCapitals(model), people, {}, context)).rejects.toMatchObject({
        code: 'RESPONSES_INVALID',
        message: expect.stringMatching(
          /^No answer of the model \('[A-Z]+', .*\) is among the categories of the stimuli \('[a-z]+'/,
        ),
      });
    },
  );

  it('answers of people in other words than the categories', async () => {
    const run = errorConsistencyCeiling.compare(undefined, inCapitals(people), {}, context);
    await expect(run).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining('No answer of any person'),
    });
  });

  it.each([errorConsistencyCeiling, accuracyDistanceCeiling])('a single person', async (metric) => {
    const alone = selectAlong(people, 'presentation', [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    await expect(metric.compare(undefined, alone, {}, context)).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining(`there is only 'A'`),
    });
  });
});
