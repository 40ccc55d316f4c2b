import { both, type Mesh, place, turn } from '../rendering/mesh.ts';
import { box, disc, ellipsoid, loft, type Section, tube } from '../rendering/solids.ts';
import { surface } from '../rendering/surface.ts';
import type { Vector3 } from '../rendering/vector3.ts';
import type { ObjectCategory } from './object-category.ts';

interface Wing {
  /** Front edge where it leaves the body. */
  readonly root: Vector3;
  /** How far the tip is to the side, behind and above the root. */
  readonly span: number;
  readonly sweep: number;
  readonly rise: number;
  /** Width from front to rear at the root and at the tip. */
  readonly chords: readonly [root: number, tip: number];
  readonly albedo: number;
}

/** One wing, to the right. */
function wing({ root, span, sweep, rise, chords, albedo }: Wing): Mesh {
  return surface(
    (u, v) => {
      // Round the outline of the profile, from the rear edge below to the front and back above.
      const chord = chords[0] + (chords[1] - chords[0]) * u;
      const angle = 2 * Math.PI * v;
      const along = (1 + Math.cos(angle)) / 2;
      const thick = 0.11 * chord * Math.sin(angle) * (1 - 0.75 * along) * (u === 1 ? 0 : 1);
      return [root[0] - sweep * u - chord * along, root[1] + rise * u + thick, root[2] + span * u];
    },
    { rows: 10, columns: 16, closed: true, albedo },
  );
}

/** A fin that stands up: a wing turned on its side. */
const fin = ({ root, ...rest }: Wing) =>
  place(turn(wing({ ...rest, root: [0, 0, 0] }), [-90, 0, 0]), root);

function body(
  points: readonly (readonly [x: number, y: number, high: number, wide?: number])[],
  albedo: number,
): Mesh {
  return loft(
    points.map(([x, y, high, wide = high]): Section => ({ x, y, high, wide })),
    albedo,
  );
}

/** An engine or its intake, along x. */
const nacelle = ([x, y, z]: Vector3, length: number, radius: number, albedo: number) => [
  tube(
    [
      [x - length, y, z, radius * 0.55],
      [x - length * 0.4, y, z, radius],
      [x, y, z, radius * 0.9],
    ],
    albedo,
  ),
  place(turn(disc([0, 0, 0], radius * 0.8, 0.02, 0.04), [0, 0, 90]), [x + radius * 0.72, y, z]),
];

const propeller = ([x, y, z]: Vector3, radius: number) => [
  ...[20, 140, 260].map((angle) =>
    place(turn(box([0, radius / 2, 0], [0.03, radius, 0.09], 0.15), [angle, 0, 0]), [x, y, z]),
  ),
  ellipsoid([x + 0.03, y, z], [0.13, 0.08, 0.08], 0.5),
];

const portholes = (from: number, to: number, count: number, y: number, z: number) =>
  Array.from({ length: count }, (_, index) =>
    both(ellipsoid([from + ((to - from) * index) / (count - 1), y, z], [0.022, 0.03, 0.012], 0.05)),
  );

