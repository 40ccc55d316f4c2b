import { categoryOf } from './objects/catalogue.ts';
import { fitToUnitSphere, joinMeshes, type Mesh, turn } from './rendering/mesh.ts';

/** The surfaces of an object in its standard pose, within the unit sphere. */
export function objectMesh(name: string): Mesh {
  const { azimuth, elevation, objects } = categoryOf(name);
  const mesh = turn(joinMeshes(objects[name]!()), [0, azimuth, 0]);
  return fitToUnitSphere(turn(mesh, [elevation, 0, 0]));
}
