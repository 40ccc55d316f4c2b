import { joinMeshes, type Mesh } from './mesh.ts';
import { spline } from './spline.ts';
import { type Albedo, meshOf, surface } from './surface.ts';
import { cross, unit, type Vector3 } from './vector3.ts';

/**
 * An ellipsoid; with an exponent above 2 a superellipsoid, the boxier the higher.
 *
 * @param exponent @default 2
 */
export function ellipsoid(centre: Vector3, radii: Vector3, albedo: Albedo, exponent = 2): Mesh {
  const power = 2 / exponent;
  // Eyes and seeds need fewer triangles than bodies.
  const fineness = Math.max(...radii) < 0.26 ? 0.5 : 1;
  return surface(
    (u, v) => {
      const [latitude, longitude] = [Math.PI * (u - 0.5), 2 * Math.PI * v];
      const ring = signedPower(Math.cos(latitude), power);
      return [
        centre[0] + radii[0] * ring * signedPower(Math.cos(longitude), power),
        centre[1] + radii[1] * signedPower(Math.sin(latitude), power),
        centre[2] + radii[2] * ring * signedPower(Math.sin(longitude), power),
      ];
    },
    { rows: 20 * fineness, columns: 28 * fineness, closed: true, albedo },
  );
}

/** A cross-section of a {@link loft}, at right angles to x. */
export interface Section {
  readonly x: number;
  /** Height of its centre. */
  readonly y: number;
  /** Half of its height. */
  readonly high: number;
  /** Half of its width. */
  readonly wide: number;
}

/**
 * A body along x whose cross-sections change smoothly from one of the given to the next; closed at
 * both ends.
 *
 * @param exponent of the superelliptic cross-section: 2 is round, 6 almost a rectangle
 * @default 2
 */
export function loft(sections: readonly Section[], albedo: Albedo, exponent = 2): Mesh {
  const power = 2 / exponent;
  const at = spline(sections.map(({ x, y, high, wide }) => [x, y, high, wide]));
  return surface(
    (u, v) => {
      // The first and the last row close the ends.
      const [x, y, high, wide] = at(Math.min(1, Math.max(0, (u - 0.02) / 0.96))) as number[];
      const open = u === 0 || u === 1 ? 0 : 1;
      const angle = 2 * Math.PI * v;
      return [
        x!,
        y! + open * high! * signedPower(Math.sin(angle), power),
        open * wide! * signedPower(Math.cos(angle), power),
      ];
    },
    { rows: 50, columns: 28, closed: true, albedo },
  );
}

/** A round tube through points, with a radius at each; closed and rounded at both ends. */
export function tube(
  points: readonly (readonly [x: number, y: number, z: number, radius: number])[],
  albedo: Albedo,
): Mesh {
  const at = spline(points);
  const rows = 6 + 5 * (points.length - 1);
  return surface(
    (u, v) => {
      const t = Math.min(1, Math.max(0, (u - 2 / rows) / (1 - 4 / rows)));
      const [x, y, z, radius] = at(t) as [number, number, number, number];
      const [before, after] = [at(Math.max(0, t - 0.01)), at(Math.min(1, t + 0.01))];
      const along = unit([after[0]! - before[0]!, after[1]! - before[1]!, after[2]! - before[2]!]);
      const aside = unit(cross(along, Math.abs(along[1]) < 0.9 ? [0, 1, 0] : [1, 0, 0]));
      const across = cross(along, aside);
      // Rounded ends: two rows beyond the first and the last point.
      const beyond = u * rows < 2 ? u * rows - 2 : Math.max(0, u * rows - rows + 2);
      const bulge = radius * Math.sin((beyond * Math.PI) / 4);
      const r = radius * Math.cos((beyond * Math.PI) / 4);
      const [c, s] = [r * Math.cos(2 * Math.PI * v), r * Math.sin(2 * Math.PI * v)];
      return [
        x + bulge * along[0] + c * aside[0] + s * across[0],
        y + bulge * along[1] + c * aside[1] + s * across[1],
        z + bulge * along[2] + c * aside[2] + s * across[2],
      ];
    },
    { rows, columns: 14, closed: true, albedo },
  );
}