/** Aeroplanes. */
export const planes: ObjectCategory = {
  name: 'Planes',
  azimuth: -50,
  elevation: 22,
  objects: {
    airliner: () => [
      body(
        [
          [-1.6, 0.14, 0.03],
          [-1.2, 0.08, 0.13],
          [-0.6, 0, 0.2],
          [0.8, 0, 0.2],
          [1.25, -0.02, 0.16],
          [1.45, -0.05, 0.05],
        ],
        0.85,
      ),
      both(
        wing({
          root: [0.35, -0.08, 0.1],
          span: 1.5,
          sweep: 0.75,
          rise: 0.16,
          chords: [0.6, 0.18],
          albedo: 0.6,
        }),
      ),
      both(
        wing({
          root: [-1.15, 0.12, 0.05],
          span: 0.55,
          sweep: 0.3,
          rise: 0.06,
          chords: [0.34, 0.14],
          albedo: 0.6,
        }),
      ),
      fin({
        root: [-1.05, 0.12, 0],
        span: 0.6,
        sweep: 0.4,
        rise: 0,
        chords: [0.45, 0.2],
        albedo: 0.25,
      }),
      ...nacelle([0.3, -0.24, 0.5], 0.42, 0.12, 0.75).map(both),
      ...portholes(-0.9, 1.0, 22, 0.05, 0.195),
      box([1.24, 0.09, 0], [0.12, 0.07, 0.2], 0.05),
    ],
    fighter: () => [
      body(
        [
          [-1.35, 0, 0.15],
          [-0.8, 0, 0.19, 0.24],
          [0, 0.02, 0.18, 0.26],
          [0.7, 0.03, 0.14],
          [1.3, 0, 0.08],
          [1.75, -0.03, 0.015],
        ],
        0.42,
      ),
      loft(
        [
          { x: 0.2, y: 0.2, high: 0.05, wide: 0.06 },
          { x: 0.5, y: 0.2, high: 0.11, wide: 0.1 },
          { x: 0.95, y: 0.12, high: 0.04, wide: 0.06 },
        ],
        0.06,
      ),
      both(
        wing({
          root: [0.35, 0, 0.15],
          span: 0.85,
          sweep: 0.85,
          rise: -0.03,
          chords: [1.15, 0.16],
          albedo: 0.4,
        }),
      ),
      both(
        wing({
          root: [-0.9, 0, 0.15],
          span: 0.5,
          sweep: 0.35,
          rise: -0.03,
          chords: [0.45, 0.16],
          albedo: 0.4,
        }),
      ),
      ...[-0.2, 0.2].map((z) =>
        fin({
          root: [-0.75, 0.1, z],
          span: 0.55,
          sweep: 0.4,
          rise: z * 0.6,
          chords: [0.5, 0.2],
          albedo: 0.36,
        }),
      ),
      both(box([0.25, -0.04, 0.27], [0.6, 0.22, 0.14], 0.3)),
      both(
        tube(
          [
            [-0.2, -0.1, 0.65, 0.045],
            [0.45, -0.1, 0.65, 0.02],
          ],
          0.75,
        ),
      ),
      place(turn(disc([0, 0, 0], 0.13, 0.02, 0.04), [0, 0, 90]), [-1.48, 0, 0]),
    ],
    biplane: () => [
      body(
        [
          [-1.3, 0.08, 0.04],
          [-0.6, 0.02, 0.16],
          [0.3, 0, 0.22],
          [0.75, 0, 0.22],
          [0.85, 0, 0.16],
        ],
        0.35,
      ),
      ...[-0.16, 0.52].map((y) =>
        both(
          wing({
            root: [0.62, y, 0],
            span: 1.35,
            sweep: 0,
            rise: 0.06,
            chords: [0.45, 0.42],
            albedo: 0.72,
          }),
        ),
      ),
      ...[0.35, 1.05].flatMap((z) =>
        [0.5, 0.28].map((x) =>
          both(
            tube(
              [
                [x, -0.14, z, 0.02],
                [x, 0.54, z, 0.02],
              ],
              0.2,
            ),
          ),
        ),
      ),
      both(
        wing({
          root: [-0.95, 0.08, 0],
          span: 0.48,
          sweep: 0.1,
          rise: 0,
          chords: [0.35, 0.25],
          albedo: 0.72,
        }),
      ),
      fin({
        root: [-0.95, 0.08, 0],
        span: 0.42,
        sweep: 0.2,
        rise: 0,
        chords: [0.38, 0.25],
        albedo: 0.2,
      }),
      ...propeller([0.95, 0, 0], 0.5),
      both(place(turn(disc([0, 0, 0], 0.16, 0.07, 0.06), [90, 0, 0]), [0.5, -0.52, 0.3])),
      both(
        tube(
          [
            [0.5, -0.5, 0.27, 0.02],
            [0.4, -0.15, 0.12, 0.02],
          ],
          0.2,
        ),
      ),
      ellipsoid([-0.15, 0.22, 0], [0.16, 0.07, 0.12], 0.05),
    ],
    glider: () => [
      body(
        [
          [-1.35, 0.06, 0.03],
          [-0.6, 0.05, 0.05],
          [0.1, 0.02, 0.13],
          [0.55, 0, 0.15],
          [0.95, -0.04, 0.04],
        ],
        0.92,
      ),
      loft(
        [
          { x: 0.2, y: 0.1, high: 0.05, wide: 0.08 },
          { x: 0.5, y: 0.08, high: 0.1, wide: 0.11 },
          { x: 0.85, y: 0, high: 0.05, wide: 0.06 },
        ],
        0.08,
      ),
      both(
        wing({
          root: [0.3, 0.12, 0.03],
          span: 2.1,
          sweep: 0.1,
          rise: 0.2,
          chords: [0.3, 0.12],
          albedo: 0.9,
        }),
      ),
      fin({
        root: [-1.1, 0.06, 0],
        span: 0.42,
        sweep: 0.14,
        rise: 0,
        chords: [0.28, 0.18],
        albedo: 0.85,
      }),
      both(
        wing({
          root: [-1.18, 0.46, 0],
          span: 0.42,
          sweep: 0.06,
          rise: 0,
          chords: [0.2, 0.12],
          albedo: 0.85,
        }),
      ),
    ],
    delta_bomber: () => [
      both(
        wing({
          root: [1.0, 0, 0],
          span: 1.55,
          sweep: 1.35,
          rise: 0.02,
          chords: [1.45, 0.28],
          albedo: 0.16,
        }),
      ),
      body(
        [
          [-0.75, 0.02, 0.05, 0.3],
          [-0.1, 0.06, 0.15, 0.3],
          [0.55, 0.06, 0.13, 0.2],
          [0.98, 0, 0.03, 0.06],
        ],
        0.15,
      ),
      both(
        place(
          body(
            [
              [-0.65, 0.05, 0.04, 0.12],
              [-0.2, 0.08, 0.1, 0.14],
              [0.2, 0.07, 0.05, 0.12],
            ],
            0.13,
          ),
          [0, 0, 0.42],
        ),
      ),
      box([0.66, 0.14, 0], [0.14, 0.05, 0.18], 0.5),
    ],
    light_aircraft: () => [
      body(
        [
          [-1.25, 0.1, 0.05],
          [-0.6, 0.04, 0.14],
          [0, 0.03, 0.25, 0.22],
          [0.5, 0, 0.24, 0.22],
          [0.9, -0.05, 0.16],
          [1.0, -0.05, 0.1],
        ],
        0.75,
      ),
      box([0.3, 0.22, 0], [0.5, 0.16, 0.4], 0.06, 0.85),
      both(
        wing({
          root: [0.5, 0.3, 0],
          span: 1.5,
          sweep: 0.05,
          rise: 0.06,
          chords: [0.44, 0.34],
          albedo: 0.7,
        }),
      ),
      both(
        tube(
          [
            [0.3, -0.1, 0.2, 0.022],
            [0.3, 0.31, 0.75, 0.022],
          ],
          0.4,
        ),
      ),
      both(
        wing({
          root: [-0.98, 0.1, 0],
          span: 0.5,
          sweep: 0.1,
          rise: 0,
          chords: [0.3, 0.22],
          albedo: 0.7,
        }),
      ),
      fin({
        root: [-0.88, 0.1, 0],
        span: 0.48,
        sweep: 0.3,
        rise: 0,
        chords: [0.4, 0.2],
        albedo: 0.3,
      }),
      ...propeller([1.08, -0.05, 0], 0.42),
      both(place(turn(disc([0, 0, 0], 0.11, 0.08, 0.06), [90, 0, 0]), [0.15, -0.46, 0.4])),
      both(
        tube(
          [
            [0.15, -0.15, 0.15, 0.025],
            [0.15, -0.45, 0.38, 0.02],
          ],
          0.5,
        ),
      ),
      place(turn(disc([0, 0, 0], 0.1, 0.08, 0.06), [90, 0, 0]), [0.8, -0.42, 0]),
    ],
    supersonic_airliner: () => [
      body(
        [
          [-1.7, 0.06, 0.02],
          [-1.0, 0.02, 0.11],
          [0, 0, 0.13],
          [1.0, 0, 0.12],
          [1.5, -0.04, 0.07],
          [1.85, -0.12, 0.01],
        ],
        0.92,
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
      fin({
        root: [-0.85, 0.08, 0],
        span: 0.5,
        sweep: 0.5,
        rise: 0,
        chords: [0.75, 0.2],
        albedo: 0.85,
      }),
      ...[0.36, 0.52].map((z) => both(box([-0.85, -0.15, z], [0.6, 0.14, 0.14], 0.4))),
      ...portholes(-0.7, 1.05, 24, 0.04, 0.122),
    ],
    seaplane: () => [
      body(
        [
          [-1.4, 0.2, 0.05],
          [-0.7, 0.1, 0.16],
          [0.1, 0, 0.26],
          [0.8, 0, 0.25, 0.22],
          [1.15, 0.02, 0.1],
        ],
        0.6,
      ),
      both(
        wing({
          root: [0.5, 0.4, 0],
          span: 1.6,
          sweep: 0.08,
          rise: 0.05,
          chords: [0.5, 0.3],
          albedo: 0.55,
        }),
      ),
      tube(
        [
          [0.25, 0.2, 0, 0.16],
          [0.25, 0.42, 0, 0.14],
        ],
        0.55,
      ),
      ...nacelle([0.68, 0.46, 0.55], 0.6, 0.13, 0.4).map(both),
      ...propeller([0.84, 0.46, 0.55], 0.36).map(both),
      both(place(ellipsoid([0, 0, 0], [0.4, 0.1, 0.09], 0.45), [0.3, -0.18, 1.25])),
      both(
        tube(
          [
            [0.3, -0.12, 1.25, 0.025],
            [0.3, 0.42, 1.25, 0.025],
          ],
          0.4,
        ),
      ),
      both(
        wing({
          root: [-1.05, 0.45, 0],
          span: 0.6,
          sweep: 0.12,
          rise: 0.06,
          chords: [0.34, 0.22],
          albedo: 0.55,
        }),
      ),
      fin({
        root: [-0.95, 0.2, 0],
        span: 0.6,
        sweep: 0.3,
        rise: 0,
        chords: [0.5, 0.28],
        albedo: 0.3,
      }),
      ...portholes(-0.3, 0.6, 6, 0.08, 0.24),
      box([0.88, 0.2, 0], [0.2, 0.1, 0.3], 0.05, 0.8),
    ],
  },
};
