import { both, place } from '../rendering/mesh.ts';
import { repeat } from '../rendering/repeat.ts';
import { box, disc, ellipsoid, lathe, rod, tube } from '../rendering/solids.ts';
import { surface } from '../rendering/surface.ts';
import type { Vector3 } from '../rendering/vector3.ts';
import type { ObjectCategory } from './object-category.ts';

/** Legs at the corners of a seat that may splay outwards. */
const legs = (albedo: number, half: number, height: number, radius: number, splay = 0.04) =>
  [-1, 1].map((side) =>
    both(
      rod(albedo, [side * half, height, half], [side * (half + splay), 0, half + splay], radius),
    ),
  );

/** A cushion: a box with round edges. */
const cushion = (albedo: number, centre: Vector3, size: Vector3) =>
  ellipsoid(albedo, centre, [size[0] / 2, size[1] / 2, size[2] / 2], 5);

/** Chairs and stools. */
export const chairs: ObjectCategory = {
  name: 'Chairs',
  azimuth: -55,
  elevation: 16,
  objects: {
    wooden_chair: () => [
      box(0.5, [0, 0.9, 0], [0.9, 0.07, 0.9]),
      ...legs(0.42, 0.4, 0.88, 0.045),
      ...[-0.4, 0.4].map((z) => rod(0.42, [-0.42, 0.9, z], [-0.55, 1.95, z], 0.045)),
      ...[1.2, 1.5, 1.8].map((y) => box(0.52, [-0.46 - 0.1 * (y - 1), y, 0], [0.05, 0.14, 0.8])),
      both(rod(0.42, [-0.4, 0.35, 0.42], [0.4, 0.35, 0.42], 0.028)),
    ],
    armchair: () => [
      cushion(0.34, [0, 0.42, 0], [1.2, 0.5, 1.1]),
      cushion(0.42, [0.08, 0.68, 0], [1.0, 0.28, 0.86]),
      place(cushion(0.36, [0, 0, 0], [0.34, 1.2, 1.2]), [-0.58, 0.95, 0], [0, 0, 12]),
      both(cushion(0.32, [0.02, 0.68, 0.6], [1.15, 0.7, 0.28])),
      ...legs(0.1, 0.45, 0.2, 0.05, 0.02),
    ],
    office_chair: () => [
      cushion(0.12, [0, 0.95, 0], [0.9, 0.16, 0.9]),
      place(cushion(0.12, [0, 0, 0], [0.14, 0.95, 0.84]), [-0.5, 1.65, 0], [0, 0, 10]),
      rod(0.3, [-0.35, 0.9, 0], [-0.52, 1.35, 0], 0.05),
      rod(0.55, [0, 0.25, 0], [0, 0.9, 0], 0.07),
      ...repeat(5, (leg) => {
        const angle = (2 * Math.PI * leg) / 5;
        const [x, z] = [0.6 * Math.cos(angle), 0.6 * Math.sin(angle)];
        return [rod(0.2, [0, 0.26, 0], [x, 0.14, z], 0.05), ellipsoid(0.06, [x, 0.06, z], 0.08)];
      }).flat(),
      both(
        tube(0.1, [-0.2, 0.95, 0.46, 0.035], [-0.15, 1.25, 0.54, 0.035], [0.25, 1.28, 0.54, 0.05]),
      ),
    ],
    bar_stool: () => [
      disc(0.2, [0, 1.7, 0], 0.4, 0.14),
      disc(0.75, [0, 1.6, 0], 0.37, 0.06),
      rod(0.75, [0, 0.08, 0], [0, 1.6, 0], 0.06),
      lathe(0.7, [0, 0.1, 0.4, 0.42, 0], [0.14, 0.13, 0.04, 0, -0.01]),
      tube(
        0.75,
        ...repeat(13, (step) => {
          const angle = (2 * Math.PI * step) / 12;
          return [0.27 * Math.cos(angle), 0.6, 0.27 * Math.sin(angle), 0.03] as const;
        }),
      ),
    ],
    rocking_chair: () => [
      box(0.6, [0, 0.85, 0], [0.9, 0.07, 0.92]),
      ...legs(0.5, 0.36, 0.85, 0.04),
      ...[-0.4, 0.4].map((z) => rod(0.5, [-0.4, 0.88, z], [-0.68, 2.05, z], 0.045)),
      ...[-0.25, -0.08, 0.08, 0.25].map((z) =>
        rod(0.55, [-0.42, 0.88, z], [-0.65, 1.95, z], 0.025),
      ),
      box(0.55, [-0.66, 1.98, 0], [0.06, 0.2, 0.92]),
      both(
        tube(
          0.5,
          [-1.0, 0.2, 0.43, 0.04],
          [-0.5, 0.02, 0.43, 0.04],
          [0.3, 0, 0.43, 0.04],
          [0.85, 0.18, 0.43, 0.04],
        ),
      ),
      both(rod(0.55, [-0.5, 1.3, 0.47], [0.4, 1.25, 0.47], 0.04)),
      both(rod(0.5, [0.34, 0.85, 0.44], [0.36, 1.25, 0.47], 0.03)),
    ],
    shell_chair: () => [
      surface(
        (u, v) => {
          // From the front edge of the seat to the top of the back.
          const side = 2 * v - 1;
          const bend = Math.min(1, Math.max(0, (u - 0.3) / 0.35));
          const x = 0.5 - (1.0 * Math.min(u, 0.55)) / 0.55 - 0.22 * Math.max(0, u - 0.5);
          const y = 0.85 + 0.85 * bend * bend + 0.25 * Math.max(0, u - 0.65) + 0.22 * side * side;
          return [x + 0.22 * bend * side * side, y, side * (0.52 - 0.16 * Math.max(0, u - 0.7))];
        },
        { rows: 24, columns: 16, albedo: 0.9 },
      ),
      ...legs(0.5, 0.22, 0.9, 0.035, 0.24),
      rod(0.1, [-0.3, 0.45, -0.3], [0.3, 0.45, 0.3], 0.018),
      rod(0.1, [-0.3, 0.45, 0.3], [0.3, 0.45, -0.3], 0.018),
    ],
    folding_chair: () => [
      box(0.75, [0.05, 0.88, 0], [0.75, 0.05, 0.8]),
      both(rod(0.3, [0.55, 0, 0.43], [-0.5, 1.85, 0.43], 0.035)),
      both(rod(0.3, [-0.5, 0, 0.38], [0.38, 0.9, 0.38], 0.035)),
      box(0.75, [-0.43, 1.62, 0], [0.04, 0.34, 0.84]),
      rod(0.3, [0.5, 0.12, -0.43], [0.5, 0.12, 0.43], 0.03),
      rod(0.3, [-0.42, 0.12, -0.38], [-0.42, 0.12, 0.38], 0.03),
    ],
    throne: () => [
      box(0.28, [0, 0.45, 0], [0.95, 0.9, 1.0]),
      cushion(0.65, [0.04, 0.95, 0], [0.9, 0.2, 0.84]),
      box(0.3, [-0.46, 1.2, 0], [0.14, 2.3, 1.04]),
      both(ellipsoid(0.7, [-0.46, 2.42, 0.46], [0.1, 0.12, 0.1])),
      ellipsoid(0.4, [-0.46, 2.36, 0], [0.08, 0.3, 0.36]),
      both(box(0.34, [0, 1.28, 0.47], [0.98, 0.12, 0.14])),
      both(box(0.3, [0.4, 1.06, 0.47], [0.12, 0.4, 0.12])),
      cushion(0.6, [-0.37, 1.65, 0], [0.1, 0.95, 0.7]),
    ],
  },
};
