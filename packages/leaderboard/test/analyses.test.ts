import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { headlines, holdOneOut, pairPrinted, splitByAccuracy } from '../src/analyses.ts';
import { collectPublished } from '../src/collect-published.ts';
import { correlate } from '../src/correlate.ts';
import { makeSiteData } from '../src/make-site-data.ts';
import { entriesOf } from '../src/record-entry.ts';
import { madeRecord } from './made-record.ts';

it('correlates over the places where neither is missing', () => {
  const { r, n, interval } = correlate([1, 2, 3, 4, null], [1, 3, 2, 5, 9]);
  // Sums of products about the means: 5.5, 5 and 8.75.
  expect([r, n]).toEqual([expect.closeTo(5.5 / Math.sqrt(5 * 8.75), 12), 4]);
  expect(interval?.map(Math.atanh)).toEqual([
    expect.closeTo(Math.atanh(r) - 1.959964, 6),
    expect.closeTo(Math.atanh(r) + 1.959964, 6),
  ]);
});

it('says nothing of fewer than three, or of what does not vary', () => {
  expect(correlate([1, 2], [1, 2]).r).toBeNaN();
  expect(correlate([1, 1, 1], [1, 2, 3]).r).toBeNaN();
});

it('splits a printed table at 70 % top-1', () => {
  const rows = [50, 60, 65, 71, 75, 80].map((top1, index) => ({
    ...{ name: `${index}`, errors: {} },
    values: { imagenet_top1: top1, score: top1 < 70 ? top1 / 100 : 1.5 - top1 / 100 },
  }));
  const columns = [
    { id: 'imagenet_top1', title: 'Top-1' },
    { id: 'score', title: 'Score', better: 'higher' as const },
  ];
  const table = { id: 't', title: 'T', citation: 'c', where: 'w', notes: [], columns, rows };
  const [split] = splitByAccuracy([table]);
  expect(split?.below).toMatchObject({ n: 3, r: expect.closeTo(1, 9) });
  expect(split?.above).toMatchObject({ n: 3, r: expect.closeTo(-1, 9) });
});

it('foretells a benchmark held out by the others, turned round where lower is better', () => {
  const entries = [0.1, 0.4, 0.2, 0.6].flatMap((value, index) =>
    (['A.V4', 'B.IT', 'C.V1'] as const).flatMap((benchmark) =>
      entriesOf(
        madeRecord({
          ...{ model: `m${index}`, benchmark },
          value: benchmark === 'C.V1' ? 1 - value : value,
          better: benchmark === 'C.V1' ? 'lower' : 'higher',
        }),
        { file: 'a.json', index: 0, isSigned: false },
      ),
    ),
  );
  const facts = { benchmarks: new Map(), models: new Map() };
  const { benchmarks } = makeSiteData({ entries, facts });
  for (const { correlation, others } of holdOneOut(benchmarks)) {
    expect(others).toBe(2);
    expect(correlation.r).toBeCloseTo(1, 9);
  }
});

it('takes a benchmark scored by other options for itself only where it was not scored as it is', () => {
  const made = (benchmark: string, metricOptions: Record<string, number>) => {
    const { inputs, ...record } = madeRecord({ model: 'a', benchmark, value: 0.5 });
    return { ...record, inputs: { ...inputs, metricOptions } };
  };
  const records = [
    made('A.V4', {}),
    made('A.V4', { components: 9 }),
    made('B.V4', { components: 9 }),
  ];
  const entries = records.flatMap((record) =>
    entriesOf(record, { file: 'a.json', index: 0, isSigned: false }),
  );
  const { benchmarks } = makeSiteData({
    entries,
    facts: { benchmarks: new Map(), models: new Map() },
  });
  expect(benchmarks).toHaveLength(3);
  expect(headlines(benchmarks).map(({ key }) => key)).toEqual(['A.V4', 'B.V4 (components=9)']);
});

it('finds in Table 1 of 2018 what its rows say, beside the .92 that was printed of all models', async () => {
  const folder = fileURLToPath(new URL('../../../registry/published', import.meta.url));
  const facts = { benchmarks: new Map(), models: new Map() };
  const read = await collectPublished(folder);
  const { published } = makeSiteData({ entries: [], refused: [], facts, published: read });
  const table = published.filter(({ id }) => id === 'brain-score-2018-table-1');
  const split = splitByAccuracy(table).find(({ column }) => column === 'Brain-Score');
  expect([split?.below.n, split?.below.r]).toEqual([7, expect.closeTo(0.677, 3)]);
  expect([split?.above.n, split?.above.r]).toEqual([18, expect.closeTo(-0.04, 2)]);
  const pairOf = (first: string, second: string) =>
    pairPrinted(table).find((pair) => pair.first === first && pair.second === second);
  expect(pairOf('IT', 'I2n')?.correlation.r).toBeCloseTo(0.544, 3);
  expect(pairOf('V4', 'I2n')?.correlation.r).toBeCloseTo(0.05, 2);
});
