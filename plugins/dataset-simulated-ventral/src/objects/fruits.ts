import { type Mesh, place, turn } from '../rendering/mesh.ts';
import { ellipsoid, lathe, tube } from '../rendering/solids.ts';
import { surface } from '../rendering/surface.ts';
import type { Vector3 } from '../rendering/vector3.ts';
import type { ObjectCategory } from './object-category.ts';

const stalk = (from: Vector3, to: Vector3, radius: number) =>
  tube(
    [
      [...from, radius] as const,
      [
        (from[0] + to[0]) / 2,
        (2 * from[1] + to[1]) / 3,
        (from[2] + to[2]) / 2,
        radius * 0.8,
      ] as const,
      [...to, radius * 1.2] as const,
    ],
    0.18,
  );

/** A leaf from the origin along x that bends down. */
function leaf(length: number, width: number, bend: number, albedo: number): Mesh {
  return surface(
    (u, v) => [
      length * u,
      -bend * u * u + 0.05 * length * Math.abs(2 * v - 1),
      width * Math.sin(Math.PI * u ** 0.8) * (2 * v - 1),
    ],
    { rows: 12, columns: 6, albedo },
  );
}

/** Points spread evenly over the unit sphere, from its lowest to its highest. */
function spread(count: number): readonly Vector3[] {
  const golden = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: count }, (_, index) => {
    const y = (2 * (index + 0.5)) / count - 1;
    const ring = Math.sqrt(1 - y * y);
    return [ring * Math.cos(golden * index), y, ring * Math.sin(golden * index)];
  });
}

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
        [
          [0, 0.55],
          [0.16, 0.68],
          [0.5, 0.82],
          [0.88, 0.55],
          [0.98, 0.05],
          [0.8, -0.5],
          [0.45, -0.85],
          [0.2, -0.86],
          [0, -0.74],
        ],
        speckled(0.42, 0.06, 3),
      ),
      stalk([0, 0.5, 0], [0.12, 1.12, 0.05], 0.045),
      place(turn(leaf(0.6, 0.2, 0.15, 0.3), [0, 20, 20]), [0.06, 0.85, 0.02]),
    ],
    pear: () => [
      lathe(
        [
          [0, 1.08],
          [0.2, 1.12],
          [0.38, 0.92],
          [0.46, 0.5],
          [0.7, 0.05],
          [0.86, -0.4],
          [0.7, -0.85],
          [0.3, -1.02],
          [0, -0.94],
        ],
        speckled(0.58, 0.05, 9),
      ),
      stalk([0, 1.0, 0], [0.14, 1.5, 0], 0.04),
    ],
    banana: () =>
      [-0.24, 0.02, 0.28].map((lean, index) => {
        const points = Array.from({ length: 9 }, (_, step) => {
          const t = step / 8;
          const angle = Math.PI * (0.12 + 0.62 * t);
          const radius = [0.07, 0.1, 0.19, 0.23, 0.24, 0.23, 0.2, 0.11, 0.05][step]!;
          return [
            1.25 * Math.cos(angle),
            -1.25 * Math.sin(angle),
            lean * 2.2 * t * (1 - 0.4 * t),
            radius,
          ] as const;
        });
        return tube(points, ([x, y]) =>
          x > 1.13 || (x < -0.8 && y > -0.85) ? 0.15 : 0.72 - 0.04 * index,
        );
      }),
    strawberry: () => [
      lathe(
        [
          [0, 0.82],
          [0.4, 0.84],
          [0.76, 0.6],
          [0.78, 0.2],
          [0.56, -0.4],
          [0.22, -0.92],
          [0, -1.02],
        ],
        0.34,
      ),
      ...spread(110)
        .filter(([, y]) => y < 0.72)
        .map(([x, y, z]) => {
          const r = y > 0.2 ? 0.8 - 0.25 * (y - 0.2) ** 2 : 0.79 - 0.62 * ((0.2 - y) / 1.2) ** 1.25;
          const ring = Math.sqrt(x * x + z * z);
          return ellipsoid(
            [(x / ring) * r, y * 0.95 - 0.05, (z / ring) * r],
            [0.035, 0.055, 0.035],
            0.8,
          );
        }),
      ...Array.from({ length: 8 }, (_, index) =>
        place(turn(leaf(0.62, 0.15, 0.12, 0.22), [0, 45 * index, 8]), [0, 0.85, 0]),
      ),
      stalk([0, 0.8, 0], [0.1, 1.2, 0], 0.05),
    ],
    raspberry: () => [
      ellipsoid([0, 0, 0], [0.66, 0.82, 0.66], 0.2),
      ...spread(72)
        .filter(([, y]) => y < 0.86)
        .map(([x, y, z]) =>
          ellipsoid(
            [x * 0.7 * (1.12 - 0.16 * y * -1), y * 0.9, z * 0.7 * (1.12 + 0.16 * y)],
            [0.17, 0.16, 0.17],
            0.3,
          ),
        ),
      ...Array.from({ length: 5 }, (_, index) =>
        place(turn(leaf(0.75, 0.16, 0.1, 0.4), [0, 72 * index, 12]), [0, 0.88, 0]),
      ),
    ],
    watermelon: () => [
      ellipsoid([0, 0, 0], [1.25, 0.95, 0.95], ([x, y, z]) => {
        const stripe = Math.sin(
          9 * Math.atan2(z, y) + 0.7 * Math.sin(7 * x) + 0.4 * Math.sin(17 * x),
        );
        return stripe > 0.25 ? 0.12 : 0.42;
      }),
      stalk([1.2, 0, 0], [1.45, 0.15, 0.05], 0.04),
    ],
    pineapple: () => [
      lathe(
        [
          [0, 0.95],
          [0.42, 0.9],
          [0.62, 0.5],
          [0.68, 0],
          [0.62, -0.5],
          [0.42, -0.9],
          [0, -0.97],
        ],
        ([x, y, z]) => {
          const angle = Math.atan2(z, x);
          const diamonds =
            Math.abs(Math.sin(4 * angle + 7 * y)) * Math.abs(Math.sin(4 * angle - 7 * y));
          return 0.16 + 0.45 * diamonds;
        },
      ),
      ...Array.from({ length: 26 }, (_, index) => {
        const rise = 15 + 2.6 * index;
        return place(turn(leaf(0.85, 0.1, 0.12, 0.24), [0, 137.5 * index, rise]), [
          0,
          0.88 + 0.008 * index,
          0,
        ]);
      }),
    ],
    grapes: () => [
      ...Array.from({ length: 34 }, (_, index) => {
        const level = Math.sqrt((index + 0.5) / 34);
        const angle = 2.4 * index;
        const ring = 0.58 * level * (index % 3 === 0 ? 0.55 : 1);
        return ellipsoid(
          [ring * Math.cos(angle), -0.95 + 1.75 * level, ring * Math.sin(angle)],
          [0.24, 0.25, 0.24],
          0.26,
        );
      }),
      stalk([0, 0.7, 0], [0.15, 1.35, 0], 0.05),
      place(turn(leaf(0.8, 0.4, 0.2, 0.34), [0, 40, 15]), [0.05, 1.0, 0]),
    ],
  },
};
