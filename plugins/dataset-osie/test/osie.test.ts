import { coordinate } from '@ventral/arrays';
import { osie } from '@ventral/dataset-osie';
import { createRunContext } from '@ventral/host';
import type { MatArray, MatFields } from '@ventral/matlab';
import { describeReference, makeFolder, referencePath } from '@ventral/testing';
import { checkDataset } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { importanceOf } from '../src/importance.ts';
import { readFixations, readMouseSamples } from '../src/looks.ts';

const numbers = (...values: number[]): MatArray => ({
  kind: 'numbers',
  shape: [1, values.length],
  values: Float64Array.from(values),
});
const struct = (fields: Record<string, MatArray>): MatArray => ({
  kind: 'structs',
  shape: [1, 1],
  structs: [new Map(Object.entries(fields))],
});
const cells = (...all: MatArray[]): MatArray => ({
  kind: 'cells',
  shape: [all.length, 1],
  cells: all,
});
const text = (value: string): MatArray => ({ kind: 'text', shape: [1, value.length], text: value });
const viewer = (xs: number[], ys: number[], durations = xs.map(() => 200)) =>
  struct({
    fix_x: numbers(...xs),
    fix_y: numbers(...ys),
    fix_duration: numbers(...durations),
  });
const fileOf = (...images: MatArray[]): MatFields => new Map([['fixations', cells(...images)]]);
const imageOf = (...viewers: MatArray[]) =>
  struct({ img: text('1001.jpg'), subjects: cells(...viewers) });
const mouseFile = (subjects: number[], places: number[], orders = subjects): MatFields =>
  new Map([
    [
      'fixations',
      struct({ subj: numbers(...subjects), coord: numbers(...places), order: numbers(...orders) }),
    ],
  ]);

describe('fixations', () => {
  it('are read viewer by viewer, in the order of time', () => {
    const file = fileOf(imageOf(viewer([10, 20.5], [30, 40], [100, 150]), viewer([1], [600])));
    expect(readFixations(file, ['1001.jpg'])).toEqual([
      { image: '1001.jpg', subject: '01', order: 1, x: 9.5, y: 29.5, value: 100 },
      { image: '1001.jpg', subject: '01', order: 2, x: 20, y: 39.5, value: 150 },
      { image: '1001.jpg', subject: '02', order: 1, x: 0.5, y: 599.5, value: 200 },
    ]);
  });

  it.each<[string, MatFields, RegExp]>([
    ['an image that nobody looked at', fileOf(imageOf()), /nobody looked at 1001.jpg/],
    ['viewers without a fixation', fileOf(imageOf(viewer([], []))), /nobody looked at 1001.jpg/],
    ['an image that is missing', fileOf(), /nobody looked at 1001.jpg/],
    ['a fixation beside the image', fileOf(imageOf(viewer([802], [30]))), /outside, at 802, 30/],
    ['a fixation that is no number', fileOf(imageOf(viewer([Number.NaN], [3]))), /outside, at NaN/],
    ['places without durations', fileOf(imageOf(viewer([1, 2], [1, 2], [9]))), /1 durations/],
    ['what is no struct', fileOf(numbers(1)), /where a struct belongs/],
    ['nothing of the kind', new Map(), /'fixations'/],
  ])('refuse %s', (_, file, message) => {
    expect(() => readFixations(file, ['1001.jpg'])).toThrow(
      expect.objectContaining({
        code: 'DATA_CORRUPT',
        message: expect.stringMatching(message),
      }),
    );
  });
});

describe('samples of a mouse', () => {
  it('are read with rows before columns', () => {
    expect(readMouseSamples(mouseFile([7, 7, 8], [1, 600, 3, 800, 5, 6], [1, 2, 1]), 'a')).toEqual([
      { image: 'a', subject: '7', order: 1, x: 799.5, y: 0.5, value: 1 },
      { image: 'a', subject: '7', order: 2, x: 4.5, y: 599.5, value: 1 },
      { image: 'a', subject: '8', order: 1, x: 5.5, y: 2.5, value: 1 },
    ]);
  });

  it.each<[string, MatFields, RegExp]>([
    ['none', mouseFile([], []), /nobody looked at a/],
    ['a place beside the image', mouseFile([1], [601, 2]), /outside, at 2, 601/],
    ['places of others', mouseFile([1, 2], [1, 2]), /2 samples and 2 numbers/],
  ])('refuse %s', (_, file, message) => {
    expect(() => readMouseSamples(file, 'a')).toThrow(
      expect.objectContaining({ code: 'DATA_CORRUPT', message: expect.stringMatching(message) }),
    );
  });
});