/** A body of revolution about y through points of radius and height. */
export function lathe(
  profile: readonly (readonly [radius: number, height: number])[],
  albedo: Albedo,
  deform: (point: Vector3) => Vector3 = (point) => point,
): Mesh {
  const at = spline(profile);
  return surface(
    (u, v) => {
      const [radius, height] = at(u) as [number, number];
      const angle = 2 * Math.PI * v;
      return deform([radius * Math.cos(angle), height, radius * Math.sin(angle)]);
    },
    { rows: 40, columns: 40, closed: true, albedo },
  );
}

/** A box; `taper` narrows its top in x and z to that share. */
export function box(centre: Vector3, size: Vector3, albedo: Albedo, taper: number = 1): Mesh {
  const corner = (x: number, y: number, z: number): Vector3 => [
    centre[0] + (x * size[0] * (y > 0 ? taper : 1)) / 2,
    centre[1] + (y * size[1]) / 2,
    centre[2] + (z * size[2] * (y > 0 ? taper : 1)) / 2,
  ];
  const faces = [0, 1, 2].flatMap((axis) =>
    [-1, 1].map((side) =>
      [
        [-1, -1],
        [-1, 1],
        [1, -1],
        [1, 1],
      ].map(([a, b]) => {
        const at = [a!, b!];
        at.splice(axis, 0, side);
        return corner(at[0]!, at[1]!, at[2]!);
      }),
    ),
  );
  return joinMeshes(faces.map((points) => meshOf(points, [0, 1, 2, 1, 3, 2], albedo)));
}

/**
 * An outline in the plane of x and y, of the given thickness along z about `middle`. All of the
 * outline has to be seen from its centroid.
 *
 * @param bevel how much smaller the faces are than the rim's middle @default 0.96
 */
export function slab(
  outline: readonly (readonly [x: number, y: number])[],
  middle: number,
  thickness: number,
  albedo: Albedo,
  bevel = 0.96,
): Mesh {
  const count = outline.length;
  const centre = [0, 1].map((axis) => outline.reduce((sum, p) => sum + p[axis]!, 0) / count);
  const ring = (scale: number, z: number) =>
    outline.map(
      ([x, y]): Vector3 => [
        centre[0]! + scale * (x - centre[0]!),
        centre[1]! + scale * (y - centre[1]!),
        z,
      ],
    );
  const faces = [-1, 1].map((side) => {
    const z = middle + (side * thickness) / 2;
    const points: Vector3[] = [[centre[0]!, centre[1]!, z], ...ring(bevel, z)];
    const fan = outline.flatMap((_, i) => [0, 1 + i, 1 + ((i + 1) % count)]);
    return meshOf(points, fan, albedo);
  });
  const rim = outline.map((_, i) => {
    const rings = [
      ring(bevel, middle - thickness / 2),
      ring(1, middle),
      ring(bevel, middle + thickness / 2),
    ];
    const points = rings.flatMap((corners) => [corners[i]!, corners[(i + 1) % count]!]);
    return meshOf(points, [0, 1, 2, 1, 3, 2, 2, 3, 4, 3, 5, 4], albedo);
  });
  return joinMeshes([...faces, ...rim]);
}

/** A cylinder with flat ends between two heights. */
export function disc(
  centre: Vector3,
  radius: number,
  height: number,
  albedo: Albedo,
  topRadius: number = radius,
): Mesh {
  const turn = (v: number, r: number, y: number): Vector3 => [
    centre[0] + r * Math.cos(2 * Math.PI * v),
    centre[1] + y,
    centre[2] + r * Math.sin(2 * Math.PI * v),
  ];
  const options = { columns: 28, closed: true, albedo };
  const [low, high] = [-height / 2, height / 2];
  return joinMeshes([
    surface((u, v) => turn(v, radius + u * (topRadius - radius), low + u * height), {
      ...options,
      rows: 1,
    }),
    surface((u, v) => turn(v, u * radius, low), { ...options, rows: 1 }),
    surface((u, v) => turn(v, u * topRadius, high), { ...options, rows: 1 }),
  ]);
}

function signedPower(value: number, power: number): number {
  return power === 1 ? value : Math.sign(value) * Math.abs(value) ** power;
}
