import { joinMeshes, type Mesh } from './mesh.ts';
import { spline } from './spline.ts';
import { type Albedo, surface } from './surface.ts';
import { cross, unit, type Vector3 } from './vector3.ts';

/**
 * An ellipsoid; with an exponent above 2 a superellipsoid, the boxier the higher.
 *
 * @param radii one along each axis, or one for all: a ball
 * @param exponent @default 2
 */
export function ellipsoid(
  albedo: Albedo,
  centre: Vector3,
  radii: Vector3 | number,
  exponent = 2,
): Mesh {
  const [rx, ry, rz] = typeof radii === 'number' ? [radii, radii, radii] : radii;
  const power = 2 / exponent;
  // Eyes and seeds need fewer triangles than bodies.
  const fineness = Math.max(rx, ry, rz) < 0.26 ? 0.5 : 1;
  return surface(
    (u, v) => {
      const [latitude, longitude] = [Math.PI * (u - 0.5), 2 * Math.PI * v];
      const ring = signedPower(Math.cos(latitude), power);
      return [
        centre[0] + rx * ring * signedPower(Math.cos(longitude), power),
        centre[1] + ry * signedPower(Math.sin(latitude), power),
        centre[2] + rz * ring * signedPower(Math.sin(longitude), power),
      ];
    },
    { rows: 20 * fineness, columns: 28 * fineness, closed: true, albedo },
  );
}

/**
 * A cross-section of a {@link loft}, at right angles to x: the height y of its centre, half of its
 * height, and half of its width, which is the same where it is left out.
 */
export type Section = readonly [x: number, y: number, high: number, wide?: number];

/** A round body along x whose {@link Section}s flow into one another; closed at both ends. */
export function loft(albedo: Albedo, ...sections: readonly Section[]): Mesh {
  return boxyLoft(2, albedo, ...sections);
}

/**
 * A {@link loft} whose sections are superellipses.
 *
 * @param exponent 2 is round, 6 almost a rectangle
 */
export function boxyLoft(exponent: number, albedo: Albedo, ...sections: readonly Section[]): Mesh {
  const power = 2 / exponent;
  const at = spline(sections.map(([x, y, high, wide = high]) => [x, y, high, wide]));
  return surface(
    (u, v) => {
      // The first and the last row close the ends.
      const [x, y, high, wide] = at(clampToUnit((u - 0.02) / 0.96)) as [...Vector3, number];
      const open = u === 0 || u === 1 ? 0 : 1;
      const angle = 2 * Math.PI * v;
      return [
        x,
        y + open * high * signedPower(Math.sin(angle), power),
        open * wide * signedPower(Math.cos(angle), power),
      ];
    },
    { rows: 50, columns: 28, closed: true, albedo },
  );
}

/** A point of a {@link tube}, and its radius there. */
type TubePoint = readonly [x: number, y: number, z: number, radius: number];

/** A round tube through points, rounded at both ends. */
export function tube(albedo: Albedo, ...points: readonly TubePoint[]): Mesh {
  const at = spline(points);
  const rows = 6 + 5 * (points.length - 1);
  return surface(
    (u, v) => {
      const t = clampToUnit((u - 2 / rows) / (1 - 4 / rows));
      const [x, y, z, radius] = at(t) as [...Vector3, number];
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

/** A straight {@link tube} of one radius. */
export function rod(albedo: Albedo, from: Vector3, to: Vector3, radius: number): Mesh {
  return tube(albedo, [...from, radius], [...to, radius]);
}

/**
 * A body of revolution about y, by the radii of its profile at as many heights.
 *
 * @param stretch of its radii along x and z @default [1, 1]
 */
export function lathe(
  albedo: Albedo,
  radii: readonly number[],
  heights: readonly number[],
  stretch: readonly [x: number, z: number] = [1, 1],
): Mesh {
  const at = spline(radii.map((radius, index) => [radius, heights[index]!]));
  return surface(
    (u, v) => {
      const [radius, height] = at(u) as [number, number];
      const [c, s] = [Math.cos(2 * Math.PI * v), Math.sin(2 * Math.PI * v)];
      return [radius * c * stretch[0], height, radius * s * stretch[1]];
    },
    { rows: 40, columns: 40, closed: true, albedo },
  );
}

/** A box; `taper` narrows its top in x and z to that share. */
export function box(albedo: Albedo, centre: Vector3, size: Vector3, taper: number = 1): Mesh {
  const face = (at: (a: number, b: number) => Vector3) =>
    surface(
      (u, v) => {
        const [x, y, z] = at(2 * u - 1, 2 * v - 1);
        const share = y > 0 ? taper : 1;
        return [
          centre[0] + (x * size[0] * share) / 2,
          centre[1] + (y * size[1]) / 2,
          centre[2] + (z * size[2] * share) / 2,
        ];
      },
      { rows: 1, columns: 1, albedo },
    );
  const sides = [-1, 1];
  return joinMeshes([
    ...sides.map((x) => face((y, z) => [x, y, z])),
    ...sides.map((y) => face((x, z) => [x, y, z])),
    ...sides.map((z) => face((x, y) => [x, y, z])),
  ]);
}

/** A cylinder about y with flat ends; a cone where it has another radius at its top. */
export function disc(
  albedo: Albedo,
  centre: Vector3,
  radius: number,
  height: number,
  topRadius: number = radius,
): Mesh {
  const between = (from: number, low: number, to: number, high: number) =>
    surface(
      (u, v) => {
        const [r, y] = [from + u * (to - from), low + u * (high - low)];
        const [c, s] = [Math.cos(2 * Math.PI * v), Math.sin(2 * Math.PI * v)];
        return [centre[0] + r * c, centre[1] + y, centre[2] + r * s];
      },
      { rows: 1, columns: 28, closed: true, albedo },
    );
  const top = height / 2;
  return joinMeshes([
    between(radius, -top, topRadius, top),
    between(0, -top, radius, -top),
    between(0, top, topRadius, top),
  ]);
}

function clampToUnit(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function signedPower(value: number, power: number): number {
  return power === 1 ? value : Math.sign(value) * Math.abs(value) ** power;
}
