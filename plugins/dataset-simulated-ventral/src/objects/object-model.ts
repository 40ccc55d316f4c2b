import type { Mesh } from '../rendering/mesh.ts';

/** An object that can be rendered. */
interface ObjectModel {
  /** Unique among all objects. */
  readonly name: string;
  /** Makes its surfaces, in any size and place: x to its front, y up, z to its right. */
  build(): readonly Mesh[];
}

/** Objects that are called by one name. */
export interface ObjectCategory {
  readonly name: string;
  /** How much its objects are turned about the vertical axis in their standard pose, in degrees. */
  readonly azimuth: number;
  /** How much they are tilted to the viewer in their standard pose, in degrees. */
  readonly elevation: number;
  readonly objects: readonly ObjectModel[];
}
