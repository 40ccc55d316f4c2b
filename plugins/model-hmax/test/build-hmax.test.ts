import { RandomState } from '@ventral/numerics';
import { openSession, readModel, tapLayers, toFloat32 } from '@ventral/onnx';
import { describe, expect, it } from 'vitest';
import { buildHmax } from '../src/build-hmax.ts';
import { c1Responses } from '../src/c1-responses.ts';
import { imprintTemplates } from '../src/imprint-templates.ts';
import { makeScene } from '../src/make-scene.ts';
import { orientations, s1Filter } from '../src/s1-filter.ts';
import { scaleBands } from '../src/scale-bands.ts';
import { plainC1, plainS1, plainS2 } from './plain-hmax.ts';

const imageSize = 96;
const templatesPerSize = 2;
const settings = { imageSize, templatesPerSize, seed: 5 };

async function run(grey: readonly number[], layers: readonly string[]) {
  const model = tapLayers(await readModel(buildHmax(settings)), layers);
  await using session = await openSession(model);
  const values = Float32Array.from([...grey, ...grey, ...grey]);
  const shape = [1, 3, imageSize, imageSize];
  const results = await session.run({ image: { type: 'float32', shape, values } });
  return Object.entries(results).map(([, tensor]) => toFloat32(tensor));
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, index) => Math.abs(value - (b[index] as number))));
}

describe('buildHmax', () => {
  const grey = [...makeScene(imageSize, new RandomState(77))];

  it('computes what plain loops compute', async () => {
    const bands = scaleBands.map((_, band) => plainC1(grey, imageSize, band));
    const [s1, c1, c2] = await run(grey, ['S1.11x11', 'C1', 'C2']);
    const { values } = plainS1(grey, imageSize, scaleBands[1]!.sizes[0]);
    expect(largestDifference(s1!, values)).toBeLessThan(1e-5);
    expect(
      largestDifference(
        c1!,
        bands.flatMap((band) => band.values),
      ),
    ).toBeLessThan(1e-5);
    const expected = imprintTemplates(templatesPerSize, imageSize, settings.seed).flatMap(
      ({ size, values: templates }) => {
        const length = templates.length / templatesPerSize;
        return [0, 1].map((index) => {
          const template = templates.subarray(index * length, (index + 1) * length);
          const fitting = bands.filter(({ width }) => width >= size);
          return Math.max(...fitting.flatMap((c1) => plainS2(c1, template, size)));
        });
      },
    );
    expect(expected).toHaveLength(8);
    expect(largestDifference(c2!, expected)).toBeLessThan(1e-4);
  });

  it('cuts templates out of the C1 cells that it has', () => {
    const [band] = scaleBands.slice(1);
    const { width, values } = c1Responses(Float64Array.from(grey), imageSize, band!);
    const plain = plainC1(grey, imageSize, 1);
    expect(width).toBe(plain.width);
    expect(largestDifference(values, plain.values)).toBeLessThan(1e-12);
  });

  it('answers 1 where a template is seen again', async () => {
    const [templates] = imprintTemplates(templatesPerSize, imageSize, settings.seed);
    const scene = makeScene(imageSize, new RandomState(settings.seed));
    const [c2] = await run([...scene], ['C2']);
    expect(templates?.size).toBe(4);
    for (const value of c2!) expect(value).toBeCloseTo(1, 4);
  });
});

describe('the numbers of weights', () => {
  it('are those of 64 filters, and of templates of four sizes', () => {
    const filters = scaleBands
      .flatMap(({ sizes }) => sizes)
      .flatMap((size) => orientations.map((orientation) => s1Filter(size, orientation)));
    expect(filters).toHaveLength(64);
    expect(filters.reduce((sum, filter) => sum + filter.length, 0)).toBe(36_416);
    const templates = imprintTemplates(templatesPerSize, imageSize, 0);
    expect(templates.map(({ size }) => size)).toEqual([4, 8, 12, 16]);
    const numbers = templates.reduce((sum, { values }) => sum + values.length, 0);
    expect((numbers / templatesPerSize) * 100).toBe(192_000);
  });
});

describe('S1 cells', () => {
  const grating = (angle: number, wavelength: number, contrast = 0.5) =>
    Array.from({ length: imageSize ** 2 }, (_, pixel) => {
      const [x, y] = [pixel % imageSize, Math.floor(pixel / imageSize)];
      const across = x * Math.cos(angle) + y * Math.sin(angle);
      return 0.5 + contrast * 0.5 * Math.cos((2 * Math.PI * across) / wavelength);
    });
  // Away from the borders, whose reflections turn oblique bars around.
  const isInside = (pixel: number) =>
    [pixel % imageSize, Math.floor(pixel / imageSize)].every((place) => Math.abs(place - 48) < 24);
  const largest = (maps: Float32Array) =>
    [0, 1, 2, 3].map((map) => {
      const responses = maps.subarray(map * imageSize ** 2, (map + 1) * imageSize ** 2);
      return Math.max(...responses.filter((_, pixel) => isInside(pixel)));
    });

  it.each([0, 1, 2, 3])(
    'answer most to bars of their own orientation: %d x 45 degrees',
    async (k) => {
      const [s1] = await run(grating((k * Math.PI) / 4, 7.9), ['S1.15x15']);
      const answers = largest(s1!);
      expect(answers.indexOf(Math.max(...answers))).toBe(k);
      // Not nothing: the square cuts the window off, which is longer along the bars.
      expect(answers[(k + 2) % 4]).toBeLessThan(0.2 * answers[k]!);
    },
  );

  it('answer most to bars of their own width', async () => {
    const layers = ['S1.7x7', 'S1.15x15', 'S1.31x31'];
    const answers = (await run(grating(0, 7.9), layers)).map((maps) => largest(maps)[0]!);
    expect(answers[1]).toBeGreaterThan(2 * answers[0]!);
    expect(answers[1]).toBeGreaterThan(2 * answers[2]!);
  });

  it('see nothing in a uniform image, and in the dark', async () => {
    for (const level of [0, 0.7]) {
      const [s1, c1] = await run(Array<number>(imageSize ** 2).fill(level), ['S1.37x37', 'C1']);
      for (const values of [s1!, c1!])
        expect(values.reduce((a, b) => Math.max(a, b))).toBeLessThan(1e-5);
    }
  });

  it('answer the cosine between filter and patch', async () => {
    // By hand: the filter is f, the patch 1/2 + c f; |f| = 1, and f has no mean.
    const filter = s1Filter(scaleBands[2]!.sizes[0], Math.PI / 4);
    const image = Array<number>(imageSize ** 2).fill(0.5);
    for (const [index, value] of filter.entries()) {
      const [x, y] = [(index % 15) - 7, Math.floor(index / 15) - 7];
      image[(48 + y) * imageSize + 48 + x]! += 2 * value;
    }
    const [s1] = await run(image, ['S1.15x15']);
    const expected = 2 / Math.sqrt(0.25 * 15 ** 2 + 2 ** 2);
    expect(s1![imageSize ** 2 + 48 * imageSize + 48]).toBeCloseTo(expected, 5);
  });
});
