import type { GraphAttribute } from './build-model.ts';

/**
 * Square windows over an image as the attributes of `Conv`, `ConvTranspose`, `MaxPool` and
 * `AveragePool`. What is left out is not written down: ONNX takes a stride of 1 and no padding.
 *
 * @param size width and height of a window, in pixels
 * @param stride pixels from one window to the next
 * @param padding pixels added on each side of the image
 */
export function squareWindows(size: number, stride?: number, padding?: number) {
  const attributes: Record<string, GraphAttribute> = { kernel_shape: { ints: [size, size] } };
  if (stride !== undefined) attributes.strides = { ints: [stride, stride] };
  if (padding !== undefined) attributes.pads = { ints: [padding, padding, padding, padding] };
  return attributes;
}
