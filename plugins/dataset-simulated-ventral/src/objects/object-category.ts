import type { Mesh } from '../rendering/mesh.ts';

/** Objects that are called by one name. */
export interface ObjectCategory {
  readonly name: string;
  /** How much its objects are turned about the vertical axis in their standard pose, in degrees. */
  readonly azimuth: number;
  /** How much they are tilted to the viewer in their standard pose, in degrees. */
  readonly elevation: number;
  /**
   * By name, which is unique among all objects: makes the surfaces of an object in any size and place,
   * x to its front, y up, z to its right.
   */
  readonly objects: Readonly<Record<string, () => readonly Mesh[]>>;
}
