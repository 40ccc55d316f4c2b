import { orientations } from '../src/s1-filter.ts';
import { type FilterSize, scaleBands } from '../src/scale-bands.ts';

/** Maps of equal width, `maps x width x width`. */
export interface Maps {
  readonly width: number;
  readonly values: readonly number[];
}

/** The formulas of the paper as plain loops, one value at a time, without the package's own code. */
export function plainS1(
  grey: readonly number[],
  width: number,
  { size, ...shape }: FilterSize,
): Maps {
  const reach = (size - 1) / 2;
  const reflect = (index: number) =>
    index < 0 ? -index : index >= width ? 2 * width - 2 - index : index;
  const offsets = Array.from({ length: size }, (_, index) => index - reach);
  const values = orientations.flatMap((angle) => {
    const gabor = offsets.flatMap((y) =>
      offsets.map((x) => {
        const x0 = x * Math.cos(angle) + y * Math.sin(angle);
        const y0 = -x * Math.sin(angle) + y * Math.cos(angle);
        const radius = x0 * x0 + 0.3 * 0.3 * y0 * y0;
        const window = Math.exp(-radius / (2 * shape.deviation * shape.deviation));
        return window * Math.cos((2 * Math.PI * x0) / shape.wavelength);
      }),
    );
    const mean = gabor.reduce((a, b) => a + b) / gabor.length;
    const norm = Math.hypot(...gabor.map((value) => value - mean));
    return grey.map((_, pixel) => {
      const [row, column] = [Math.floor(pixel / width), pixel % width];
      let [dot, squares] = [0, 1e-6];
      for (const y of offsets) {
        for (const x of offsets) {
          const level = grey[reflect(row + y) * width + reflect(column + x)] as number;
          dot += (((gabor[(y + reach) * size + x + reach] as number) - mean) / norm) * level;
          squares += level ** 2;
        }
      }
      return Math.abs(dot) / Math.sqrt(squares);
    });
  });
  return { width, values };
}

export function plainC1(grey: readonly number[], width: number, band: number): Maps {
  const { sizes, grid, step } = scaleBands[band]!;
  const scales = sizes.map((size) => plainS1(grey, width, size).values);
  const cells = Math.floor((width - grid) / step) + 1;
  const values: number[] = [];
  for (const map of orientations.keys()) {
    for (let row = 0; row < cells; row++) {
      for (let column = 0; column < cells; column++) {
        const seen: number[] = [];
        for (let y = 0; y < grid; y++) {
          for (let x = 0; x < grid; x++) {
            const pixel = (map * width + row * step + y) * width + column * step + x;
            for (const scale of scales) seen.push(scale[pixel] as number);
          }
        }
        values.push(Math.max(...seen));
      }
    }
  }
  return { width: cells, values };
}

/** One S2 cell at each place where the template fits. */
export function plainS2(c1: Maps, template: Float32Array, size: number): readonly number[] {
  const places = c1.width - size + 1;
  const values: number[] = [];
  for (let row = 0; row < places; row++) {
    for (let column = 0; column < places; column++) {
      let [sum, index] = [0, 0];
      for (const map of orientations.keys()) {
        for (let y = row; y < row + size; y++) {
          for (let x = column; x < column + size; x++) {
            const value = c1.values[(map * c1.width + y) * c1.width + x] as number;
            sum += (value - (template[index++] as number)) ** 2;
          }
        }
      }
      values.push(Math.exp(-sum / template.length / (2 * 0.05 ** 2)));
    }
  }
  return values;
}
