import { parsePreprocessing, preprocess, preprocessings, requireFit } from '@ventral/images';
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
    [{ ...torch, mean: [0.5, 1e308, 0.5] }, 'mean.1: too large'],
    [{ ...torch, divisor: 1e-46 }, 'divisor: too large or too small'],
    [{ ...torch, std: [0.2, 0.2, 1e-320] }, 'std.2: too large or too small'],
    [{ ...torch, divisor: 1e-45 }, 'grey levels infinite'],
    [{ ...torch, divisor: 1e-38, std: [1e-38, 1, 1] }, 'grey levels infinite'],
    [{ ...torch, mean: [1e30, 0, 0] }, 'all the same'],
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

describe('preprocessing-huge: a preprocessing that enlarges beyond measure', () => {
  const size = { width: 32, height: 24 };
  const image = { width: 2, height: 2, data: new Uint8Array(12) };
  const enlargingTo = (shorterSide: number, crop = 32) => {
    const resize = { mode: 'shorter-side-crop', filter: 'bilinear', shorterSide, crop } as const;
    return { ...torch, resize };
  };

  test.each([1e9, 60_000, 25_000, 4097])('is refused: a shorter side of %d', (shorterSide) => {
    const refusal = expect.objectContaining({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(`enlarges images to ${shorterSide} pixels`),
      hint: expect.stringContaining('At most 4096'),
    });
    const preprocessing = parsePreprocessing(enlargingTo(shorterSide));
    expect(() => requireFit(preprocessing.resize, size)).toThrow(refusal);
    expect(() => preprocess(image, preprocessing, size, 'NCHW')).toThrow(refusal);
  });

  test('is possible up to 4096 pixels, and for large numbers in proportion', () => {
    requireFit(enlargingTo(4096).resize, size);
    requireFit(enlargingTo(256_000, 224_000).resize, size);
    requireFit(torch.resize, { width: 5000, height: 5000 });
  });
});
