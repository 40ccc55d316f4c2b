import { describe, expect, it } from 'vitest';
import { pixelBatches } from '../src/pixel-batches.ts';
import { pixelInput } from '../src/pixel-input.ts';

const size = { width: 5, height: 3 };
const area = size.width * size.height;
const images = 2;
const values = Float32Array.from({ length: images * 3 * area }, (_, at) => (at * 0.37) % 1);

const cases = (['NCHW', 'NHWC'] as const).flatMap((layout) =>
  (['RGB', 'BGR'] as const).map((channelOrder) => ({ layout, channelOrder })),
);

function made({ layout, channelOrder }: (typeof cases)[number]) {
  const input = { name: 'x', type: 'float32', layout, size, batch: undefined } as const;
  const resize = { mode: 'stretch', filter: 'bilinear' } as const;
  const mean = [0.1, 0.2, 0.3] as const;
  const std = [0.5, 0.7, 0.9] as const;
  const preprocessing = { resize, channelOrder, divisor: 127.5, mean, std };
  const channelOf = (color: number) => (channelOrder === 'RGB' ? color : 2 - color);
  /** Where the network has a colour of a pixel. */
  const placeOf = (image: number, pixel: number, color: number) =>
    layout === 'NCHW'
      ? (image * 3 + channelOf(color)) * area + pixel
      : (image * area + pixel) * 3 + channelOf(color);
  return { input, preprocessing, mean, std, channelOf, placeOf };
}

describe.each(cases)('$layout of $channelOrder', (layout) => {
  const { input, preprocessing, mean, std, channelOf, placeOf } = made(layout);

  it('is (255 pixel / divisor - mean) / std, and its gradient the factor', () => {
    const { toInput, toPixels } = pixelInput(input, preprocessing);
    const into = new Float32Array(values.length);
    toInput(values, into);
    const back = new Float32Array(values.length);
    toPixels(values, back);
    for (let at = 0; at < values.length; at++) {
      const [image, pixel, color] = [Math.floor(at / 3 / area), Math.floor(at / 3) % area, at % 3];
      const channel = channelOf(color);
      const place = placeOf(image, pixel, color);
      expect(into[place]).toBeCloseTo((2 * values[at]! - mean[channel]!) / std[channel]!, 5);
      expect(back[at]).toBeCloseTo((2 * values[place]!) / std[channel]!, 5);
    }
  });

  it('goes through images in batches as through all at once, the last one smaller', () => {
    const whole = new Float32Array(values.length);
    pixelInput(input, preprocessing).toInput(values, whole);
    const three = Float32Array.of(...values, ...values.subarray(0, 3 * area));
    const seen: number[] = [];
    const counts: number[] = [];
    for (const batch of pixelBatches(three, input, preprocessing, 2)) {
      expect(batch.values.length).toBe(batch.rows * 3 * area);
      counts.push(batch.count);
      seen.push(...batch.values);
    }
    expect(counts).toEqual([2, 1]);
    expect(seen).toEqual([...whole, ...whole.subarray(0, 3 * area)]);
  });
});
