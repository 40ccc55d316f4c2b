import { parseRecord } from '@ventral/scoring';
import { describe, expect, it } from 'vitest';
import { recordWith, requiredFields, wholeRecord } from './score-record.ts';

describe('parseRecord', () => {
  it('gives back a whole record as it went through JSON', () => {
    expect(parseRecord(JSON.parse(JSON.stringify(wholeRecord)))).toEqual(wholeRecord);
  });

  it('gives back a record without what may be missing', () => {
    const { layers, ...rest } = wholeRecord;
    const least = {
      ...rest,
      model: { id: 'features.npy' },
      score: { value: 0.5, better: 'lower', raw: { value: 0.5 } },
      data: [],
    };
    expect(parseRecord(least)).toEqual(least);
  });

  it.each(requiredFields)('names a missing field: %s', (field) => {
    expect(() => parseRecord(recordWith(field, undefined))).toThrow(
      expect.objectContaining({
        code: 'RECORD_INVALID',
        message: `This is no score record: record.${field} is missing.`,
        hint: expect.stringContaining('registry/record.schema.json'),
      }),
    );
  });

  it.each<[field: string, value: unknown]>([
    ['recordVersion', 4],
    ['createdAt', 'yesterday'],
    ['benchmark.scoreVersion', 1.5],
    ['score.metric.options', 'none'],
    ['model.layerChosenBy', 'chance'],
    ['seed', -1],
    ['device', 'tpu'],
    ['score.value', null],
    ['score.ceilingConvention', 'c/r'],
    ['score.better', 'bigger'],
    ['score.raw.perSplit', [0.1, null]],
    ['score.raw.perNeuroid', ['0.1']],
    ['score.parts.210325.value', '0.7'],
    ['data.0.bytes', -1],
    ['environment.packages', { '@ventral/core': 1 }],
  ])('names a field that is wrong: %s = %j', (field, value) => {
    expect(() => parseRecord(recordWith(field, value))).toThrow(
      expect.objectContaining({
        code: 'RECORD_INVALID',
        message: expect.stringContaining(`record.${field}`),
      }),
    );
  });

  it('names every field that is wrong', () => {
    const record = { ...wholeRecord, seed: 'one', device: undefined };
    expect(() => parseRecord(record)).toThrow(
      /record\.seed is not valid .*; record\.device is missing\./,
    );
  });

  it.each([null, undefined, 'text', 5, []])('refuses %j', (value) => {
    expect(() => parseRecord(value)).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }));
  });

  it('brings a record of version 2 into the present form', () => {
    const { score } = wholeRecord;
    const { spread, ceilingSpread, parts: _parts, raw, ...rest } = score;
    const { spread: ofRaw, ...rawRest } = raw;
    const second = {
      ...rest,
      error: spread,
      ceilingError: ceilingSpread,
      raw: { ...rawRest, error: ofRaw },
    };
    const { parts: _, ...single } = score;
    expect(
      parseRecord({
        ...wholeRecord,
        recordVersion: 2,
        score: { ...second, parts: { a: second } },
        layers: { conv: second },
      }),
    ).toEqual({
      ...wholeRecord,
      score: { ...single, parts: { a: single } },
      layers: { conv: single },
    });
  });

  it('brings a record of version 1 into the present form', () => {
    const [baseline, search] = [{ id: 'linear', value: 0.6 }, { best: 0 }];
    const { score } = wholeRecord;
    const { parts: _parts, extras: _extras, spread, ceilingSpread, raw, ...rest } = score;
    const { spread: ofRaw, ...rawRest } = raw;
    const renamed = {
      ...rest,
      error: spread,
      ceilingError: ceilingSpread,
      raw: { ...rawRest, error: ofRaw },
    };
    const { parts: _, extras: __, ...single } = score;
    const first = {
      ...wholeRecord,
      recordVersion: 1,
      score: { ...renamed, parts: { a: { ...renamed, baseline, search } }, baseline },
      layers: { conv: { ...renamed, baseline } },
    };
    expect(parseRecord(first)).toEqual({
      ...wholeRecord,
      score: { ...single, parts: { a: { ...single, extras: { pls: { baseline, search } } } } },
      layers: { conv: { ...single, extras: { pls: { baseline } } } },
    });
  });
});
