import { rotation } from './rendering/mesh.ts';
import type { Scene } from './scene.ts';

/** From where an object is seen, as it stands in its standard pose: a direction of unit length. */
export function viewingDirection({ pose }: Scene): readonly [number, number, number] {
  const matrix = rotation(pose.turn);
  return [matrix[6]!, matrix[7]!, matrix[8]!];
}
