import * as api from '@ventral/errors';
import { errorCodes, isVentralError, VentralError } from '@ventral/errors';
import { describe, expect, test } from 'vitest';

const error = new VentralError('LAYER_NOT_FOUND', "squeezenet1_1 has no layer 'fire9'.", {
  hint: 'List them with: ventral layers squeezenet1_1',
  cause: new RangeError('9'),
});

test('the public API', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "VentralError",
      "didYouMean",
      "errorCodes",
      "isVentralError",
      "nearestNames",
    ]
  `);
});

// Scripts and issue reports rely on codes: this list may grow, and never shrinks.
test('the error codes', () => {
  expect(Object.keys(errorCodes)).toMatchInlineSnapshot(`
    [
      "PLUGIN_NOT_FOUND",
      "PLUGIN_CONFLICT",
      "PLUGIN_BROKEN",
      "MANIFEST_INVALID",
      "API_VERSION_MISMATCH",
      "DEPENDENCY_MISSING",
      "CORE_DUPLICATED",
      "OPTION_INVALID",
      "SHAPE_MISMATCH",
      "STIMULI_MISMATCH",
      "STIMULI_UNSUITABLE",
      "RESPONSES_INVALID",
      "NOT_CONVERGED",
      "TRAINING_DIVERGED",
      "LAYER_NOT_FOUND",
      "LAYER_REQUIRED",
      "MODEL_UNREADABLE",
      "MODEL_IN_TRAINING",
      "MODEL_INPUT_MISMATCH",
      "TOKENIZER_MISMATCH",
      "TOKENS_UNALIGNED",
      "MODEL_FAILED",
      "GRADIENT_UNAVAILABLE",
      "DEVICE_UNAVAILABLE",
      "DEVICE_DIVERGES",
      "DEVICE_MEMORY",
      "DEVICE_LOST",
      "DATA_UNAVAILABLE",
      "DATA_CORRUPT",
      "IMAGE_UNREADABLE",
      "FILE_UNREADABLE",
      "FILE_UNWRITABLE",
      "DISK_FULL",
      "RECORD_INVALID",
      "SIGNATURE_INVALID",
      "RECORD_UNTRUSTED",
      "CELL_REFUSED",
      "CELL_FAILED",
      "STORE_UNUSABLE",
      "ENGINE_UNAVAILABLE",
      "INTERRUPTED",
      "INTERNAL",
    ]
  `);
});

test.each(Object.entries(errorCodes))('%s says what it means in a sentence', (code, meaning) => {
  expect(code).toMatch(/^[A-Z_]+$/);
  expect(meaning).toMatch(/^[A-Z].*\.$/);
});

describe('VentralError', () => {
  test('is an error with a code, a hint and a cause', () => {
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('VentralError');
    expect(error.code).toBe('LAYER_NOT_FOUND');
    expect(error.message).toBe("squeezenet1_1 has no layer 'fire9'.");
    expect(error.hint).toBe('List them with: ventral layers squeezenet1_1');
    expect(error.cause).toEqual(new RangeError('9'));
    expect(error.stack).toContain('ventral-error.test.ts');
  });

  test('has neither hint nor cause unless they are given', () => {
    const bare = new VentralError('DISK_FULL', 'The disk is full.');
    expect(bare.hint).toBeUndefined();
    expect('cause' in bare).toBe(false);
  });

  test('shows its brand to nobody', () => {
    expect(Object.keys(error).sort()).toEqual(['code', 'hint', 'name']);
  });
});

describe('isVentralError', () => {
  test('tells codes apart', () => {
    expect(isVentralError(error)).toBe(true);
    expect(isVentralError(error, 'DISK_FULL', 'LAYER_NOT_FOUND')).toBe(true);
    expect(isVentralError(error, 'DISK_FULL')).toBe(false);
  });

  test('knows the errors of another copy of the package', async () => {
    const path = '../src/ventral-error.ts?copy';
    const copy: Pick<typeof api, 'VentralError' | 'isVentralError'> = await import(path);
    const theirs = new copy.VentralError('DISK_FULL', 'The disk is full.');
    expect(theirs).not.toBeInstanceOf(VentralError);
    expect(isVentralError(theirs, 'DISK_FULL')).toBe(true);
    expect(copy.isVentralError(error, 'LAYER_NOT_FOUND')).toBe(true);
  });

  test.each([
    new Error('x'),
    { code: 'DISK_FULL', name: 'VentralError' },
    'DISK_FULL',
    null,
    undefined,
  ])('is not fooled by %o', (other) => {
    expect(isVentralError(other)).toBe(false);
    expect(isVentralError(other, 'DISK_FULL')).toBe(false);
  });
});
