import { parsePreprocessing, preprocessings } from '@ventral/images';
import { describe, expect, test } from 'vitest';

const { torch, inception } = preprocessings;

describe('parsePreprocessing', () => {
  test.each(Object.entries(preprocessings))('takes the preset %s', (_, preset) => {
    const text = JSON.stringify(preset);
    expect(JSON.stringify(parsePreprocessing(JSON.parse(text)))).toBe(text);
  });

  test('puts fields in one order', () => {
    const shuffled = Object.fromEntries(Object.entries(inception).reverse());
    const resize = Object.fromEntries(Object.entries(inception.resize).reverse());
    expect(JSON.stringify(parsePreprocessing({ ...shuffled, resize }))).toBe(
      JSON.stringify(inception),
    );
  });

  test.each([
    [null, 'all of it: Invalid type: Expected Object but received null'],
    [{ ...torch, std: [0.2, 0, 0.2] }, 'std.1: '],
    [{ ...torch, mean: [0.5, 0.5] }, 'mean.2: '],
    [{ ...torch, mean: [0.5, 0.5, 0.5, 0.5] }, 'mean.3: '],
    [{ ...torch, mean: [0.5, Number.NaN, 0.5] }, 'mean.1: '],
    [{ ...torch, divisor: 0 }, 'divisor: '],
    [{ ...torch, divisor: '255' }, 'divisor: '],
    [{ ...torch, channelOrder: 'rgb' }, 'channelOrder: '],
    [{ ...torch, scale: 1 }, 'scale: '],
    [{ ...torch, resize: { mode: 'letterbox', filter: 'box' } }, 'resize.mode: '],
    [{ ...torch, resize: { mode: 'stretch', filter: 'cubic' } }, 'resize.filter: '],
    [{ ...torch, resize: { ...inception.resize, crop: 224.5 } }, 'resize.crop: '],
    [{ ...torch, resize: { ...inception.resize, crop: 300 } }, 'crop is larger than shorterSide'],
  ])('names what is wrong with %j', (value, problem) => {
    expect(() => parsePreprocessing(value)).toThrow(
      expect.objectContaining({
        code: 'OPTION_INVALID',
        message: expect.stringContaining(problem),
        hint: expect.stringContaining('"channelOrder":"RGB"'),
      }),
    );
  });
});
