import { v1Features } from '@ventral/dataset-simulated-ventral';
import { expect, test } from 'vitest';
import { describeEdges } from '../src/v1-front-end.ts';

const size = 192;

/** A grating over 8 degrees: bright where the cosine of its phase is high. */
function grating(settings: { cycles: number; angle: number; phase?: number }): Uint8Array {
  const { cycles, angle, phase = 0 } = settings;
  return Uint8Array.from({ length: size ** 2 }, (_, pixel) => {
    const [x, y] = [pixel % size, Math.floor(pixel / size)].map(
      (at) => (8 * (at - size / 2)) / size,
    ) as [number, number];
    const along = Math.cos(angle) * x + Math.sin(angle) * y;
    return 128 + 100 * Math.cos(2 * Math.PI * cycles * along + phase);
  });
}

const middle = v1Features.flatMap((feature, index) =>
  feature.x === 0 && feature.y === 0 ? [{ ...feature, index }] : [],
);
const strongest = (responses: Float64Array, of = middle) =>
  of.reduce((best, one) => (responses[one.index]! > responses[best.index]! ? one : best));
const complex = middle.filter(({ kind }) => kind === 'complex');

test.each([
  [5, 0],
  [2.5, 1],
  [1.25, 2],
  [0.625, 3],
])('a grating of %d cycles a degree drives the cells of octave %d most', (cycles, scale) => {
  for (const orientation of [0, 1, 2, 3, 4, 5, 6, 7]) {
    // Waves run across the edge.
    const angle = (Math.PI * orientation) / 8 + Math.PI / 2;
    const found = strongest(describeEdges(grating({ cycles, angle }), size), complex);
    expect(found).toMatchObject({ scale, orientation });
  }
});

test('simple cells follow the phase, complex cells do not', () => {
  const phases = [0, 1, 2, 3].map((quarter) =>
    describeEdges(
      grating({ cycles: 1.25, angle: Math.PI / 2, phase: (quarter * Math.PI) / 2 }),
      size,
    ),
  );
  const cells = middle.filter(({ scale, orientation }) => scale === 2 && orientation === 0);
  const responsesOf = (kind: (typeof cells)[number]['kind']) =>
    phases.map((responses) => responses[cells.find((cell) => cell.kind === kind)!.index]!);
  const [least, most] = [Math.min(...responsesOf('complex')), Math.max(...responsesOf('complex'))];
  expect(most / least).toBeLessThan(1.1);
  for (const kind of [0, 1, 2, 3] as const) {
    expect(Math.max(...responsesOf(kind))).toBeGreaterThan(100 * Math.min(...responsesOf(kind)));
  }
  // Opposite phases are half a period apart.
  const [on, off] = [responsesOf(0), responsesOf(2)];
  expect(on.indexOf(Math.max(...on))).toBe((off.indexOf(Math.max(...off)) + 2) % 4);
});

test('a plain image drives no cell', () => {
  const responses = describeEdges(new Uint8Array(size ** 2).fill(90), size);
  expect(Math.max(...responses)).toBe(0);
});
