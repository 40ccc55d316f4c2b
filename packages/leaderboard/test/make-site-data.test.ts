import { describe, expect, it } from 'vitest';
import { headlines } from '../src/analyses.ts';
import { makeSiteData } from '../src/make-site-data.ts';
import { entriesOf } from '../src/record-entry.ts';
import type { PluginFacts, SiteFacts } from '../src/site-facts.ts';
import { defaultWeights, weightedMean } from '../src/weighted-mean.ts';
import { type MadeRecord, madeRecord } from './made-record.ts';

const facts: SiteFacts = {
  benchmarks: new Map<string, PluginFacts>([
    [
      'MajajHong2015.IT-pls',
      { title: 'IT', region: 'IT', species: 'macaque', modality: 'electrophysiology' },
    ],
    ['A.all', { title: 'All', region: 'ventral stream' }],
    ['A.V4', { title: 'V4', region: 'V4' }],
    ['B.V4', { title: 'V4, all sessions', region: 'V4' }],
    ...['1', '2', '3', '4', 'first', 'other'].map(
      (one) => [`B.V4.${one}`, { title: `V4, ${one}`, region: 'V4' }] as const,
    ),
    ['R-delta_loglik', { title: 'Reading', region: 'behavior', unit: 'nats a word' }],
  ]),
  models: new Map(),
};

function siteOf(...records: readonly MadeRecord[]) {
  const entries = records.flatMap((one, index) =>
    entriesOf(madeRecord(one), { file: `${index}.json`, index: 0, isSigned: false }),
  );
  return makeSiteData({ entries, facts });
}