describe('importance', () => {
  const lookAt = (x: number, y: number) =>
    ({ image: 'a', subject: '01', order: 1, x, y, value: 1 }) as const;

  it('of a pixel is how often people looked near it, by a Gaussian of 24 pixels', () => {
    const looks = [lookAt(100.5, 200.5), lookAt(100.5, 200.5), lookAt(130.5, 200.5)];
    const map = importanceOf(looks);
    expect(map).toHaveLength(600 * 800);
    const at = (x: number, y: number) => map[y * 800 + x];
    const near = (distance: number) => Math.exp(-(distance ** 2) / (2 * 24 ** 2));
    expect(at(100, 200)).toBeCloseTo(2 + near(30), 6);
    expect(at(130, 224)).toBeCloseTo((2 * near(30) + 1) * near(24), 6);
    expect(at(300, 200)).toBe(0);
  });

  it('of a place on the edge is that of the last pixel', () => {
    const map = importanceOf([lookAt(800, 600)]);
    expect(map.indexOf(Math.max(...map.subarray(599 * 800)))).toBe(600 * 800 - 1);
  });
});

it('says where a file is that is not at hand', async () => {
  await using folder = await makeFolder();
  const context = createRunContext({ cacheFolder: folder.path, mirrors: [], offline: true });
  await expect(osie.load(context, 'first-80')).rejects.toMatchObject({ code: 'DATA_UNAVAILABLE' });
});

describeReference('the data', 'data/xu2014-osie-human-gaze', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
  checkDataset(osie, { load: { context, part: 'first-80' } });

  it('are the same in halves', async () => {
    const [all, first, next] = await Promise.all(
      ['first-80', 'first-40', 'next-40'].map((part) => osie.load(context, part)),
    );
    const idsOf = (data: typeof all) => data!.stimuli.stimuli.map(({ id }) => id);
    expect([...idsOf(first), ...idsOf(next)]).toEqual(idsOf(all));
    const halves = [...first!.trials.values, ...next!.trials.values];
    expect([...all!.trials.values]).toEqual(halves);
    expect(await next!.importance(0)).toEqual(await all!.importance(40));
  });

  // As SciPy reads the files: `scipy.io.loadmat`.
  it.each([
    [
      'first-80',
      {
        ...{ count: 11038, sumX: 4414519.6, sumY: 3092050.7, sumValue: 2419421 },
        ...{ last: [308.4, 399.9], subjects: [15, 15] },
      },
    ],
    [
      'first-80.mouse-lab',
      {
        ...{ count: 113772, sumX: 45017079, sumY: 33436763, sumValue: 113772 },
        ...{ last: [536.5, 191.5], subjects: [10, 16] },
      },
    ],
    [
      'first-80.mouse-crowd',
      {
        ...{ count: 1001343, sumX: 392280754.5, sumY: 291889984.5, sumValue: 1001343 },
        ...{ last: [661.5, 274.5], subjects: [91, 121] },
      },
    ],
  ])('of %s are as others read them', async (part, golden) => {
    const { stimuli, trials } = await osie.load(context, part);
    expect(stimuli.stimuli).toHaveLength(80);
    expect(stimuli.columns).toMatchObject({ width: Array(80).fill(800) });
    expect(trials.shape).toEqual([golden.count]);
    const xs = coordinate(trials, 'x') as readonly number[];
    const ys = coordinate(trials, 'y') as readonly number[];
    expect(sum(xs)).toBeCloseTo(golden.sumX, 4);
    expect(sum(ys)).toBeCloseTo(golden.sumY, 4);
    expect(sum(trials.values)).toBe(golden.sumValue);
    expect([xs.at(-1), ys.at(-1)]).toEqual(golden.last);
    const perImage = new Map<unknown, Set<unknown>>();
    const subjects = coordinate(trials, 'subject');
    for (const [row, id] of coordinate(trials, 'stimulus_id').entries()) {
      perImage.set(id, (perImage.get(id) ?? new Set()).add(subjects[row]));
    }
    expect([...perImage.keys()]).toEqual(stimuli.stimuli.map(({ id }) => id));
    const counts = [...perImage.values()].map(({ size }) => size);
    expect([Math.min(...counts), Math.max(...counts)]).toEqual(golden.subjects);
  });
});

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
