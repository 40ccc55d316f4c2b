import { toJsonSchema } from '@valibot/to-json-schema';
import { manifestSchema, parseManifest } from '@ventral/core';
import { manifestOf } from '@ventral/testing';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';

describe('the published schema of manifests', () => {
  // As scripts/schemas.mjs publishes it, read by other people's validator.
  const published = toJsonSchema(manifestSchema, { errorMode: 'ignore', typeMode: 'input' });
  const validate = new Ajv({ allErrors: true }).compile(JSON.parse(JSON.stringify(published)));

  it('accepts a manifest', () => {
    validate({ ...manifestOf('A'), modelFiles: [{ extension: '.onnx', export: 'onnxModel' }] });
    expect(validate.errors).toBeNull();
  });

  it.each([
    [{ plugins: [] }],
    [{ apiVersion: 1 }],
    [{ ...manifestOf('A'), plugin: [] }],
    [manifestOf('with spaces')],
    [manifestOf('')],
    [{ apiVersion: 1, plugins: [], modelFiles: [{ extension: 'onnx', export: 'onnxModel' }] }],
  ])('refuses what the code refuses: %j', (manifest) => {
    expect(validate(manifest)).toBe(false);
    expect(() => parseManifest(manifest, 'package.json')).toThrow();
  });
});
