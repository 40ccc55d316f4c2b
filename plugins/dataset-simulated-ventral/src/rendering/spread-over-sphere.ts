import type { Vector3 } from './vector3.ts';

/** Points spread evenly over the unit sphere on a spiral, from its lowest to its highest. */
export function spreadOverSphere(count: number): readonly Vector3[] {
  const golden = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: count }, (_, index) => {
    const y = (2 * (index + 0.5)) / count - 1;
    const ring = Math.sqrt(1 - y * y);
    return [ring * Math.cos(golden * index), y, ring * Math.sin(golden * index)];
  });
}
