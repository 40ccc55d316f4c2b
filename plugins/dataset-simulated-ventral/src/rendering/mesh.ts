import type { Vector3 } from './vector3.ts';

/** Shaded triangles. */
export interface Mesh {
  /** Three numbers a vertex. */
  readonly positions: Float64Array;
  /** Three numbers a vertex, of unit length. */
  readonly normals: Float64Array;
  /** One number a vertex: the share of light that is scattered back, in [0, 1]. */
  readonly albedos: Float64Array;
  /** Three vertices a triangle. */
  readonly triangles: Uint32Array;
}

/** Puts several meshes into one. */
export function joinMeshes(meshes: readonly Mesh[]): Mesh {
  const vertices = meshes.reduce((sum, { albedos }) => sum + albedos.length, 0);
  const indices = meshes.reduce((sum, { triangles }) => sum + triangles.length, 0);
  const positions = new Float64Array(3 * vertices);
  const normals = new Float64Array(3 * vertices);
  const albedos = new Float64Array(vertices);
  const triangles = new Uint32Array(indices);
  let vertex = 0;
  let index = 0;
  for (const mesh of meshes) {
    positions.set(mesh.positions, 3 * vertex);
    normals.set(mesh.normals, 3 * vertex);
    albedos.set(mesh.albedos, vertex);
    for (const corner of mesh.triangles) triangles[index++] = corner + vertex;
    vertex += mesh.albedos.length;
  }
  return { positions, normals, albedos, triangles };
}

/** Turns a mesh about the origin, as {@link turn} does, and moves it. */
export function place(mesh: Mesh, to: Vector3, by: Vector3 = [0, 0, 0]): Mesh {
  const { positions, normals, ...rest } = turn(mesh, by);
  return {
    ...rest,
    positions: positions.map((value, index) => value + to[index % 3]!),
    normals: normalized(normals),
  };
}

/** Turns a mesh about the origin: first about x, then y, then z, each in degrees. */
export function turn(mesh: Mesh, by: Vector3): Mesh {
  const matrix = rotation(by);
  return {
    ...mesh,
    positions: rotated(mesh.positions, matrix),
    normals: rotated(mesh.normals, matrix),
  };
}

/** A mesh and its mirror image on the other side of the plane z = 0. */
export function both(mesh: Mesh): Mesh {
  const mirrored = (values: Float64Array) => values.map((v, i) => (i % 3 === 2 ? -v : v));
  return joinMeshes([
    mesh,
    { ...mesh, positions: mirrored(mesh.positions), normals: mirrored(mesh.normals) },
  ]);
}

/** Row-major 3 x 3 matrix of turns about x, then y, then z, in degrees. */
export function rotation([aboutX, aboutY, aboutZ]: Vector3): Float64Array {
  const [sx, cx] = sineAndCosine(aboutX);
  const [sy, cy] = sineAndCosine(aboutY);
  const [sz, cz] = sineAndCosine(aboutZ);
  return Float64Array.of(
    ...[cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx],
    ...[sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx],
    ...[-sy, cy * sx, cy * cx],
  );
}

/** Every vector of three, turned by a row-major 3 x 3 matrix. */
export function rotated(vectors: Float64Array, m: Float64Array): Float64Array {
  const result = new Float64Array(vectors.length);
  for (let at = 0; at < vectors.length; at += 3) {
    const [x, y, z] = [vectors[at]!, vectors[at + 1]!, vectors[at + 2]!];
    result[at] = m[0]! * x + m[1]! * y + m[2]! * z;
    result[at + 1] = m[3]! * x + m[4]! * y + m[5]! * z;
    result[at + 2] = m[6]! * x + m[7]! * y + m[8]! * z;
  }
  return result;
}

/** Every vector of three at unit length; vectors of no length point up. */
export function normalized(vectors: Float64Array): Float64Array {
  const result = new Float64Array(vectors.length);
  for (let at = 0; at < vectors.length; at += 3) {
    const [x, y, z] = [vectors[at]!, vectors[at + 1]!, vectors[at + 2]!];
    const length = Math.sqrt(x * x + y * y + z * z);
    result[at] = length > 0 ? x / length : 0;
    result[at + 1] = length > 0 ? y / length : 1;
    result[at + 2] = length > 0 ? z / length : 0;
  }
  return result;
}

/** Centres a mesh on its bounding box, and scales it: its farthest vertex is at distance 1. */
export function fitToUnitSphere(mesh: Mesh): Mesh {
  const centre = [0, 1, 2].map((axis) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = axis; at < mesh.positions.length; at += 3) {
      low = Math.min(low, mesh.positions[at]!);
      high = Math.max(high, mesh.positions[at]!);
    }
    return (low + high) / 2;
  });
  const centred = mesh.positions.map((value, index) => value - centre[index % 3]!);
  let farthest = 0;
  for (let at = 0; at < centred.length; at += 3) {
    const squared = centred[at]! ** 2 + centred[at + 1]! ** 2 + centred[at + 2]! ** 2;
    farthest = Math.max(farthest, squared);
  }
  const radius = Math.sqrt(farthest);
  return { ...mesh, positions: centred.map((value) => value / radius) };
}

function sineAndCosine(degrees: number): readonly [number, number] {
  const angle = (degrees * Math.PI) / 180;
  return [Math.sin(angle), Math.cos(angle)];
}
