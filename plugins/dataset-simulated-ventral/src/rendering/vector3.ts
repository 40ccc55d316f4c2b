/** A point or direction: x to the front of an object, y up, z to its right. */
export type Vector3 = readonly [x: number, y: number, z: number];

/** A direction at unit length. */
export function unit([x, y, z]: Vector3): Vector3 {
  const length = Math.sqrt(x * x + y * y + z * z);
  return [x / length, y / length, z / length];
}

/** The vector at right angles to both. */
export function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
