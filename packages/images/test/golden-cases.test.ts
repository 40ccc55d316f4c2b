import type { RgbImage } from '@ventral/arrays';
import {
  cropCentre,
  type Preprocessing,
  placeImageOnScreen,
  preprocess,
  preprocessings,
  type ResizeFilter,
  resizeImage,
  resizeShorterSide,
} from '@ventral/images';
import { describeReference } from '@ventral/testing';
import { expect, test } from 'vitest';
import { differing, type GoldenCase, goldenArray, goldenImage, goldenIndex } from './golden.ts';

const { torch, inception, tf, caffe } = preprocessings;

function normalise(preprocessing: (golden: GoldenCase) => Preprocessing) {
  return (image: RgbImage, golden: GoldenCase) => {
    const length = golden.size ?? golden.crop;
    return preprocess(image, preprocessing(golden), { width: length, height: length }, 'NCHW');
  };
}

function resizeWith(filter: ResizeFilter) {
  return (image: RgbImage, size: GoldenCase) => resizeImage(image, size, filter).data;
}

const place = (image: RgbImage, { source_degrees: source, target_degrees: target }: GoldenCase) =>
  placeImageOnScreen(image, { source, target }).data;

const operations: Readonly<
  Record<string, (image: RgbImage, golden: GoldenCase) => Uint8Array | Float32Array>
> = {
  resize_nearest: resizeWith('nearest'),
  resize_box: resizeWith('box'),
  resize_bilinear: resizeWith('bilinear'),
  resize_bicubic: resizeWith('bicubic'),
  resize_lanczos: resizeWith('lanczos'),
  tv_resize_square: resizeWith('bilinear'),
  tv_resize_shorter_center_crop: (image, { resize, crop }) =>
    cropCentre(resizeShorterSide(image, resize, 'bilinear'), { width: crop, height: crop }).data,
  tv_center_crop_larger_than_image: (image, { crop }) =>
    cropCentre(image, { width: crop, height: crop }).data,
  tv_center_crop_odd: (image, size) => cropCentre(image, size).data,
  imagenet: normalise(() => torch),
  inception: normalise(() => inception),
  imagenet_resize_crop: normalise(({ resize, crop }) => ({
    ...torch,
    resize: { mode: 'shorter-side-crop', filter: 'bilinear', shorterSide: resize, crop },
  })),
  caffe_bgr_mean: normalise(({ mean_bgr }) => ({ ...caffe, mean: mean_bgr })),
  tf_scaling: normalise(() => tf),
  pixels_model: (image, { size }) =>
    resizeImage(image, { width: size, height: size }, 'bicubic').data,
  place_on_screen: place,
  place_on_screen_then_load: place,
  convert_rgb: (image) => image.data,
  convert_rgb_resize_bilinear: resizeWith('bilinear'),
  decoded_without_rotation: (image) => image.data,
  to_uint8_high_byte: (image) => image.data,
};

describeReference('every reference case', 'golden/images', () => {
  // Left out: palette indices and 16-bit values, which are never shown to a model.
  const cases = goldenIndex().cases.filter(
    ({ op, result_mode }) => op !== 'decoded_uint16' && result_mode !== 'P',
  );
  test('there are cases', () => {
    expect(cases.length).toBeGreaterThan(60);
  });

  test.each(cases)('$file', async (golden) => {
    const operation = operations[golden.op];
    if (operation === undefined) throw new Error(`No test knows '${golden.op}'.`);
    const { values, shape } = goldenArray(golden.file);
    const actual = operation(await goldenImage(golden.image), golden);
    const expected = values instanceof Uint8Array ? asRgb(values, shape) : values;
    expect(differing(actual, expected)).toBe(0);
  });
});

/** Placed images keep the mode of their file until they are loaded: grey, or with alpha. */
function asRgb(values: Uint8Array, shape: readonly number[]): Uint8Array {
  if (shape.length === 2) return Uint8Array.from(Array.from(values).flatMap((v) => [v, v, v]));
  return shape[2] === 4 ? values.filter((_, index) => index % 4 !== 3) : values;
}
