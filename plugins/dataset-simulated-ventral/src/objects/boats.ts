import { both, joinMeshes, type Mesh, place } from '../rendering/mesh.ts';
import { repeat } from '../rendering/repeat.ts';
import { box, boxyLoft, disc, tube } from '../rendering/solids.ts';
import { meshOf, surface } from '../rendering/surface.ts';
import type { Vector3 } from '../rendering/vector3.ts';
import type { ObjectCategory } from './object-category.ts';

interface Hull {
  /** Half of its length. */
  readonly length: number;
  /** Half of its greatest width. */
  readonly wide: number;
  readonly deep: number;
  /** How much the bow rises above the deck amidships. */
  readonly sheer: number;
  /** Albedo below the waterline, where that is another. */
  readonly stripe?: number;
  /** Albedo of the deck. */
  readonly deck?: number;
}

/** A hull whose deck amidships is at height 0, and its deck. */
function hull(
  albedo: number,
  { length, wide, deep, sheer, stripe = albedo, deck = 0.5 }: Hull,
): readonly Mesh[] {
  const x = (t: number) => length * (2 * t - 1);
  const rise = (t: number) => sheer * t * t;
  const overhang = (t: number) => 0.16 * length * t ** 3;
  const beam = (t: number) =>
    wide * Math.min(1, 0.72 + 1.4 * t) * Math.sqrt(Math.max(0, 1 - t ** 3.2));
  return [
    surface(
      (t, v) => {
        // From gunwale to keel to gunwale.
        const [c, s] = [Math.cos(Math.PI * v), Math.sin(Math.PI * v)];
        const y = rise(t) - deep * (1 - 0.75 * t ** 4) * s ** 0.8;
        return [x(t) + overhang(t) * (1 - s), y, beam(t) * Math.sign(c) * Math.abs(c) ** 0.6];
      },
      { rows: 40, columns: 24, albedo: ([, y]) => (y < -deep * 0.55 ? stripe : albedo) },
    ),
    surface((t, v) => [x(t) + overhang(t), rise(t) - 0.03, beam(t) * (2 * v - 1) * 0.97], {
      rows: 30,
      columns: 4,
      albedo: deck,
    }),
    // The transom.
    surface(
      (u, v) => [x(0), -deep * u * Math.sin(Math.PI * v) ** 0.8, beam(0) * Math.cos(Math.PI * v)],
      { rows: 2, columns: 16, albedo },
    ),
  ];
}

/** Windows on both sides, from x to x. */
const windows = (from: number, to: number, count: number, y: number, z: number, size: number) =>
  repeat(count, (index) =>
    both(box(0.06, [from + ((to - from) * (index + 0.5)) / count, y, z], [size, size, 0.02])),
  );

const mast = (x: number, height: number, radius = 0.035) =>
  tube(0.35, [x, 0, 0, radius], [x, height, 0, radius * 0.7]);

/** A triangular sail between mast, boom and masthead, bellied by the wind. */
const sail = (albedo: number, x: number, foot: number, low: number, high: number) =>
  surface(
    (u, v) => {
      const width = foot * (1 - u) ** 0.85;
      const belly = 0.28 * Math.abs(foot) * Math.sin(Math.PI * v) * (1 - u);
      const z = belly * Math.sin(Math.PI * Math.min(1, u + 0.25));
      return [x + width * v, low + (high - low) * u, z];
    },
    { rows: 16, columns: 10, albedo },
  );

const squareSail = (x: number, low: number, high: number, halfWidth: number) =>
  surface(
    (u, v) => [
      x + 0.2 * Math.sin(Math.PI * u) * Math.sin(Math.PI * v),
      low + high * u,
      halfWidth * (1 - 0.15 * u) * (2 * v - 1),
    ],
    { rows: 10, columns: 10, albedo: 0.85 },
  );

