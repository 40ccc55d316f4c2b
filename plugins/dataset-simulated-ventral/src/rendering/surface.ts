import { type Mesh, normalized } from './mesh.ts';
import type { Vector3 } from './vector3.ts';

/** How light a surface is: everywhere the same, or point by point. */
export type Albedo = number | ((point: Vector3) => number);

/** How a surface is divided. */
export interface SurfaceOptions {
  /** Quadrilaterals along u. */
  readonly rows: number;
  /** Quadrilaterals along v. */
  readonly columns: number;
  /** Whether v = 1 is v = 0 again. */
  readonly closed?: boolean;
  readonly albedo: Albedo;
}

/**
 * The smooth surface of the points `at(u, v)`, with u and v from 0 to 1; normals are those of the
 * triangles about a vertex, weighted by area.
 */
export function surface(
  at: (u: number, v: number) => Vector3,
  { rows, columns, closed = false, albedo }: SurfaceOptions,
): Mesh {
  const width = closed ? columns : columns + 1;
  const points: Vector3[] = [];
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column < width; column++) points.push(at(row / rows, column / columns));
  }
  const triangles: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const next = (column + 1) % width;
      const [a, b] = [row * width + column, row * width + next];
      triangles.push(a, b, a + width, b, b + width, a + width);
    }
  }
  return meshOf(points, triangles, albedo);
}

/** A mesh of points that are joined smoothly. */
export function meshOf(
  points: readonly Vector3[],
  triangles: readonly number[],
  albedo: Albedo,
): Mesh {
  const positions = new Float64Array(3 * points.length);
  for (const [index, point] of points.entries()) positions.set(point, 3 * index);
  const normals = new Float64Array(3 * points.length);
  for (let at = 0; at < triangles.length; at += 3) {
    const [a, b, c] = [3 * triangles[at]!, 3 * triangles[at + 1]!, 3 * triangles[at + 2]!];
    const px = positions[b]! - positions[a]!;
    const py = positions[b + 1]! - positions[a + 1]!;
    const pz = positions[b + 2]! - positions[a + 2]!;
    const qx = positions[c]! - positions[a]!;
    const qy = positions[c + 1]! - positions[a + 1]!;
    const qz = positions[c + 2]! - positions[a + 2]!;
    const [nx, ny, nz] = [py * qz - pz * qy, pz * qx - px * qz, px * qy - py * qx];
    for (const corner of [a, b, c]) {
      normals[corner]! += nx;
      normals[corner + 1]! += ny;
      normals[corner + 2]! += nz;
    }
  }
  return {
    positions,
    normals: normalized(normals),
    albedos: Float64Array.from(points, (point) =>
      typeof albedo === 'number' ? albedo : albedo(point),
    ),
    triangles: Uint32Array.from(triangles),
  };
}
