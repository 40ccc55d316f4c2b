import { both, type Mesh, place } from '../rendering/mesh.ts';
import { repeat } from '../rendering/repeat.ts';
import { box, disc, ellipsoid, loft, rod, tube } from '../rendering/solids.ts';
import { surface } from '../rendering/surface.ts';
import type { Vector3 } from '../rendering/vector3.ts';
import type { ObjectCategory } from './object-category.ts';

/** Widths of a wing from front to rear. */
type Chords = readonly [atRoot: number, atTip: number];

/** One wing, to the right. Its front edge begins at the first vector and ends where the second leads. */
function wing(albedo: number, [x, y, z]: Vector3, [dx, dy, dz]: Vector3, chords: Chords): Mesh {
  return surface(
    (u, v) => {
      // Round the outline of the profile, from the rear edge below to the front and back above.
      const chord = chords[0] + (chords[1] - chords[0]) * u;
      const angle = 2 * Math.PI * v;
      const along = (1 + Math.cos(angle)) / 2;
      const thick = 0.11 * chord * Math.sin(angle) * (1 - 0.75 * along) * (u === 1 ? 0 : 1);
      return [x + dx * u - chord * along, y + dy * u + thick, z + dz * u];
    },
    { rows: 10, columns: 16, closed: true, albedo },
  );
}

/** A fin that stands up: a {@link wing} turned on its side. */
const fin = (albedo: number, from: Vector3, [dx, dy, dz]: Vector3, chords: Chords) =>
  place(wing(albedo, [0, 0, 0], [dx, -dz, dy], chords), from, [-90, 0, 0]);

/** An engine or its intake, along x. */
const nacelle = (albedo: number, [x, y, z]: Vector3, length: number, radius: number) => [
  tube(
    albedo,
    [x - length, y, z, radius * 0.55],
    [x - length * 0.4, y, z, radius],
    [x, y, z, radius * 0.9],
  ),
  place(disc(0.04, [0, 0, 0], radius * 0.8, 0.02), [x + radius * 0.72, y, z], [0, 0, 90]),
];

const propeller = ([x, y, z]: Vector3, radius: number) => [
  ...[20, 140, 260].map((angle) =>
    place(box(0.15, [0, radius / 2, 0], [0.03, radius, 0.09]), [x, y, z], [angle, 0, 0]),
  ),
  ellipsoid(0.5, [x + 0.03, y, z], [0.13, 0.08, 0.08]),
];

const portholes = (from: number, to: number, count: number, y: number, z: number) =>
  repeat(count, (index) =>
    both(ellipsoid(0.05, [from + ((to - from) * index) / (count - 1), y, z], [0.022, 0.03, 0.012])),
  );