/** A tyre that hangs on the side of a hull. */
const tyre = ([x, y, z]: Vector3) =>
  tube(
    0.06,
    ...repeat(9, (index) => {
      const angle = (index * Math.PI) / 4;
      return [x + 0.09 * Math.cos(angle), y + 0.09 * Math.sin(angle), z, 0.035] as const;
    }),
  );

/** A board about the plane z = 0 with bevelled edges, below a hull. */
function keel(
  albedo: number,
  thickness: number,
  ...outline: readonly (readonly [x: number, y: number])[]
): Mesh {
  const count = outline.length;
  const cx = outline.reduce((sum, [x]) => sum + x, 0) / count;
  const cy = outline.reduce((sum, [, y]) => sum + y, 0) / count;
  // A corner of the left face, the middle or the right face: side is -1, 0 or 1.
  const corner = (index: number, side: number): Vector3 => {
    const scale = side === 0 ? 1 : 0.96;
    const [x, y] = outline[index % count]!;
    return [cx + scale * (x - cx), cy + scale * (y - cy), (side * thickness) / 2];
  };
  const faces = [-1, 1].map((side) =>
    meshOf(
      [[cx, cy, (side * thickness) / 2], ...repeat(count, (i) => corner(i, side))],
      repeat(count, (i) => [0, 1 + i, 1 + ((i + 1) % count)]).flat(),
      albedo,
    ),
  );
  const rim = repeat(count, (i) =>
    surface((u, v) => corner(i + v, 2 * u - 1), { rows: 2, columns: 1, albedo }),
  );
  return joinMeshes([...faces, ...rim]);
}

/** Albedos of containers. */
const containers = [0.25, 0.6, 0.4, 0.75, 0.15, 0.5, 0.32];

