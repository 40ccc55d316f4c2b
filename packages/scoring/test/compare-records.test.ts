import { compareRecords, parseRecord, type ScoreRecord } from '@ventral/scoring';
import { describe, expect, it } from 'vitest';
import { recordWith, wholeRecord } from './score-record.ts';

function withField(field: string, value: unknown): ScoreRecord {
  return parseRecord(recordWith(field, value));
}

describe('compareRecords', () => {
  it('finds a record equal to itself, whenever it was made, signed or noted', () => {
    const later = { ...wholeRecord, createdAt: '2031-01-01T00:00:00.000Z' };
    const { signature: _, ...unsigned } = later;
    const comparison = compareRecords(wholeRecord, {
      ...unsigned,
      score: { ...unsigned.score, notes: ['Another note.'] },
    });
    expect(comparison).toEqual({
      verdict: 'equal',
      numbers: 'equal',
      largestDistance: 0,
      differences: [],
    });
  });

  it.each<[kind: string, field: string, value: unknown, message: string]>([
    ['plugin', 'benchmark.id', 'Other', 'benchmark: a Cowley2023.V4-pls, b Other'],
    ['plugin', 'metrics.0.id', 'ridge', 'metrics: a pls, b ridge'],
    ['package', 'benchmark.scoreVersion', 2, 'scoreVersion of Cowley2023.V4-pls: a 1, b 2'],
    ['package', 'model.scoreVersion', 4, 'scoreVersion of squeezenet1_1: a 3, b 4'],
    ['package', 'environment.packages.@ventral/core', '0.2.0', '@ventral/core: a 0.1.0, b 0.2.0'],
    [
      'package',
      'environment.integrity.@ventral/core',
      'sha512-gh',
      'integrity of @ventral/core@0.1.0: a sha512-ef, b sha512-gh',
    ],
    ['data', 'data.0.hash', 'sha256:ff', 'images.zip: a sha256:ab, b sha256:ff'],
    ['data', 'data.1.path', 'other.npz', 'responses.npz: a git-blob:cd, b none'],
    ['data', 'inputs.stimulusIds.sha256', 'ff', 'sha256 of the stimulus ids: a cd, b ff'],
    ['weights', 'model.digest', 'sha256:99', 'digest of the model: a sha256:1234, b sha256:99'],
    ['weights', 'model.file.sha256', 'ff', 'sha256 of the model file: a ab, b ff'],
    ['option', 'seed', 2, 'seed: a 1, b 2'],
    ['option', 'device', 'cuda', 'device: a cpu, b cuda'],
    ['option', 'model.layer', 'fire8', 'layer: a fire9/concat, b fire8'],
    ['option', 'inputs.imageSize', undefined, 'imageSize: a 224, b none'],
    ['option', 'inputs.missingParts', 'leave-out', 'missingParts: a refuse, b leave-out'],
    [
      'option',
      'score.metric.options.components',
      20,
      'score.metric.options.components: a 25, b 20',
    ],
    ['option', 'score.ceilingConvention', 'raw', 'score.ceilingConvention: a r/c, b raw'],
    ['split', 'score.splitsDigest', 'ff', 'score.splitsDigest: a b5bb9d80, b ff'],
    ['number', 'score.value', 0.75, 'score.value: a 0.72, b 0.75 (by 3.0e-2)'],
    ['number', 'score.spread', undefined, 'score.spread: a has 1 numbers, b 0'],
    [
      'number',
      'score.raw.perNeuroid',
      [0.6, null, 0.5],
      'score.raw.perNeuroid, 1 of 3, most at 2: a 0.7, b 0.5 (by 2.0e-1)',
    ],
    [
      'number',
      'score.raw.perNeuroid.1',
      0.5,
      'score.raw.perNeuroid, 1 of 3, most at 1: a null, b 0.5',
    ],
    [
      'number',
      'score.raw.perSubject.subject-01',
      0.25,
      'score.raw.perSubject.subject-01: a 0.5, b 0.25 (by 2.5e-1)',
    ],
    [
      'number',
      'score.parts.210401.parts.deep.raw.perSplit',
      [0.64],
      'score.parts.210401.parts.deep.raw.perSplit: a has 2 numbers, b 1',
    ],
    [
      'option',
      'layers.fire8/concat.metric.options.components',
      20,
      'options.components: a 25, b 20',
    ],
    ['split', 'layers.fire8/concat.splitsDigest', 'ff', 'layers.fire8/concat.splitsDigest: a b5'],
    ['option', 'layers.fire8/concat.ceilingConvention', 'raw', 'ceilingConvention: a r/c, b raw'],
    [
      'option',
      'layers.fire8/concat',
      undefined,
      'layers that the other has not: a fire8/concat, b none',
    ],
    ['plugin', 'score.metric.id', 'ridge', 'score.metric: a pls, b ridge'],
    ['package', 'score.metric.scoreVersion', 2, 'score.metric.scoreVersion: a 1, b 2'],
    ['option', 'score.better', 'lower', 'score.better: a higher, b lower'],
    ['option', 'score.extras.pls.said', 'so', 'score.extras.pls.said: a none, b so'],
    ['number', 'score.extras.pls.baseline.value', 0.6, 'extras.pls.baseline.value: a 0.5, b 0.6'],
    ['weights', 'model.file.bytes', 5, 'bytes of the model file: a 5000000, b 5'],
    ['data', 'inputs.stimulusIds.bytes', 99, 'bytes of the stimulus ids: a 100, b 99'],
    ['data', 'data.0.bytes', 7, 'bytes of images.zip: a 1000000, b 7'],
    [
      'package',
      'benchmark.package',
      '@other/b@0.1.0',
      'package of Cowley2023.V4-pls: a @ventral/b',
    ],
    [
      'package',
      'model.package',
      '@ventral/model-onnx@9.9.9',
      'package of squeezenet1_1: a @ventral',
    ],
    ['number', 'layers.fire8/concat.value', 0.71, 'layers.fire8/concat.value: a 0.7, b 0.71 (by'],
  ])('names a difference of kind %s: %s = %j', (kind, field, value, message) => {
    const names = ['a', 'b'] as const;
    const { verdict, differences } = compareRecords(wholeRecord, withField(field, value), {
      names,
    });
    expect(verdict).toBe('different');
    expect(differences).toContainEqual(
      expect.objectContaining({ kind, message: expect.stringContaining(message) }),
    );
  });

  it('tells a file that is listed twice, with two hashes', () => {
    const [file] = wholeRecord.data as [ScoreRecord['data'][number]];
    const lying = parseRecord({
      ...wholeRecord,
      data: [{ ...file, hash: 'sha256:ff' }, ...wholeRecord.data],
    });
    expect(compareRecords(wholeRecord, lying).verdict).toBe('different');
  });

  it('tells names that read like paths from paths', () => {
    const first = withField('score.extras', { a: { 'b.c': 1, b: { c: 2 } } });
    const second = withField('score.extras', { a: { 'b.c': 3, b: { c: 2 } } });
    expect(compareRecords(first, second).differences).toMatchObject([
      { what: 'score.extras.a."b.c"', distance: 2 },
    ]);
  });

  it('says in one line that two records are of other layers', () => {
    const { layers } = wholeRecord;
    const other = parseRecord({ ...wholeRecord, layers: { conv1: layers?.['fire8/concat'] } });
    expect(compareRecords(wholeRecord, other).differences).toMatchObject([
      {
        kind: 'option',
        what: 'layers',
        message:
          'scores of layers that the other has not: first fire9/concat, fire8/concat, second conv1',
      },
    ]);
  });

  it('names another machine, which is no difference of the score', () => {
    const { verdict, differences } = compareRecords(
      wholeRecord,
      withField('environment.node', 'v24.0.0'),
    );
    expect(verdict).toBe('equal');
    expect(differences).toEqual([
      { kind: 'environment', what: 'node', message: 'node: first v20.20.0, second v24.0.0' },
    ]);
  });

  it('takes numbers within the tolerance as equal, and says how far they are apart', () => {
    const other = withField('score.raw.perSplit', [0.64, 0.66 + 1e-12]);
    const within = compareRecords(wholeRecord, other, { tolerance: 1e-9 });
    expect(within).toMatchObject({ verdict: 'equal', numbers: 'equal within tolerance' });
    expect(within.largestDistance).toBeGreaterThan(0.9e-12);
    expect(within.largestDistance).toBeLessThan(1.1e-12);
    expect(compareRecords(wholeRecord, other)).toMatchObject({ numbers: 'different' });
  });

  it('says that numbers are equal where only something else differs', () => {
    const { verdict, numbers } = compareRecords(wholeRecord, withField('seed', 2));
    expect([verdict, numbers]).toEqual(['different', 'equal']);
  });

  it('compares integrities only where both records know them', () => {
    const unknown = withField('environment.integrity', undefined);
    expect(compareRecords(wholeRecord, unknown).verdict).toBe('equal');
    expect(compareRecords(unknown, wholeRecord).verdict).toBe('equal');
  });

  it('finds options equal whatever the order of their fields', () => {
    const one = withField('inputs.preprocessing', { mean: 0, std: 1 });
    const other = withField('inputs.preprocessing', { std: 1, mean: 0 });
    expect(compareRecords(one, other).verdict).toBe('equal');
  });
});