/** Aeroplanes. */
export const planes: ObjectCategory = {
  name: 'Planes',
  azimuth: -50,
  elevation: 22,
  objects: {
    airliner: () => [
      loft(
        0.85,
        [-1.6, 0.14, 0.03],
        [-1.2, 0.08, 0.13],
        [-0.6, 0, 0.2],
        [0.8, 0, 0.2],
        [1.25, -0.02, 0.16],
        [1.45, -0.05, 0.05],
      ),
      both(wing(0.6, [0.35, -0.08, 0.1], [-0.75, 0.16, 1.5], [0.6, 0.18])),
      both(wing(0.6, [-1.15, 0.12, 0.05], [-0.3, 0.06, 0.55], [0.34, 0.14])),
      fin(0.25, [-1.05, 0.12, 0], [-0.4, 0.6, 0], [0.45, 0.2]),
      ...nacelle(0.75, [0.3, -0.24, 0.5], 0.42, 0.12).map(both),
      ...portholes(-0.9, 1.0, 22, 0.05, 0.195),
      box(0.05, [1.24, 0.09, 0], [0.12, 0.07, 0.2]),
    ],
    fighter: () => [
      loft(
        0.42,
        [-1.35, 0, 0.15],
        [-0.8, 0, 0.19, 0.24],
        [0, 0.02, 0.18, 0.26],
        [0.7, 0.03, 0.14],
        [1.3, 0, 0.08],
        [1.75, -0.03, 0.015],
      ),
      loft(0.06, [0.2, 0.2, 0.05, 0.06], [0.5, 0.2, 0.11, 0.1], [0.95, 0.12, 0.04, 0.06]),
      both(wing(0.4, [0.35, 0, 0.15], [-0.85, -0.03, 0.85], [1.15, 0.16])),
      both(wing(0.4, [-0.9, 0, 0.15], [-0.35, -0.03, 0.5], [0.45, 0.16])),
      ...[-0.2, 0.2].map((z) => fin(0.36, [-0.75, 0.1, z], [-0.4, 0.55, -z * 0.6], [0.5, 0.2])),
      both(box(0.3, [0.25, -0.04, 0.27], [0.6, 0.22, 0.14])),
      both(tube(0.75, [-0.2, -0.1, 0.65, 0.045], [0.45, -0.1, 0.65, 0.02])),
      place(disc(0.04, [0, 0, 0], 0.13, 0.02), [-1.48, 0, 0], [0, 0, 90]),
    ],
    biplane: () => [
      loft(
        0.35,
        [-1.3, 0.08, 0.04],
        [-0.6, 0.02, 0.16],
        [0.3, 0, 0.22],
        [0.75, 0, 0.22],
        [0.85, 0, 0.16],
      ),
      ...[-0.16, 0.52].map((y) => both(wing(0.72, [0.62, y, 0], [0, 0.06, 1.35], [0.45, 0.42]))),
      ...[0.35, 1.05].flatMap((z) =>
        [0.5, 0.28].map((x) => both(rod(0.2, [x, -0.14, z], [x, 0.54, z], 0.02))),
      ),
      both(wing(0.72, [-0.95, 0.08, 0], [-0.1, 0, 0.48], [0.35, 0.25])),
      fin(0.2, [-0.95, 0.08, 0], [-0.2, 0.42, 0], [0.38, 0.25]),
      ...propeller([0.95, 0, 0], 0.5),
      both(place(disc(0.06, [0, 0, 0], 0.16, 0.07), [0.5, -0.52, 0.3], [90, 0, 0])),
      both(rod(0.2, [0.5, -0.5, 0.27], [0.4, -0.15, 0.12], 0.02)),
      ellipsoid(0.05, [-0.15, 0.22, 0], [0.16, 0.07, 0.12]),
    ],
    glider: () => [
      loft(
        0.92,
        [-1.35, 0.06, 0.03],
        [-0.6, 0.05, 0.05],
        [0.1, 0.02, 0.13],
        [0.55, 0, 0.15],
        [0.95, -0.04, 0.04],
      ),
      loft(0.08, [0.2, 0.1, 0.05, 0.08], [0.5, 0.08, 0.1, 0.11], [0.85, 0, 0.05, 0.06]),
      both(wing(0.9, [0.3, 0.12, 0.03], [-0.1, 0.2, 2.1], [0.3, 0.12])),
      fin(0.85, [-1.1, 0.06, 0], [-0.14, 0.42, 0], [0.28, 0.18]),
      both(wing(0.85, [-1.18, 0.46, 0], [-0.06, 0, 0.42], [0.2, 0.12])),
    ],
    delta_bomber: () => [
      both(wing(0.16, [1.0, 0, 0], [-1.35, 0.02, 1.55], [1.45, 0.28])),
      loft(
        0.15,
        [-0.75, 0.02, 0.05, 0.3],
        [-0.1, 0.06, 0.15, 0.3],
        [0.55, 0.06, 0.13, 0.2],
        [0.98, 0, 0.03, 0.06],
      ),
      both(
        place(
          loft(0.13, [-0.65, 0.05, 0.04, 0.12], [-0.2, 0.08, 0.1, 0.14], [0.2, 0.07, 0.05, 0.12]),
          [0, 0, 0.42],
        ),
      ),
      box(0.5, [0.66, 0.14, 0], [0.14, 0.05, 0.18]),
    ],
    light_aircraft: () => [
      loft(
        0.75,
        [-1.25, 0.1, 0.05],
        [-0.6, 0.04, 0.14],
        [0, 0.03, 0.25, 0.22],
        [0.5, 0, 0.24, 0.22],
        [0.9, -0.05, 0.16],
        [1.0, -0.05, 0.1],
      ),
      box(0.06, [0.3, 0.22, 0], [0.5, 0.16, 0.4], 0.85),
      both(wing(0.7, [0.5, 0.3, 0], [-0.05, 0.06, 1.5], [0.44, 0.34])),
      both(rod(0.4, [0.3, -0.1, 0.2], [0.3, 0.31, 0.75], 0.022)),
      both(wing(0.7, [-0.98, 0.1, 0], [-0.1, 0, 0.5], [0.3, 0.22])),
      fin(0.3, [-0.88, 0.1, 0], [-0.3, 0.48, 0], [0.4, 0.2]),
      ...propeller([1.08, -0.05, 0], 0.42),
      both(place(disc(0.06, [0, 0, 0], 0.11, 0.08), [0.15, -0.46, 0.4], [90, 0, 0])),
      both(tube(0.5, [0.15, -0.15, 0.15, 0.025], [0.15, -0.45, 0.38, 0.02])),
      place(disc(0.06, [0, 0, 0], 0.1, 0.08), [0.8, -0.42, 0], [90, 0, 0]),
    ],
    supersonic_airliner: () => [
      loft(
        0.92,
        [-1.7, 0.06, 0.02],
        [-1.0, 0.02, 0.11],
        [0, 0, 0.13],
        [1.0, 0, 0.12],
        [1.5, -0.04, 0.07],
        [1.85, -0.12, 0.01],
      ),
      both(
        surface(
          (u, v) => {
            // A slender double delta.
            const front = 0.75 - 1.25 * u ** 0.55;
            return [
              front + (-1.05 - 0.12 * u - front) * v,
              -0.06 + 0.02 * Math.sin(Math.PI * v),
              0.06 + 0.85 * u,
            ];
          },
          { rows: 16, columns: 10, albedo: 0.8 },
        ),
      ),
      fin(0.85, [-0.85, 0.08, 0], [-0.5, 0.5, 0], [0.75, 0.2]),
      ...[0.36, 0.52].map((z) => both(box(0.4, [-0.85, -0.15, z], [0.6, 0.14, 0.14]))),
      ...portholes(-0.7, 1.05, 24, 0.04, 0.122),
    ],
    seaplane: () => [
      loft(
        0.6,
        [-1.4, 0.2, 0.05],
        [-0.7, 0.1, 0.16],
        [0.1, 0, 0.26],
        [0.8, 0, 0.25, 0.22],
        [1.15, 0.02, 0.1],
      ),
      both(wing(0.55, [0.5, 0.4, 0], [-0.08, 0.05, 1.6], [0.5, 0.3])),
      tube(0.55, [0.25, 0.2, 0, 0.16], [0.25, 0.42, 0, 0.14]),
      ...nacelle(0.4, [0.68, 0.46, 0.55], 0.6, 0.13).map(both),
      ...propeller([0.84, 0.46, 0.55], 0.36).map(both),
      both(place(ellipsoid(0.45, [0, 0, 0], [0.4, 0.1, 0.09]), [0.3, -0.18, 1.25])),
      both(rod(0.4, [0.3, -0.12, 1.25], [0.3, 0.42, 1.25], 0.025)),
      both(wing(0.55, [-1.05, 0.45, 0], [-0.12, 0.06, 0.6], [0.34, 0.22])),
      fin(0.3, [-0.95, 0.2, 0], [-0.3, 0.6, 0], [0.5, 0.28]),
      ...portholes(-0.3, 0.6, 6, 0.08, 0.24),
      box(0.05, [0.88, 0.2, 0], [0.2, 0.1, 0.3], 0.8),
    ],
  },
};
