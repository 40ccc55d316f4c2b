import { both, type Mesh, place, turn } from '../rendering/mesh.ts';
import { box, disc, loft, slab, tube } from '../rendering/solids.ts';
import { surface } from '../rendering/surface.ts';
import type { ObjectCategory } from './object-category.ts';

interface Hull {
  /** Half of its length. */
  readonly length: number;
  /** Half of its greatest width. */
  readonly wide: number;
  readonly deep: number;
  /** How much the bow rises above the deck amidships. */
  readonly sheer: number;
  readonly albedo: number;
  readonly stripe?: number;
  readonly deck?: number;
}

/** A hull whose deck amidships is at height 0, and its deck. */
function hull({ length, wide, deep, sheer, albedo, stripe, deck = 0.5 }: Hull): readonly Mesh[] {
  const beam = (t: number) =>
    wide * Math.min(1, 0.72 + 1.4 * t) * Math.sqrt(Math.max(0, 1 - t ** 3.2));
  const rise = (t: number) => sheer * t * t;
  const x = (t: number) => length * (2 * t - 1);
  return [
    surface(
      (t, v) => {
        // From gunwale to keel to gunwale.
        const angle = Math.PI * v;
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        const keel = deep * (1 - 0.75 * t ** 4);
        return [
          x(t) + 0.16 * length * t ** 3 * (1 - s),
          rise(t) - keel * s ** 0.8,
          beam(t) * Math.sign(c) * Math.abs(c) ** 0.6,
        ];
      },
      {
        rows: 40,
        columns: 24,
        albedo: ([, y]) => (stripe !== undefined && y < -deep * 0.55 ? stripe : albedo),
      },
    ),
    surface(
      (t, v) => [x(t) + 0.16 * length * t ** 3, rise(t) - 0.03, beam(t) * (2 * v - 1) * 0.97],
      {
        ...{ rows: 30, columns: 4, albedo: deck },
      },
    ),
    // The transom.
    surface(
      (u, v) => [x(0), -deep * u * Math.sin(Math.PI * v) ** 0.8, beam(0) * Math.cos(Math.PI * v)],
      {
        ...{ rows: 2, columns: 16, albedo },
      },
    ),
  ];
}

const windows = (from: number, to: number, count: number, y: number, z: number, size: number) =>
  Array.from({ length: count }, (_, index) =>
    both(box([from + ((to - from) * (index + 0.5)) / count, y, z], [size, size, 0.02], 0.06)),
  );

const mast = (x: number, height: number, radius = 0.035) =>
  tube(
    [
      [x, 0, 0, radius],
      [x, height, 0, radius * 0.7],
    ],
    0.35,
  );

/** A triangular sail between mast, boom and masthead, bellied by the wind. */
function sail(x: number, foot: number, low: number, high: number, albedo = 0.9): Mesh {
  return surface(
    (u, v) => {
      const width = foot * (1 - u) ** 0.85;
      return [
        x + width * v,
        low + (high - low) * u,
        0.28 *
          Math.abs(foot) *
          Math.sin(Math.PI * v) *
          (1 - u) *
          Math.sin(Math.PI * Math.min(1, u + 0.25)),
      ];
    },
    { rows: 16, columns: 10, albedo },
  );
}

