import { toJsonSchema } from '@valibot/to-json-schema';
import { scoreSchema } from '@ventral/core';
import {
  modelDescriptionSchema,
  parsePruningStudy,
  parseRecord,
  pruningStudySchema,
  recordSchema,
} from '@ventral/scoring';
import { Ajv, type ValidateFunction } from 'ajv';
import { safeParse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { recordWith, requiredFields, wholeRecord } from './score-record.ts';

// As scripts/schemas.mjs publishes them, read by other people's validator.
function validatorOf(
  schema: typeof recordSchema | typeof pruningStudySchema | typeof modelDescriptionSchema,
): ValidateFunction {
  const isDateTime = (text: string) => !Number.isNaN(Date.parse(text));
  const ajv = new Ajv({ allErrors: true, formats: { 'date-time': isDateTime } });
  const definitions = { score: scoreSchema };
  const published = toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input', definitions });
  return ajv.compile(JSON.parse(JSON.stringify(published)));
}

describe('the published schema of records', () => {
  const validate = validatorOf(recordSchema);

  it('accepts a record with scores within scores', () => {
    validate(wholeRecord);
    expect(validate.errors).toBeNull();
  });

  it.each(requiredFields)('refuses a record without %s', (field) => {
    expect(validate(recordWith(field, undefined))).toBe(false);
    expect(validate.errors).toEqual([expect.objectContaining({ keyword: 'required' })]);
  });

  it.each<[field: string, value: unknown]>([
    ['score.value', '0.7'],
    ['score.parts.210401.parts.deep.value', null],
    ['layers.fire8/concat.better', 'bigger'],
    ['createdAt', 'yesterday'],
    ['seed', 1.5],
    ['device', 'tpu'],
  ])('refuses what the code refuses: %s = %j', (field, value) => {
    const record = recordWith(field, value);
    expect(validate(record)).toBe(false);
    expect(() => parseRecord(record)).toThrow();
  });
});

describe('the published schema of descriptions of model files', () => {
  const validate = validatorOf(modelDescriptionSchema);
  const description = {
    modelDescriptionVersion: 1,
    title: 'A network',
    citation: 'Somebody (2020)',
    preprocessing: 'torch',
    imageSize: 224,
    visualDegrees: 8,
    regionLayers: { V4: 'layer3' },
  };

  it('accepts a whole one', () => {
    validate(description);
    expect(validate.errors).toBeNull();
  });

  it.each([
    { modelDescriptionVersion: 2 },
    { title: '' },
    { imageSize: 0.5 },
    { visualDegrees: 0 },
    { regionLayers: { V4: 3 } },
    { layers: ['layer3'] },
  ])('refuses what the code refuses: %j', (change) => {
    const wrong = { ...description, ...change };
    expect(validate(wrong)).toBe(false);
    expect(safeParse(modelDescriptionSchema, wrong).success).toBe(false);
  });
});

describe('the published schema of pruning studies', () => {
  const validate = validatorOf(pruningStudySchema);
  const layer = { name: 'a', operation: 'Conv', weights: 9, zerosBefore: 0, zerosAfter: 3 };
  const study = {
    pruningStudyVersion: 1,
    model: [{ name: 'net.onnx', sha256: 'ab', bytes: 100 }],
    scope: 'global',
    inputs: { preprocessing: 'torch', layer: 'a' },
    seed: 1,
    device: 'cpu',
    points: [{ sparsity: 0.33, layers: [layer], records: [wholeRecord] }],
  };

  it('accepts a study with a whole record', () => {
    validate(study);
    expect(validate.errors).toBeNull();
    expect(parsePruningStudy(study, 'study.json')).toEqual(study);
  });

  it.each([
    { pruningStudyVersion: 2 },
    { model: [] },
    { scope: 'channel' },
    { seed: undefined },
    { points: [{ ...study.points[0], sparsity: -0.1 }] },
    { points: [{ ...study.points[0], layers: [{ ...layer, zerosAfter: 0.5 }] }] },
    { points: [{ ...study.points[0], records: [{ ...wholeRecord, score: undefined }] }] },
  ])('refuses what the code refuses: %j', (change) => {
    const wrong = JSON.parse(JSON.stringify({ ...study, ...change }));
    expect(validate(wrong)).toBe(false);
    expect(() => parsePruningStudy(wrong, 'study.json')).toThrowError(
      expect.objectContaining({
        code: 'RECORD_INVALID',
        message: expect.stringContaining('study.json is no pruning study'),
      }),
    );
  });
});