describe('the content of the page', () => {
  it('ranks by the unrounded scores, lets ties share a rank, and leaves out what is missing', () => {
    const site = siteOf(
      { model: 'a', value: 0.500001 },
      { model: 'b', value: 0.500002 },
      { model: 'c', value: 0.4 },
      { model: 'd', value: 0.4 },
      { model: 'e', value: 0.9, benchmark: 'A.V4' },
    );
    expect(site.models.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
    const column = site.benchmarks.find(({ region }) => region === 'IT')?.scores;
    expect(column?.rank).toEqual([2, 1, 3, 3, null]);
    expect(column?.value[4]).toBeNull();
  });

  it('ranks the lowest first where lower is better', () => {
    const site = siteOf(
      { model: 'a', value: 0.5, better: 'lower' },
      { model: 'b', value: 0.7, better: 'lower' },
    );
    expect(site.benchmarks[0]?.scores.rank).toEqual([1, 2]);
  });

  it('shows the newest record and keeps the older ones as history, whatever order they are read in', () => {
    const newer = { model: 'a', value: 0.6, createdAt: '2026-11-02T00:00:00.000Z' };
    const older = { model: 'a', value: 0.5, createdAt: '2026-10-02T00:00:00.000Z' };
    for (const site of [siteOf(newer, older), siteOf(older, newer)]) {
      expect(site.benchmarks[0]?.scores.value).toEqual([0.6]);
      expect(site.history).toMatchObject([{ model: 0, value: 0.5 }]);
    }
  });

  it('says how benchmarks were measured, where that is known', () => {
    const site = siteOf({ model: 'a', value: 0.5 }, { model: 'a', value: 0.5, benchmark: 'A.V4' });
    const modalities = Object.fromEntries(site.benchmarks.map((one) => [one.id, one.modality]));
    expect(modalities).toEqual({
      'MajajHong2015.IT-pls': 'electrophysiology',
      'A.V4': undefined,
    });
  });

  it('says of a model how it is built, as its newest record does', () => {
    const counts = {
      ...{ weightedLayers: 4, depth: 3, connections: 5, skips: 1, areas: { V4: 2 } },
      ...{ recurrentOperators: 0, reusedWeights: 0, mostUses: 1 },
    };
    const made = (parameters: number, createdAt: string): MadeRecord => ({
      ...{ model: 'a', value: 0.5, createdAt },
      changes: { model: { id: 'a', anatomy: { ...counts, parameters } } },
    });
    const site = siteOf(
      made(200, '2026-11-02T00:00:00.000Z'),
      made(100, '2026-10-02T00:00:00.000Z'),
      { model: 'b', value: 0.4 },
    );
    expect(site.models[0]).toMatchObject({
      parameters: 200,
      anatomy: { ...counts, parameters: 200 },
    });
    expect(site.models[1]).not.toHaveProperty('anatomy');
  });

  it('lists the scores of each subject of the newest record', () => {
    const made = (
      value: number,
      createdAt: string,
      perSubject?: Readonly<Record<string, number | null>>,
    ): MadeRecord => ({
      ...{ model: 'a', value, createdAt },
      changes: {
        score: { value, better: 'higher', raw: { value, ...(perSubject && { perSubject }) } },
      },
    });
    const older = made(0.4, '2026-10-02T00:00:00.000Z', { s1: 0.1, s2: 0.7 });
    const newer = made(0.5, '2026-11-02T00:00:00.000Z', { s1: 0.25, s2: null });
    expect(siteOf(newer, older).subjectScores).toEqual([
      { model: 0, benchmark: 'MajajHong2015.IT-pls', names: ['s1', 's2'], values: [0.25, null] },
    ]);
    // A newer record without subjects leaves none of an older one.
    expect(siteOf(older, made(0.5, '2026-11-02T00:00:00.000Z')).subjectScores).toEqual([]);
    const crowd = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`s${index}`, 0.5]));
    expect(siteOf(made(0.5, '2026-11-02T00:00:00.000Z', crowd)).subjectScores).toEqual([]);
  });

  it('shows a score over time, of the newest record that has one', () => {
    const raw = { value: 0.3 };
    const bin = { value: 0.3, better: 'higher', raw, ceiling: 0.8 } as const;
    const uncertainty = {
      ...{ standardError: 0.1, interval: [0.1, 0.5] as const, plan: 'p', units: { stimuli: 9 } },
    };
    const overTime = {
      aspect: 'responses',
      mean: bin,
      bins: [
        { window: [0, 20], unavailable: 'Nothing varies.' },
        { window: [20, 40], score: { ...bin, uncertainty } },
      ],
    } as const;
    const { score } = madeRecord({ model: 'a', value: 0.5 });
    const site = siteOf(
      { model: 'a', value: 0.5, changes: { score: { ...score, overTime } } },
      { model: 'b', value: 0.4 },
    );
    expect(site.models[0]?.id).toBe('a');
    expect(site.courses).toEqual([
      {
        ...{ model: 0, benchmark: 'MajajHong2015.IT-pls', aspect: 'responses' },
        ...{ start: [0, 20], end: [20, 40], value: [null, 0.3] },
        ...{ low: [null, 0.1], high: [null, 0.5], ceiling: [null, 0.8] },
      },
    ]);
  });

  it('lists of a record of difficulty the shares, and few images either way', () => {
    const one = { image: 'i', object: 'cat', alternative: 'dog', model: 0.2, people: 0.9 };
    const shares = { cells: 99, tolerance: 0.1, aligned: 0.6, easierForPeople: 0.3 };
    const alignment = { ...shares, easierForModel: 0.1, mostForModel: [] };
    const made = (model: string, createdAt: string, count: number) => {
      const record = madeRecord({ model, value: 0.6, createdAt });
      const choice_alignment = { ...alignment, mostForPeople: Array(count).fill(one) };
      return {
        model,
        value: 0.6,
        createdAt,
        changes: { score: { ...record.score, extras: { choice_alignment } } },
      };
    };
    const site = siteOf(
      made('b', '2026-11-02T00:00:00.000Z', 9),
      made('a', '2026-11-03T00:00:00.000Z', 1),
      made('a', '2026-11-01T00:00:00.000Z', 2),
      { model: 'c', value: 0.5 },
    );
    expect(site.choices).toMatchObject([
      { model: 0, ...alignment, mostForPeople: [one] },
      { model: 1, ...alignment, mostForPeople: Array(5).fill(one) },
    ]);
  });

  it('has no interval for a record made before there were any, and says why', () => {
    const [benchmark] = siteOf({ model: 'a', value: 0.5, withReplicates: false }).benchmarks;
    expect(benchmark?.scores.low).toEqual([null]);
    expect(benchmark?.noInterval).toMatch(/before Ventral estimated intervals/);
  });

  it('never puts a changed benchmark in the column of the benchmark', () => {
    const inputs = { metricOptions: { components: 10 }, missingParts: 'refuse' } as const;
    const site = siteOf(
      { model: 'a', value: 0.5 },
      { model: 'b', value: 0.6, changes: { inputs } },
    );
    expect(site.benchmarks.map(({ key }) => key)).toEqual([
      'MajajHong2015.IT-pls',
      'MajajHong2015.IT-pls (components=10)',
    ]);
  });

  it('tells two files of one name apart by their content', () => {
    const file = (sha256: string) => ({
      model: { id: 'net.onnx', file: { name: 'net.onnx', sha256, bytes: 5 } },
    });
    const site = siteOf(
      { model: 'net.onnx', value: 0.5, changes: file('11111111ff') },
      { model: 'net.onnx', value: 0.6, changes: file('22222222ff') },
    );
    expect(site.models.map(({ id }) => id)).toEqual(['net.onnx (11111111)', 'net.onnx (22222222)']);
  });

  it('says what networks ran on, by the name of its adapter, where that was not the CPU', () => {
    const on = (device: 'webgpu' | 'cuda', name?: string) => ({
      device,
      ...(name !== undefined && { adapter: { name } }),
    });
    const { benchmarks, texts } = siteOf(
      { model: 'a', value: 0.5 },
      { model: 'b', value: 0.5, changes: on('webgpu', 'Made Card') },
      { model: 'c', value: 0.5, changes: on('webgpu') },
      { model: 'd', value: 0.5, changes: on('cuda') },
    );
    const said = benchmarks[0]?.scores.device.map((place) => place && texts[place]);
    expect(said).toEqual([null, 'webgpu, Made Card', 'webgpu', 'cuda']);
  });

  it('tells a benchmark as it is, in its newest version, from others', () => {
    const version = (scoreVersion: number, metricOptions = {}) => ({
      ...{ model: 'a', value: 0.5, benchmark: 'B.behavior' },
      changes: {
        benchmark: { id: 'B.behavior', scoreVersion, package: '@made/benchmark@1.2.3' },
        inputs: { metricOptions, missingParts: 'refuse' as const },
      },
    });
    const { benchmarks } = siteOf(version(1), version(2), version(3, { splits: 2 }));
    expect(benchmarks.map(({ key, isOwn }) => [key, isOwn])).toEqual([
      ['B.behavior', false],
      ['B.behavior@2', true],
      ['B.behavior@3 (splits=2)', false],
    ]);
  });

  describe('of a mean of version 1 whose part is of version 4', () => {
    const id = 'MajajHong2015.IT-pls';
    const whole = (model: string, version?: { readonly scoreVersion: number }) => {
      const part = { value: 0.4, better: 'higher' as const, raw: { value: 0.4 }, ...version };
      const score = { ...part, parts: { [id]: part } };
      return { model, value: 0.4, benchmark: 'A.all', changes: { score } };
    };
    const direct = (model: string, scoreVersion: number) => ({
      ...{ model, value: 0.6, benchmark: id },
      changes: { benchmark: { id, scoreVersion } },
    });
    const columnsOf = (...records: readonly MadeRecord[]) => {
      const { benchmarks } = siteOf(...records);
      return {
        own: benchmarks
          .filter((one) => one.id === id)
          .map(({ key, isOwn, scoreVersion, scores }) => [key, isOwn, scoreVersion, scores.value]),
        shown: headlines(benchmarks).map(({ key }) => key),
        mean: weightedMean(benchmarks, defaultWeights(benchmarks), 2).value,
      };
    };

    it('puts the part beside scores of that version', () => {
      expect(columnsOf(whole('a', { scoreVersion: 4 }), direct('b', 4))).toEqual({
        own: [[`${id}@4`, true, 4, [0.4, 0.6]]],
        shown: ['A.all', `${id}@4`],
        mean: [0.4, 0.6],
      });
    });

    it('keeps parts of older versions apart', () => {
      expect(columnsOf(whole('a', { scoreVersion: 3 }), direct('b', 4))).toEqual({
        own: [
          [`${id}@3`, false, 3, [0.4, null]],
          [`${id}@4`, true, 4, [null, 0.6]],
        ],
        shown: ['A.all', `${id}@4`],
        mean: [null, 0.6],
      });
    });

    it('counts parts of older records, which do not say their version, where no other record does', () => {
      expect(columnsOf(whole('a'), whole('b'))).toEqual({
        own: [[id, true, undefined, [0.4, 0.4]]],
        shown: ['A.all', id],
        mean: [0.4, 0.4],
      });
      expect(columnsOf(whole('a'), direct('b', 1))).toMatchObject({
        own: [[id, true, 1, [0.4, 0.6]]],
        mean: [0.4, 0.6],
      });
      expect(columnsOf(whole('a'), whole('b', { scoreVersion: 1 }))).toMatchObject({
        own: [[id, true, 1, [0.4, 0.4]]],
      });
      expect(columnsOf(whole('a'), direct('b', 4)).mean).toEqual([null, 0.6]);
    });
  });

  it('makes columns of the parts of a mean; parts within one region are details', () => {
    const part = (value: number) => ({ value, better: 'higher' as const, raw: { value } });
    const mean = (benchmark: string, ...ids: readonly string[]) => ({
      ...{ model: 'a', value: 0.5, benchmark },
      changes: {
        score: {
          ...part(0.5),
          parts: Object.fromEntries(ids.map((id) => [id, part(0.4)])),
        },
      },
    });
    const { benchmarks } = siteOf(mean('A.all', 'A.V4'), mean('B.V4', 'B.V4.1'));
    expect(benchmarks.map(({ key, isDetail }) => [key, isDetail])).toEqual([
      ['A.all', false],
      ['A.V4', false],
      ['B.V4', false],
      ['B.V4.1', true],
    ]);
    const { benchmarks: nested } = siteOf(
      mean('B.V4.first', 'B.V4.1', 'B.V4.2'),
      mean('B.V4', 'B.V4.1', 'B.V4.2', 'B.V4.3'),
      mean('B.V4.other', 'B.V4.1', 'B.V4.4'),
    );
    const found = new Map(nested.map((one) => [one.key, one]));
    // A mean of some parts of another says nothing that the other does not; one of others does.
    expect(found.get('B.V4.first')).toMatchObject({ isDetail: true, partOf: 'B.V4' });
    expect(found.get('B.V4.1')).toMatchObject({ isDetail: true, partOf: 'B.V4' });
    expect(found.get('B.V4.4')).toMatchObject({ isDetail: true, partOf: 'B.V4.other' });
    for (const key of ['B.V4', 'B.V4.other']) expect(found.get(key)?.isDetail).toBe(false);
  });

  it('says what scores count, unless they were made by another metric', () => {
    const inputs = { metricOptions: {}, missingParts: 'refuse' as const };
    const other = { inputs: { ...inputs, metric: 'pearsonr' } };
    const options = { inputs: { ...inputs, metricOptions: { folds: 5 } } };
    const site = siteOf(
      { model: 'a', value: 0.02, benchmark: 'R-delta_loglik' },
      { model: 'b', value: 0.1, benchmark: 'R-delta_loglik', changes: other },
      { model: 'c', value: 0.03, benchmark: 'R-delta_loglik', changes: options },
    );
    expect(site.benchmarks.map(({ key, unit }) => [key, unit])).toEqual([
      ['R-delta_loglik', 'nats a word'],
      ['R-delta_loglik (folds=5)', 'nats a word'],
      ['R-delta_loglik (pearsonr)', undefined],
    ]);
  });
});
