import { squareWindows } from '@ventral/onnx';
import type { Windows } from '../network.ts';

/**
 * How many windows fit along each side of an image, and what they say of each other.
 *
 * @param shape of one sample: `channels x height x width`
 * @returns rows and columns, or what is wrong
 */
export function windowsOver(
  { size, stride = 1, padding = 0 }: Windows,
  shape: readonly number[],
): readonly [rows: number, columns: number] | string {
  if (shape.length !== 3) {
    return `reads samples of shape [${shape.join(', ')}], not [channels, height, width]`;
  }
  const isUsable = [size, stride, padding + 1].every((n) => Number.isInteger(n) && n > 0);
  if (!isUsable || padding >= size) {
    return `has windows of size ${size}, stride ${stride} and padding ${padding}; size and stride are whole numbers from 1, padding is less than size`;
  }
  const [rows, columns] = shape
    .slice(1)
    .map((length) => Math.floor((length + 2 * padding - size) / stride) + 1) as [number, number];
  return rows > 0 && columns > 0
    ? [rows, columns]
    : `has windows of ${size} pixels over images of ${shape.slice(1).join(' x ')}, padded by ${padding}`;
}

/** Windows as the attributes of ONNX's `Conv`, `ConvTranspose` and `MaxPool`. */
export function windowAttributes({ size, stride = 1, padding = 0 }: Windows) {
  return squareWindows(size, stride, padding);
}