/** Boats and ships. */
export const boats: ObjectCategory = {
  name: 'Boats',
  azimuth: -40,
  elevation: 14,
  objects: {
    sailing_yacht: () => [
      ...hull({ length: 1.2, wide: 0.36, deep: 0.34, sheer: 0.14, albedo: 0.85, stripe: 0.25 }),
      mast(0.15, 2.3),
      sail(0.1, -1.1, 0.3, 2.25),
      sail(0.2, 0.95, 0.15, 1.9, 0.78),
      loft(
        [
          { x: -0.35, y: 0.02, high: 0.14, wide: 0.2 },
          { x: 0.1, y: 0.03, high: 0.13, wide: 0.2 },
          { x: 0.5, y: 0.02, high: 0.06, wide: 0.14 },
        ],
        0.75,
        4,
      ),
      slab(
        [
          [-0.25, -0.75],
          [0.2, -0.75],
          [0.3, -0.25],
          [-0.3, -0.25],
        ],
        0,
        0.07,
        0.2,
      ),
    ],
    speedboat: () => [
      ...hull({
        length: 1.3,
        wide: 0.48,
        deep: 0.36,
        sheer: 0.2,
        albedo: 0.75,
        stripe: 0.12,
        deck: 0.9,
      }),
      loft(
        [
          { x: -0.1, y: 0.1, high: 0.16, wide: 0.36 },
          { x: 0.25, y: 0.1, high: 0.2, wide: 0.36 },
          { x: 0.7, y: 0.08, high: 0.06, wide: 0.22 },
        ],
        0.08,
        3,
      ),
      box([-0.5, 0.1, 0], [0.5, 0.22, 0.6], 0.35),
      box([-0.2, 0.13, 0], [0.12, 0.3, 0.6], 0.3),
      both(box([-1.35, -0.05, 0.18], [0.2, 0.42, 0.16], 0.12)),
    ],
    container_ship: () => [
      ...hull({ length: 1.8, wide: 0.36, deep: 0.34, sheer: 0.12, albedo: 0.2, stripe: 0.42 }),
      box([-1.35, 0.4, 0], [0.34, 0.85, 0.62], 0.85),
      box([-1.3, 0.75, 0], [0.36, 0.08, 0.66], 0.1),
      disc([-1.55, 0.75, 0], 0.09, 0.4, 0.25),
      ...Array.from({ length: 5 }, (_, column) =>
        [0, 1, 2]
          .slice(0, column === 4 ? 2 : 3)
          .flatMap((level) =>
            [-1, 0, 1].map((side) =>
              box(
                [-0.9 + column * 0.45, 0.1 + level * 0.19, side * 0.21],
                [0.42, 0.175, 0.195],
                [0.25, 0.6, 0.4, 0.75, 0.15, 0.5, 0.32][
                  (3 * column + 5 * level + 2 * side + 9) % 7
                ]!,
              ),
            ),
          ),
      ).flat(),
    ],
    ferry: () => [
      ...hull({ length: 1.6, wide: 0.46, deep: 0.36, sheer: 0.1, albedo: 0.9, stripe: 0.15 }),
      box([-0.15, 0.2, 0], [2.3, 0.36, 0.8], 0.85),
      box([-0.2, 0.5, 0], [1.9, 0.26, 0.7], 0.8),
      box([0.45, 0.7, 0], [0.4, 0.2, 0.62], 0.75),
      ...windows(-1.2, 0.9, 12, 0.22, 0.405, 0.1),
      ...windows(-1.1, 0.7, 11, 0.52, 0.355, 0.09),
      box([0.66, 0.72, 0], [0.02, 0.1, 0.55], 0.06),
      disc([-0.5, 0.78, 0], 0.15, 0.4, 0.3, 0.12),
    ],
    rowing_boat: () => [
      ...hull({ length: 1.2, wide: 0.46, deep: 0.4, sheer: 0.18, albedo: 0.5, deck: 0.16 }),
      ...[-0.6, 0, 0.55].map((x) => box([x, 0.02, 0], [0.2, 0.05, 0.86], 0.7)),
      both(
        tube(
          [
            [0.05, 0.1, 0.2, 0.03],
            [-0.2, 0.02, 1.1, 0.028],
            [-0.3, -0.12, 1.5, 0.03],
          ],
          0.75,
        ),
      ),
      both(place(turn(box([0, 0, 0], [0.14, 0.03, 0.5], 0.8), [20, -15, 0]), [-0.38, -0.22, 1.68])),
    ],
    tugboat: () => [
      ...hull({ length: 0.95, wide: 0.42, deep: 0.5, sheer: 0.28, albedo: 0.12, stripe: 0.35 }),
      box([0.05, 0.2, 0], [0.85, 0.38, 0.56], 0.75),
      box([0.18, 0.55, 0], [0.46, 0.36, 0.46], 0.85),
      box([0.18, 0.6, 0], [0.48, 0.15, 0.48], 0.07),
      box([0.18, 0.76, 0], [0.56, 0.05, 0.56], 0.4),
      disc([-0.28, 0.62, 0], 0.14, 0.65, 0.5, 0.13),
      disc([-0.28, 0.95, 0], 0.15, 0.14, 0.08),
      mast(0.18, 1.4, 0.03),
      ...Array.from({ length: 5 }, (_, i) => both(turnedRing([-0.6 + 0.3 * i, -0.12, 0.43]))),
    ],
    galleon: () => [
      ...hull({ length: 1.2, wide: 0.4, deep: 0.55, sheer: 0.35, albedo: 0.3, stripe: 0.15 }),
      box([-0.95, 0.22, 0], [0.55, 0.5, 0.56], 0.33, 0.92),
      ...[-0.75, 0, 0.65].flatMap((x, index) => [
        mast(x, [1.7, 2.1, 1.7][index]!),
        ...[0.35, 0.95].map((low) => squareSail(x + 0.05, low, 0.5, 0.62 - 0.18 * low)),
      ]),
      tube(
        [
          [1.2, 0.4, 0, 0.04],
          [1.9, 0.75, 0, 0.02],
        ],
        0.3,
      ),
      sail(1.0, 0.75, 0.55, 1.5, 0.8),
    ],
    catamaran: () => [
      ...[-0.5, 0.5].flatMap((z) =>
        hull({ length: 1.25, wide: 0.15, deep: 0.3, sheer: 0.08, albedo: 0.85, deck: 0.8 }).map(
          (mesh) => place(mesh, [0, 0, z]),
        ),
      ),
      box([-0.2, 0.02, 0], [1.1, 0.06, 1], 0.3),
      box([0.55, 0, 0], [0.08, 0.08, 1], 0.6),
      loft(
        [
          { x: -0.7, y: 0.15, high: 0.18, wide: 0.36 },
          { x: 0, y: 0.15, high: 0.18, wide: 0.36 },
          { x: 0.35, y: 0.08, high: 0.06, wide: 0.3 },
        ],
        0.8,
        4,
      ),
      mast(0.2, 2.2),
      sail(0.15, -1.05, 0.5, 2.15, 0.92),
    ],
  },
};

function turnedRing([x, y, z]: readonly [number, number, number]): Mesh {
  const points = Array.from({ length: 9 }, (_, index) => {
    const angle = (index * Math.PI) / 4;
    return [x + 0.09 * Math.cos(angle), y + 0.09 * Math.sin(angle), z, 0.035] as const;
  });
  return tube(points, 0.06);
}

function squareSail(x: number, low: number, high: number, halfWidth: number): Mesh {
  return surface(
    (u, v) => [
      x + 0.2 * Math.sin(Math.PI * u) * Math.sin(Math.PI * v),
      low + high * u,
      halfWidth * (1 - 0.15 * u) * (2 * v - 1),
    ],
    { rows: 10, columns: 10, albedo: 0.85 },
  );
}
