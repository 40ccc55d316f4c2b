import { both, type Mesh, place, turn } from '../rendering/mesh.ts';
import { box, disc, ellipsoid, lathe, tube } from '../rendering/solids.ts';
import type { Albedo } from '../rendering/surface.ts';
import type { Vector3 } from '../rendering/vector3.ts';
import type { ObjectCategory } from './object-category.ts';

const rod = (from: Vector3, to: Vector3, radius: number, albedo: number) =>
  tube([[...from, radius] as const, [...to, radius] as const], albedo);

const corners = (x: number, z: number, leg: (x: number, z: number) => Mesh) =>
  [-x, x].flatMap((atX) => [-z, z].map((atZ) => leg(atX, atZ)));

const grain =
  (albedo: number): Albedo =>
  ([x, y, z]) =>
    albedo * (1 + 0.14 * Math.sin(24 * z + 2 * Math.sin(2.5 * x) + 9 * y));

/** A leg turned on a lathe. */
const turnedLeg = (height: number, radius: number, albedo: number) =>
  lathe(
    [
      [0, height],
      [radius * 1.1, height],
      [radius * 1.1, height * 0.85],
      [radius * 0.55, height * 0.8],
      [radius * 1.2, height * 0.68],
      [radius * 0.8, height * 0.4],
      [radius * 0.5, height * 0.14],
      [radius * 0.9, height * 0.06],
      [radius * 0.5, 0],
      [0, 0],
    ],
    albedo,
  );

/** Tables and desks. */
export const tables: ObjectCategory = {
  name: 'Tables',
  azimuth: -30,
  elevation: 20,
  objects: {
    dining_table: () => [
      box([0, 1.0, 0], [2.2, 0.09, 1.2], grain(0.5)),
      box([0, 0.9, 0], [1.95, 0.14, 0.98], 0.4),
      ...corners(0.92, 0.44, (x, z) => box([x, 0.48, z], [0.13, 0.96, 0.13], 0.42)),
    ],
    round_table: () => [
      disc([0, 0.98, 0], 0.95, 0.07, 0.8),
      disc([0, 0.92, 0], 0.8, 0.06, 0.6),
      lathe(
        [
          [0, 0.92],
          [0.16, 0.9],
          [0.09, 0.6],
          [0.17, 0.4],
          [0.12, 0.2],
          [0.5, 0.06],
          [0.55, 0],
          [0, -0.01],
        ],
        0.65,
      ),
    ],
    coffee_table: () => [
      ellipsoid([0, 0.55, 0], [1.25, 0.05, 0.68], 0.75, 3),
      ellipsoid([0, 0.24, 0], [0.95, 0.03, 0.48], 0.4, 3),
      ...corners(0.75, 0.36, (x, z) => rod([x, 0.53, z], [x * 1.18, 0, z * 1.2], 0.05, 0.3)),
    ],
    desk: () => [
      box([0, 1.0, 0], [2.0, 0.07, 1.0], grain(0.32)),
      ...[-0.68].map((x) => box([x, 0.52, 0], [0.56, 0.9, 0.92], 0.3)),
      ...[0.25, 0.52, 0.79].flatMap((y) => [
        box([-0.68, y, 0.465], [0.5, 0.23, 0.03], 0.42),
        box([-0.68, y + 0.02, 0.49], [0.18, 0.03, 0.03], 0.85),
      ]),
      ...[-0.42, 0.42].map((z) => box([0.92, 0.5, z], [0.08, 0.98, 0.08], 0.28)),
      box([0.27, 0.9, 0.42], [1.3, 0.14, 0.04], 0.34),
    ],
    trestle_table: () => [
      box([0, 1.02, 0], [2.4, 0.06, 1.0], 0.85),
      ...[-0.8, 0.8].flatMap((x) => [
        box([x, 0.96, 0], [0.09, 0.08, 0.9], 0.5),
        ...[-1, 1].flatMap((side) => [
          rod([x, 0.95, side * 0.12], [x - 0.22, 0, side * 0.46], 0.04, 0.5),
          rod([x, 0.95, side * 0.12], [x + 0.22, 0, side * 0.46], 0.04, 0.5),
        ]),
        box([x, 0.4, 0], [0.34, 0.05, 0.6], 0.5),
      ]),
    ],
    side_table: () => [
      disc([0, 1.25, 0], 0.6, 0.06, 0.25),
      ...[90, 210, 330].map((angle) => {
        const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
        return tube(
          [
            [0.35 * c, 1.22, 0.35 * s, 0.05],
            [0.2 * c, 0.65, 0.2 * s, 0.045],
            [0.55 * c, 0.05, 0.55 * s, 0.045],
            [0.66 * c, 0.08, 0.66 * s, 0.05],
          ],
          0.2,
        );
      }),
      disc([0, 0.65, 0], 0.26, 0.04, 0.3),
    ],
    billiard_table: () => [
      box([0, 0.95, 0], [2.4, 0.28, 1.4], 0.24),
      box([0, 1.06, 0], [2.16, 0.1, 1.16], 0.55),
      both(box([0, 1.12, 0.64], [2.4, 0.12, 0.14], 0.2)),
      ...[-1, 1].map((side) => box([side * 1.13, 1.12, 0], [0.14, 0.12, 1.4], 0.2)),
      ...corners(1.0, 0.52, (x, z) => place(turnedLeg(0.85, 0.17, 0.22), [x, 0, z])),
      ...[
        [0.5, 0],
        [0.62, 0.08],
        [0.62, -0.08],
        [-0.6, 0.2],
      ].map(([x, z]) => ellipsoid([x!, 1.15, z!], [0.055, 0.055, 0.055], 0.92)),
    ],
    picnic_table: () => [
      ...[-0.32, -0.11, 0.11, 0.32].map((z) => box([0, 1.0, z], [2.1, 0.06, 0.19], 0.6)),
      both(box([0, 0.58, 0.78], [2.1, 0.06, 0.3], 0.6)),
      ...[-0.75, 0.75].flatMap((x) => [
        both(place(turn(box([0, 0, 0], [0.08, 1.1, 0.12], 0.48), [-28, 0, 0]), [x, 0.48, 0.5])),
        box([x, 0.54, 0], [0.07, 0.09, 1.75], 0.48),
      ]),
    ],
  },
};