/** Boats and ships. */
export const boats: ObjectCategory = {
  name: 'Boats',
  azimuth: -40,
  elevation: 14,
  objects: {
    sailing_yacht: () => [
      ...hull(0.85, { length: 1.2, wide: 0.36, deep: 0.34, sheer: 0.14, stripe: 0.25 }),
      mast(0.15, 2.3),
      sail(0.9, 0.1, -1.1, 0.3, 2.25),
      sail(0.78, 0.2, 0.95, 0.15, 1.9),
      boxyLoft(4, 0.75, [-0.35, 0.02, 0.14, 0.2], [0.1, 0.03, 0.13, 0.2], [0.5, 0.02, 0.06, 0.14]),
      keel(0.2, 0.07, [-0.25, -0.75], [0.2, -0.75], [0.3, -0.25], [-0.3, -0.25]),
    ],
    speedboat: () => [
      ...hull(0.75, { length: 1.3, wide: 0.48, deep: 0.36, sheer: 0.2, stripe: 0.12, deck: 0.9 }),
      boxyLoft(3, 0.08, [-0.1, 0.1, 0.16, 0.36], [0.25, 0.1, 0.2, 0.36], [0.7, 0.08, 0.06, 0.22]),
      box(0.35, [-0.5, 0.1, 0], [0.5, 0.22, 0.6]),
      box(0.3, [-0.2, 0.13, 0], [0.12, 0.3, 0.6]),
      both(box(0.12, [-1.35, -0.05, 0.18], [0.2, 0.42, 0.16])),
    ],
    container_ship: () => [
      ...hull(0.2, { length: 1.8, wide: 0.36, deep: 0.34, sheer: 0.12, stripe: 0.42 }),
      box(0.85, [-1.35, 0.4, 0], [0.34, 0.85, 0.62]),
      box(0.1, [-1.3, 0.75, 0], [0.36, 0.08, 0.66]),
      disc(0.25, [-1.55, 0.75, 0], 0.09, 0.4),
      ...[0, 1, 2, 3, 4].flatMap((column) =>
        (column === 4 ? [0, 1] : [0, 1, 2]).flatMap((level) =>
          [-1, 0, 1].map((side) =>
            box(
              containers[(3 * column + 5 * level + 2 * side + 9) % containers.length]!,
              [-0.9 + column * 0.45, 0.1 + level * 0.19, side * 0.21],
              [0.42, 0.175, 0.195],
            ),
          ),
        ),
      ),
    ],
    ferry: () => [
      ...hull(0.9, { length: 1.6, wide: 0.46, deep: 0.36, sheer: 0.1, stripe: 0.15 }),
      box(0.85, [-0.15, 0.2, 0], [2.3, 0.36, 0.8]),
      box(0.8, [-0.2, 0.5, 0], [1.9, 0.26, 0.7]),
      box(0.75, [0.45, 0.7, 0], [0.4, 0.2, 0.62]),
      ...windows(-1.2, 0.9, 12, 0.22, 0.405, 0.1),
      ...windows(-1.1, 0.7, 11, 0.52, 0.355, 0.09),
      box(0.06, [0.66, 0.72, 0], [0.02, 0.1, 0.55]),
      disc(0.3, [-0.5, 0.78, 0], 0.15, 0.4, 0.12),
    ],
    rowing_boat: () => [
      ...hull(0.5, { length: 1.2, wide: 0.46, deep: 0.4, sheer: 0.18, deck: 0.16 }),
      ...[-0.6, 0, 0.55].map((x) => box(0.7, [x, 0.02, 0], [0.2, 0.05, 0.86])),
      both(tube(0.75, [0.05, 0.1, 0.2, 0.03], [-0.2, 0.02, 1.1, 0.028], [-0.3, -0.12, 1.5, 0.03])),
      both(place(box(0.8, [0, 0, 0], [0.14, 0.03, 0.5]), [-0.38, -0.22, 1.68], [20, -15, 0])),
    ],
    tugboat: () => [
      ...hull(0.12, { length: 0.95, wide: 0.42, deep: 0.5, sheer: 0.28, stripe: 0.35 }),
      box(0.75, [0.05, 0.2, 0], [0.85, 0.38, 0.56]),
      box(0.85, [0.18, 0.55, 0], [0.46, 0.36, 0.46]),
      box(0.07, [0.18, 0.6, 0], [0.48, 0.15, 0.48]),
      box(0.4, [0.18, 0.76, 0], [0.56, 0.05, 0.56]),
      disc(0.5, [-0.28, 0.62, 0], 0.14, 0.65, 0.13),
      disc(0.08, [-0.28, 0.95, 0], 0.15, 0.14),
      mast(0.18, 1.4, 0.03),
      ...repeat(5, (index) => both(tyre([-0.6 + 0.3 * index, -0.12, 0.43]))),
    ],
    galleon: () => [
      ...hull(0.3, { length: 1.2, wide: 0.4, deep: 0.55, sheer: 0.35, stripe: 0.15 }),
      box(0.33, [-0.95, 0.22, 0], [0.55, 0.5, 0.56], 0.92),
      ...[-0.75, 0, 0.65].flatMap((x, index) => [
        mast(x, [1.7, 2.1, 1.7][index]!),
        ...[0.35, 0.95].map((low) => squareSail(x + 0.05, low, 0.5, 0.62 - 0.18 * low)),
      ]),
      tube(0.3, [1.2, 0.4, 0, 0.04], [1.9, 0.75, 0, 0.02]),
      sail(0.8, 1.0, 0.75, 0.55, 1.5),
    ],
    catamaran: () => [
      ...[-0.5, 0.5].flatMap((z) =>
        hull(0.85, { length: 1.25, wide: 0.15, deep: 0.3, sheer: 0.08, deck: 0.8 }).map((mesh) =>
          place(mesh, [0, 0, z]),
        ),
      ),
      box(0.3, [-0.2, 0.02, 0], [1.1, 0.06, 1]),
      box(0.6, [0.55, 0, 0], [0.08, 0.08, 1]),
      boxyLoft(4, 0.8, [-0.7, 0.15, 0.18, 0.36], [0, 0.15, 0.18, 0.36], [0.35, 0.08, 0.06, 0.3]),
      mast(0.2, 2.2),
      sail(0.92, 0.15, -1.05, 0.5, 2.15),
    ],
  },
};
