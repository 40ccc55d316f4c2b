import { place } from '../rendering/mesh.ts';
import { repeat } from '../rendering/repeat.ts';
import { ellipsoid, lathe, tube } from '../rendering/solids.ts';
import { spreadOverSphere } from '../rendering/spread-over-sphere.ts';
import { surface } from '../rendering/surface.ts';
import type { Vector3 } from '../rendering/vector3.ts';
import type { ObjectCategory } from './object-category.ts';

const stalk = (from: Vector3, to: Vector3, radius: number) =>
  tube(
    0.18,
    [...from, radius],
    [(from[0] + to[0]) / 2, (2 * from[1] + to[1]) / 3, (from[2] + to[2]) / 2, radius * 0.8],
    [...to, radius * 1.2],
  );

/** A leaf from the origin along x that bends down. */
const leaf = (albedo: number, length: number, width: number, bend: number) =>
  surface(
    (u, v) => [
      length * u,
      -bend * u * u + 0.05 * length * Math.abs(2 * v - 1),
      width * Math.sin(Math.PI * u ** 0.8) * (2 * v - 1),
    ],
    { rows: 12, columns: 6, albedo },
  );

/** Speckles all over. */
const speckled =
  (albedo: number, depth: number, fineness: number) =>
  ([x, y, z]: Vector3) =>
    albedo +
    depth *
      Math.sin(fineness * x + Math.sin(fineness * y)) *
      Math.sin(fineness * z + Math.sin(1.3 * fineness * y));

/** Fruits. */
export const fruits: ObjectCategory = {
  name: 'Fruits',
  azimuth: -25,
  elevation: 20,
  objects: {
    apple: () => [
      lathe(
        speckled(0.42, 0.06, 3),
        [0, 0.16, 0.5, 0.88, 0.98, 0.8, 0.45, 0.2, 0],
        [0.55, 0.68, 0.82, 0.55, 0.05, -0.5, -0.85, -0.86, -0.74],
      ),
      stalk([0, 0.5, 0], [0.12, 1.12, 0.05], 0.045),
      place(leaf(0.3, 0.6, 0.2, 0.15), [0.06, 0.85, 0.02], [0, 20, 20]),
    ],
    pear: () => [
      lathe(
        speckled(0.58, 0.05, 9),
        [0, 0.2, 0.38, 0.46, 0.7, 0.86, 0.7, 0.3, 0],
        [1.08, 1.12, 0.92, 0.5, 0.05, -0.4, -0.85, -1.02, -0.94],
      ),
      stalk([0, 1.0, 0], [0.14, 1.5, 0], 0.04),
    ],
    banana: () =>
      [-0.24, 0.02, 0.28].map((lean, index) =>
        tube(
          ([x, y]) => (x > 1.13 || (x < -0.8 && y > -0.85) ? 0.15 : 0.72 - 0.04 * index),
          ...[0.07, 0.1, 0.19, 0.23, 0.24, 0.23, 0.2, 0.11, 0.05].map((radius, step) => {
            const t = step / 8;
            const angle = Math.PI * (0.12 + 0.62 * t);
            const z = lean * 2.2 * t * (1 - 0.4 * t);
            return [1.25 * Math.cos(angle), -1.25 * Math.sin(angle), z, radius] as const;
          }),
        ),
      ),
    strawberry: () => [
      lathe(0.34, [0, 0.4, 0.76, 0.78, 0.56, 0.22, 0], [0.82, 0.84, 0.6, 0.2, -0.4, -0.92, -1.02]),
      ...spreadOverSphere(110)
        .filter(([, y]) => y < 0.72)
        .map(([x, y, z]) => {
          const r = y > 0.2 ? 0.8 - 0.25 * (y - 0.2) ** 2 : 0.79 - 0.62 * ((0.2 - y) / 1.2) ** 1.25;
          const ring = Math.sqrt(x * x + z * z);
          const centre = [(x / ring) * r, y * 0.95 - 0.05, (z / ring) * r] as const;
          return ellipsoid(0.8, centre, [0.035, 0.055, 0.035]);
        }),
      ...repeat(8, (index) =>
        place(leaf(0.22, 0.62, 0.15, 0.12), [0, 0.85, 0], [0, 45 * index, 8]),
      ),
      stalk([0, 0.8, 0], [0.1, 1.2, 0], 0.05),
    ],
    raspberry: () => [
      ellipsoid(0.2, [0, 0, 0], [0.66, 0.82, 0.66]),
      ...spreadOverSphere(72)
        .filter(([, y]) => y < 0.86)
        .map(([x, y, z]) => {
          const share = 1.12 + 0.16 * y;
          return ellipsoid(0.3, [x * 0.7 * share, y * 0.9, z * 0.7 * share], [0.17, 0.16, 0.17]);
        }),
      ...repeat(5, (index) => place(leaf(0.4, 0.75, 0.16, 0.1), [0, 0.88, 0], [0, 72 * index, 12])),
    ],
    watermelon: () => [
      ellipsoid(
        ([x, y, z]) => {
          const wave = 0.7 * Math.sin(7 * x) + 0.4 * Math.sin(17 * x);
          return Math.sin(9 * Math.atan2(z, y) + wave) > 0.25 ? 0.12 : 0.42;
        },
        [0, 0, 0],
        [1.25, 0.95, 0.95],
      ),
      stalk([1.2, 0, 0], [1.45, 0.15, 0.05], 0.04),
    ],
    pineapple: () => [
      lathe(
        ([x, y, z]) => {
          const angle = Math.atan2(z, x);
          const diamonds =
            Math.abs(Math.sin(4 * angle + 7 * y)) * Math.abs(Math.sin(4 * angle - 7 * y));
          return 0.16 + 0.45 * diamonds;
        },
        [0, 0.42, 0.62, 0.68, 0.62, 0.42, 0],
        [0.95, 0.9, 0.5, 0, -0.5, -0.9, -0.97],
      ),
      ...repeat(26, (index) =>
        place(
          leaf(0.24, 0.85, 0.1, 0.12),
          [0, 0.88 + 0.008 * index, 0],
          [0, 137.5 * index, 15 + 2.6 * index],
        ),
      ),
    ],
    grapes: () => [
      ...repeat(34, (index) => {
        const level = Math.sqrt((index + 0.5) / 34);
        const angle = 2.4 * index;
        const ring = 0.58 * level * (index % 3 === 0 ? 0.55 : 1);
        const [x, z] = [ring * Math.cos(angle), ring * Math.sin(angle)];
        return ellipsoid(0.26, [x, -0.95 + 1.75 * level, z], [0.24, 0.25, 0.24]);
      }),
      stalk([0, 0.7, 0], [0.15, 1.35, 0], 0.05),
      place(leaf(0.34, 0.8, 0.4, 0.2), [0.05, 1.0, 0], [0, 40, 15]),
    ],
  },
};
