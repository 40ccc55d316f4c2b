import { both, type Mesh, place, turn } from '../rendering/mesh.ts';
import { box, disc, ellipsoid, lathe, tube } from '../rendering/solids.ts';
import { surface } from '../rendering/surface.ts';
import type { Vector3 } from '../rendering/vector3.ts';
import type { ObjectCategory } from './object-category.ts';

/** A round rod. */
const rod = (from: Vector3, to: Vector3, radius: number, albedo: number) =>
  tube([[...from, radius] as const, [...to, radius] as const], albedo);

/** Legs at the corners of a seat that may splay outwards. */
function legs(
  half: number,
  height: number,
  radius: number,
  albedo: number,
  splay = 0.04,
): readonly Mesh[] {
  return [-1, 1].map((side) =>
    both(
      rod([side * half, height, half], [side * (half + splay), 0, half + splay], radius, albedo),
    ),
  );
}

/** A cushion: a box with round edges. */
const cushion = (centre: Vector3, size: Vector3, albedo: number) =>
  ellipsoid(centre, [size[0] / 2, size[1] / 2, size[2] / 2], albedo, 5);

/** Chairs and stools. */
export const chairs: ObjectCategory = {
  name: 'Chairs',
  azimuth: -55,
  elevation: 16,
  objects: {
    wooden_chair: () => [
      box([0, 0.9, 0], [0.9, 0.07, 0.9], 0.5),
      ...legs(0.4, 0.88, 0.045, 0.42),
      ...[-0.4, 0.4].map((z) => rod([-0.42, 0.9, z], [-0.55, 1.95, z], 0.045, 0.42)),
      ...[1.2, 1.5, 1.8].map((y) => box([-0.46 - 0.1 * (y - 1), y, 0], [0.05, 0.14, 0.8], 0.52)),
      both(rod([-0.4, 0.35, 0.42], [0.4, 0.35, 0.42], 0.028, 0.42)),
    ],
    armchair: () => [
      cushion([0, 0.42, 0], [1.2, 0.5, 1.1], 0.34),
      cushion([0.08, 0.68, 0], [1.0, 0.28, 0.86], 0.42),
      place(turn(cushion([0, 0, 0], [0.34, 1.2, 1.2], 0.36), [0, 0, 12]), [-0.58, 0.95, 0]),
      both(cushion([0.02, 0.68, 0.6], [1.15, 0.7, 0.28], 0.32)),
      ...legs(0.45, 0.2, 0.05, 0.1, 0.02),
    ],
    office_chair: () => [
      cushion([0, 0.95, 0], [0.9, 0.16, 0.9], 0.12),
      place(turn(cushion([0, 0, 0], [0.14, 0.95, 0.84], 0.12), [0, 0, 10]), [-0.5, 1.65, 0]),
      rod([-0.35, 0.9, 0], [-0.52, 1.35, 0], 0.05, 0.3),
      rod([0, 0.25, 0], [0, 0.9, 0], 0.07, 0.55),
      ...Array.from({ length: 5 }, (_, leg) => {
        const angle = (2 * Math.PI * leg) / 5;
        const [x, z] = [0.6 * Math.cos(angle), 0.6 * Math.sin(angle)];
        return [
          rod([0, 0.26, 0], [x, 0.14, z], 0.05, 0.2),
          ellipsoid([x, 0.06, z], [0.08, 0.08, 0.08], 0.06),
        ];
      }).flat(),
      both(
        tube(
          [
            [-0.2, 0.95, 0.46, 0.035],
            [-0.15, 1.25, 0.54, 0.035],
            [0.25, 1.28, 0.54, 0.05],
          ],
          0.1,
        ),
      ),
    ],
    bar_stool: () => [
      disc([0, 1.7, 0], 0.4, 0.14, 0.2),
      disc([0, 1.6, 0], 0.37, 0.06, 0.75),
      rod([0, 0.08, 0], [0, 1.6, 0], 0.06, 0.75),
      lathe(
        [
          [0, 0.14],
          [0.1, 0.13],
          [0.4, 0.04],
          [0.42, 0],
          [0, -0.01],
        ],
        0.7,
      ),
      tube(
        Array.from({ length: 13 }, (_, step) => {
          const angle = (2 * Math.PI * step) / 12;
          return [0.27 * Math.cos(angle), 0.6, 0.27 * Math.sin(angle), 0.03] as const;
        }),
        0.75,
      ),
    ],
    rocking_chair: () => [
      box([0, 0.85, 0], [0.9, 0.07, 0.92], 0.6),
      ...legs(0.36, 0.85, 0.04, 0.5),
      ...[-0.4, 0.4].map((z) => rod([-0.4, 0.88, z], [-0.68, 2.05, z], 0.045, 0.5)),
      ...[-0.25, -0.08, 0.08, 0.25].map((z) =>
        rod([-0.42, 0.88, z], [-0.65, 1.95, z], 0.025, 0.55),
      ),
      box([-0.66, 1.98, 0], [0.06, 0.2, 0.92], 0.55),
      both(
        tube(
          [
            [-1.0, 0.2, 0.43, 0.04],
            [-0.5, 0.02, 0.43, 0.04],
            [0.3, 0, 0.43, 0.04],
            [0.85, 0.18, 0.43, 0.04],
          ],
          0.5,
        ),
      ),
      both(rod([-0.5, 1.3, 0.47], [0.4, 1.25, 0.47], 0.04, 0.55)),
      both(rod([0.34, 0.85, 0.44], [0.36, 1.25, 0.47], 0.03, 0.5)),
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
      ...legs(0.22, 0.9, 0.035, 0.5, 0.24),
      rod([-0.3, 0.45, -0.3], [0.3, 0.45, 0.3], 0.018, 0.1),
      rod([-0.3, 0.45, 0.3], [0.3, 0.45, -0.3], 0.018, 0.1),
    ],
    folding_chair: () => [
      box([0.05, 0.88, 0], [0.75, 0.05, 0.8], 0.75),
      both(rod([0.55, 0, 0.43], [-0.5, 1.85, 0.43], 0.035, 0.3)),
      both(rod([-0.5, 0, 0.38], [0.38, 0.9, 0.38], 0.035, 0.3)),
      box([-0.43, 1.62, 0], [0.04, 0.34, 0.84], 0.75),
      rod([0.5, 0.12, -0.43], [0.5, 0.12, 0.43], 0.03, 0.3),
      rod([-0.42, 0.12, -0.38], [-0.42, 0.12, 0.38], 0.03, 0.3),
    ],
    throne: () => [
      box([0, 0.45, 0], [0.95, 0.9, 1.0], 0.28),
      cushion([0.04, 0.95, 0], [0.9, 0.2, 0.84], 0.65),
      box([-0.46, 1.2, 0], [0.14, 2.3, 1.04], 0.3),
      both(ellipsoid([-0.46, 2.42, 0.46], [0.1, 0.12, 0.1], 0.7)),
      ellipsoid([-0.46, 2.36, 0], [0.08, 0.3, 0.36], 0.4),
      both(box([0, 1.28, 0.47], [0.98, 0.12, 0.14], 0.34)),
      both(box([0.4, 1.06, 0.47], [0.12, 0.4, 0.12], 0.3)),
      cushion([-0.37, 1.65, 0], [0.1, 0.95, 0.7], 0.6),
    ],
  },
};
