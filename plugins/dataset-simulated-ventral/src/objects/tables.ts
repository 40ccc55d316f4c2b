import { both, type Mesh, place } from '../rendering/mesh.ts';
import { box, disc, ellipsoid, lathe, rod, tube } from '../rendering/solids.ts';
import type { Albedo } from '../rendering/surface.ts';
import type { ObjectCategory } from './object-category.ts';

/** Legs at four corners. */
const corners = (x: number, z: number, leg: (x: number, z: number) => Mesh) =>
  [-x, x].flatMap((atX) => [-z, z].map((atZ) => leg(atX, atZ)));

/** The grain of wood, along x. */
const grain =
  (albedo: number): Albedo =>
  ([x, y, z]) =>
    albedo * (1 + 0.14 * Math.sin(24 * z + 2 * Math.sin(2.5 * x) + 9 * y));

/** A leg turned on a lathe. */
const turnedLeg = (albedo: number, height: number, radius: number) =>
  lathe(
    albedo,
    [0, 1.1, 1.1, 0.55, 1.2, 0.8, 0.5, 0.9, 0.5, 0].map((share) => radius * share),
    [1, 1, 0.85, 0.8, 0.68, 0.4, 0.14, 0.06, 0, 0].map((share) => height * share),
  );

/** Tables and desks. */
export const tables: ObjectCategory = {
  name: 'Tables',
  azimuth: -30,
  elevation: 20,
  objects: {
    dining_table: () => [
      box(grain(0.5), [0, 1.0, 0], [2.2, 0.09, 1.2]),
      box(0.4, [0, 0.9, 0], [1.95, 0.14, 0.98]),
      ...corners(0.92, 0.44, (x, z) => box(0.42, [x, 0.48, z], [0.13, 0.96, 0.13])),
    ],
    round_table: () => [
      disc(0.8, [0, 0.98, 0], 0.95, 0.07),
      disc(0.6, [0, 0.92, 0], 0.8, 0.06),
      lathe(
        0.65,
        [0, 0.16, 0.09, 0.17, 0.12, 0.5, 0.55, 0],
        [0.92, 0.9, 0.6, 0.4, 0.2, 0.06, 0, -0.01],
      ),
    ],
    coffee_table: () => [
      ellipsoid(0.75, [0, 0.55, 0], [1.25, 0.05, 0.68], 3),
      ellipsoid(0.4, [0, 0.24, 0], [0.95, 0.03, 0.48], 3),
      ...corners(0.75, 0.36, (x, z) => rod(0.3, [x, 0.53, z], [x * 1.18, 0, z * 1.2], 0.05)),
    ],
    desk: () => [
      box(grain(0.32), [0, 1.0, 0], [2.0, 0.07, 1.0]),
      box(0.3, [-0.68, 0.52, 0], [0.56, 0.9, 0.92]),
      ...[0.25, 0.52, 0.79].flatMap((y) => [
        box(0.42, [-0.68, y, 0.465], [0.5, 0.23, 0.03]),
        box(0.85, [-0.68, y + 0.02, 0.49], [0.18, 0.03, 0.03]),
      ]),
      ...[-0.42, 0.42].map((z) => box(0.28, [0.92, 0.5, z], [0.08, 0.98, 0.08])),
      box(0.34, [0.27, 0.9, 0.42], [1.3, 0.14, 0.04]),
    ],
    trestle_table: () => [
      box(0.85, [0, 1.02, 0], [2.4, 0.06, 1.0]),
      ...[-0.8, 0.8].flatMap((x) => [
        box(0.5, [x, 0.96, 0], [0.09, 0.08, 0.9]),
        ...[-1, 1].flatMap((side) =>
          [-0.22, 0.22].map((dx) =>
            rod(0.5, [x, 0.95, side * 0.12], [x + dx, 0, side * 0.46], 0.04),
          ),
        ),
        box(0.5, [x, 0.4, 0], [0.34, 0.05, 0.6]),
      ]),
    ],
    side_table: () => [
      disc(0.25, [0, 1.25, 0], 0.6, 0.06),
      ...[90, 210, 330].map((angle) => {
        const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
        return tube(
          0.2,
          [0.35 * c, 1.22, 0.35 * s, 0.05],
          [0.2 * c, 0.65, 0.2 * s, 0.045],
          [0.55 * c, 0.05, 0.55 * s, 0.045],
          [0.66 * c, 0.08, 0.66 * s, 0.05],
        );
      }),
      disc(0.3, [0, 0.65, 0], 0.26, 0.04),
    ],
    billiard_table: () => [
      box(0.24, [0, 0.95, 0], [2.4, 0.28, 1.4]),
      box(0.55, [0, 1.06, 0], [2.16, 0.1, 1.16]),
      both(box(0.2, [0, 1.12, 0.64], [2.4, 0.12, 0.14])),
      ...[-1, 1].map((side) => box(0.2, [side * 1.13, 1.12, 0], [0.14, 0.12, 1.4])),
      ...corners(1.0, 0.52, (x, z) => place(turnedLeg(0.22, 0.85, 0.17), [x, 0, z])),
      ellipsoid(0.92, [0.5, 1.15, 0], 0.055),
      ellipsoid(0.92, [0.62, 1.15, 0.08], 0.055),
      ellipsoid(0.92, [0.62, 1.15, -0.08], 0.055),
      ellipsoid(0.92, [-0.6, 1.15, 0.2], 0.055),
    ],
    picnic_table: () => [
      ...[-0.32, -0.11, 0.11, 0.32].map((z) => box(0.6, [0, 1.0, z], [2.1, 0.06, 0.19])),
      both(box(0.6, [0, 0.58, 0.78], [2.1, 0.06, 0.3])),
      ...[-0.75, 0.75].flatMap((x) => [
        both(place(box(0.48, [0, 0, 0], [0.08, 1.1, 0.12]), [x, 0.48, 0.5], [-28, 0, 0])),
        box(0.48, [x, 0.54, 0], [0.07, 0.09, 1.75]),
      ]),
    ],
  },
};
