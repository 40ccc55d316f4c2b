import { categories } from './objects/catalogue.ts';
import { fitToUnitSphere, joinMeshes, type Mesh, turn } from './rendering/mesh.ts';

/** The surfaces of an object in its standard pose, within the unit sphere. */
export function objectMesh(name: string): Mesh {
  for (const { azimuth, elevation, objects } of categories) {
    const object = objects.find((one) => one.name === name);
    if (object === undefined) continue;
    const mesh = turn(joinMeshes(object.build()), [0, azimuth, 0]);
    return fitToUnitSphere(turn(mesh, [elevation, 0, 0]));
  }
  throw new Error(`There is no object '${name}'.`);
}
