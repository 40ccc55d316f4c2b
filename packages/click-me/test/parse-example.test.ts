import { expect, it } from 'vitest';
import { parseExample } from '../src/parse-example.ts';

const field = (number: number, content: Uint8Array) =>
  Buffer.concat([Buffer.from([(number << 3) | 2, content.length]), content]);
const feature = (name: string, value: Uint8Array) =>
  field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, value)]));
const bytes = (...values: number[]) => field(1, field(1, Uint8Array.from(values)));
const packed = (...values: number[]) => field(3, field(1, Uint8Array.from(values)));
const single = (value: number) => field(3, Uint8Array.of(1 << 3, value));
const example = (...features: Uint8Array[]) => field(1, Buffer.concat(features));

it.each([
  ['packed', packed(5)],
  ['by itself', single(5)],
])('reads a label that is %s', (_, label) => {
  const found = parseExample(
    example(feature('heatmap', bytes(3)), feature('label', label), feature('image', bytes(1, 2))),
  );
  expect(found.label).toBe(5);
  expect([...found.image]).toEqual([1, 2]);
  expect([...found.heatmap]).toEqual([3]);
});

const [image, heatmap, label] = [
  feature('image', bytes(1)),
  feature('heatmap', bytes(2)),
  feature('label', packed(5)),
];
it.each([
  ['an image', example(heatmap, label), /'image'/],
  ['a map', example(image, label), /'heatmap'/],
  ['a label', example(image, heatmap), /label is undefined/],
  ['a map of bytes', example(image, feature('heatmap', packed(5)), label), /'heatmap'/],
  ['a label with a value', example(image, heatmap, feature('label', packed())), /undefined/],
  // 1000 as a varint.
  ['a class of ImageNet', example(image, heatmap, feature('label', packed(0xe8, 7))), /is 1000/],
])('refuses what has not %s', (_, content, message) => {
  expect(() => parseExample(content)).toThrow(message);
});
