import type { RgbImage } from '@ventral/arrays';
import { preprocess, preprocessings } from '@ventral/images';
import { describe, expect, test } from 'vitest';

const { torch, tf, caffe, inception } = preprocessings;
const two: RgbImage = { width: 2, height: 1, data: Uint8Array.from([0, 51, 255, 10, 20, 30]) };
const size = { width: 2, height: 1 };

describe('preprocess', () => {
  test('puts channels together or apart', () => {
    expect([...preprocess(two, caffe, size, 'NHWC')]).toEqual([151, -66, -123, -74, -97, -113]);
    expect([...preprocess(two, caffe, size, 'NCHW')]).toEqual([151, -74, -66, -97, -123, -113]);
  });

  test('normalises as the presets say', () => {
    const first = (values: Float32Array) => [values[0], values[2], values[4]];
    expect(first(preprocess(two, torch, size, 'NCHW'))).toEqual([
      expect.closeTo(-0.485 / 0.229, 6),
      expect.closeTo((0.2 - 0.456) / 0.224, 6),
      expect.closeTo((1 - 0.406) / 0.225, 6),
    ]);
    for (const fromMinusOne of [tf, { ...inception, resize: tf.resize }]) {
      expect(first(preprocess(two, fromMinusOne, size, 'NCHW'))).toEqual([
        -1,
        expect.closeTo(-0.6, 6),
        1,
      ]);
    }
  });

  test('crops in the proportion of shorterSide to crop, for an input of any size', () => {
    const columns = { width: 8, height: 8, data: new Uint8Array(8 * 8 * 3) };
    for (let index = 0; index < columns.data.length; index++) {
      columns.data[index] = Math.floor(index / 3) % 8;
    }
    const resize = {
      mode: 'shorter-side-crop',
      filter: 'box',
      shorterSide: 256,
      crop: 128,
    } as const;
    const raw = { ...caffe, mean: [0, 0, 0], resize } as const;
    const four = preprocess(columns, raw, { width: 4, height: 4 }, 'NCHW');
    expect([...four.subarray(0, 4)]).toEqual([2, 3, 4, 5]);
    const wide = preprocess(columns, raw, { width: 4, height: 2 }, 'NCHW');
    expect([...wide.subarray(0, 4)]).toEqual([2, 3, 4, 5]);
  });

  test('fills a batch in place', () => {
    const batch = new Float32Array(14).fill(9);
    expect(preprocess(two, caffe, size, 'NHWC', batch, 7)).toBe(batch);
    expect([...batch]).toEqual([...Array(7).fill(9), 151, -66, -123, -74, -97, -113, 9]);
  });

  test('refuses a batch without room', () => {
    expect(() => preprocess(two, caffe, size, 'NHWC', new Float32Array(12), 7)).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: '6 values from index 7 do not fit into 12.',
      }),
    );
  });
});
