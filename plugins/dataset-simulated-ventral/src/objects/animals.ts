import { both, type Mesh, place } from '../rendering/mesh.ts';
import { ellipsoid, lathe, loft, tube } from '../rendering/solids.ts';
import { spreadOverSphere } from '../rendering/spread-over-sphere.ts';
import type { Albedo } from '../rendering/surface.ts';
import type { ObjectCategory } from './object-category.ts';

interface Trunk {
  /** Half of its length; all other lengths relate to it. */
  readonly length: number;
  /** Half of the height of chest and belly. */
  readonly chest: number;
  readonly belly: number;
  readonly legs: readonly [length: number, radius: number];
  readonly tail: readonly [back: number, down: number, radius: number];
}

interface Head {
  /** Where it is, from the shoulders. */
  readonly neck: readonly [forward: number, up: number, radius: number];
  readonly radius: number;
  readonly snout: readonly [length: number, radius: number];
}

/** @param extras what else it has, given where its head is */
function quadruped(
  [coat, face]: readonly [coat: Albedo, face: Albedo],
  {
    length,
    chest,
    belly,
    legs: [legLength, legRadius],
    tail: [tailBack, tailDown, tailRadius],
  }: Trunk,
  { neck: [forward, up, neckRadius], radius: head, snout: [snoutLength, snoutRadius] }: Head,
  extras: (headX: number, headY: number) => readonly Mesh[],
): readonly Mesh[] {
  const back = legLength + belly;
  const [x, y] = [length * 0.85 + forward, back + chest * 0.4 + up];
  const leg = (x: number, z: number, bend: number) =>
    tube(
      coat,
      [x, back - belly * 0.2, z, legRadius * 1.7],
      [x + bend, legLength * 0.55, z * 1.05, legRadius * 1.05],
      [x, legRadius * 0.9, z * 1.05, legRadius * 0.85],
      [x + legRadius * 0.7, legRadius * 0.7, z * 1.05, legRadius],
    );
  return [
    loft(
      coat,
      [-length * 1.05, back, belly * 0.35],
      [-length * 0.75, back, belly * 1.02, belly * 0.85],
      [-length * 0.1, back - belly * 0.08, belly, belly * 0.85],
      [length * 0.55, back, chest, chest * 0.8],
      [length * 0.98, back + chest * 0.25, chest * 0.5],
    ),
    tube(
      coat,
      [length * 0.6, back + chest * 0.15, 0, neckRadius * 1.45],
      [length * 0.85 + forward * 0.4, back + chest * 0.4 + up * 0.5, 0, neckRadius],
      [x, y, 0, neckRadius * 0.9],
    ),
    ellipsoid(coat, [x, y, 0], [head * 1.1, head, head * 0.88]),
    tube(
      face,
      [x + head * 0.5, y - head * 0.15, 0, snoutRadius * 1.15],
      [x + head * 0.5 + snoutLength, y - head * 0.4, 0, snoutRadius],
    ),
    ellipsoid(
      0.06,
      [x + head * 0.5 + snoutLength + snoutRadius * 0.8, y - head * 0.3, 0],
      [snoutRadius * 0.4, snoutRadius * 0.4, snoutRadius * 0.5],
    ),
    both(ellipsoid(0.03, [x + head * 0.75, y + head * 0.3, head * 0.5], head * 0.14)),
    both(leg(length * 0.65, chest * 0.5, legRadius * 0.4)),
    both(leg(-length * 0.75, belly * 0.55, -legRadius * 0.6)),
    tube(
      coat,
      [-length, back + belly * 0.4, 0, tailRadius],
      [-length - tailBack * 0.6, back + belly * 0.5 - tailDown * 0.3, 0, tailRadius * 0.8],
      [-length - tailBack, back + belly * 0.4 - tailDown, 0, tailRadius * 0.6],
    ),
    ...extras(x, y),
  ];
}

const patches =
  (light: number, dark: number, fineness: number): Albedo =>
  ([x, y, z]) =>
    Math.sin(fineness * x + 1.7 * Math.sin(fineness * 0.8 * y)) +
      Math.sin(fineness * 0.9 * (y + z) + Math.sin(fineness * x)) >
    0.35
      ? dark
      : light;

/** Animals on four legs, and a gorilla on its knuckles. */
export const animals: ObjectCategory = {
  name: 'Animals',
  azimuth: -35,
  elevation: 12,
  objects: {
    bear: () =>
      quadruped(
        [0.17, 0.28],
        { length: 1, chest: 0.52, belly: 0.55, legs: [0.55, 0.17], tail: [0.08, 0.05, 0.08] },
        { neck: [0.2, 0.12, 0.34], radius: 0.33, snout: [0.2, 0.14] },
        (x, y) => [both(ellipsoid(0.15, [x - 0.033, y + 0.264, 0.22], [0.0495, 0.11, 0.11 * 0.8]))],
      ),
    elephant: () =>
      quadruped(
        [0.34, 0.34],
        { length: 1, chest: 0.62, belly: 0.66, legs: [0.75, 0.2], tail: [0.12, 0.7, 0.05] },
        { neck: [0.15, 0.1, 0.36], radius: 0.42, snout: [0.05, 0.2] },
        (x, y) => [
          tube(
            0.32,
            [x + 0.3, y - 0.05, 0, 0.19],
            [x + 0.55, y - 0.5, 0, 0.13],
            [x + 0.5, y - 0.95, 0, 0.09],
            [x + 0.7, y - 1.15, 0, 0.07],
          ),
          both(ellipsoid(0.4, [x - 0.18, y + 0.02, 0.55], [0.1, 0.5, 0.4])),
          both(
            tube(
              0.85,
              [x + 0.3, y - 0.2, 0.2, 0.07],
              [x + 0.6, y - 0.45, 0.26, 0.05],
              [x + 0.85, y - 0.4, 0.27, 0.02],
            ),
          ),
        ],
      ),
    cow: () =>
      quadruped(
        [patches(0.8, 0.1, 3.4), 0.6],
        { length: 1.1, chest: 0.48, belly: 0.52, legs: [0.68, 0.1], tail: [0.12, 0.75, 0.04] },
        { neck: [0.35, 0.22, 0.22], radius: 0.23, snout: [0.28, 0.14] },
        (x, y) => [
          both(ellipsoid(0.3, [x - 0.08, y + 0.08, 0.33], [0.06, 0.09, 0.17])),
          both(
            tube(
              0.7,
              [x, y + 0.18, 0.12, 0.05],
              [x + 0.05, y + 0.3, 0.27, 0.04],
              [x + 0.08, y + 0.45, 0.26, 0.015],
            ),
          ),
          ellipsoid(0.6, [-0.55, 0.66, 0], [0.2, 0.16, 0.17]),
        ],
      ),
    dog: () =>
      quadruped(
        [0.5, 0.4],
        { length: 0.8, chest: 0.36, belly: 0.27, legs: [0.75, 0.08], tail: [0.55, -0.4, 0.05] },
        { neck: [0.25, 0.42, 0.17], radius: 0.23, snout: [0.26, 0.1] },
        (x, y) => [both(ellipsoid(0.25, [x - 0.05, y - 0.02, 0.22], [0.12, 0.22, 0.06]))],
      ),
    giraffe: () =>
      quadruped(
        [patches(0.7, 0.28, 9), 0.6],
        { length: 0.75, chest: 0.4, belly: 0.34, legs: [1.15, 0.08], tail: [0.1, 0.6, 0.03] },
        { neck: [0.55, 1.5, 0.15], radius: 0.17, snout: [0.26, 0.09] },
        (x, y) => [
          both(ellipsoid(0.5, [x - 0.1, y + 0.12, 0.16], [0.05, 0.07, 0.13])),
          both(tube(0.2, [x - 0.02, y + 0.1, 0.07, 0.035], [x - 0.04, y + 0.33, 0.08, 0.04])),
        ],
      ),
    turtle: () => [
      lathe(
        ([x, y, z]) => {
          const plates = Math.cos(7 * x) * Math.cos(7 * z + (Math.sin(7 * x) > 0 ? 1.5 : 0));
          return y < 0.02 ? 0.55 : Math.abs(plates) < 0.22 ? 0.12 : 0.36;
        },
        [0, 0.35, 0.7, 0.95, 1.05, 0.85, 0],
        [0.6, 0.56, 0.4, 0.12, 0, -0.08, -0.12],
        [1.15, 0.9],
      ),
      tube(
        0.5,
        [0.95, 0.05, 0, 0.17],
        [1.35, 0.2, 0, 0.13],
        [1.55, 0.28, 0, 0.17],
        [1.72, 0.25, 0, 0.12],
      ),
      both(ellipsoid(0.03, [1.65, 0.36, 0.12], 0.04)),
      both(place(ellipsoid(0.46, [0, 0, 0], [0.5, 0.09, 0.22]), [0.75, -0.1, 0.85], [0, -55, -12])),
      both(place(ellipsoid(0.46, [0, 0, 0], [0.34, 0.08, 0.18]), [-0.95, -0.1, 0.65], [0, 40, 10])),
      tube(0.46, [-1.1, -0.02, 0, 0.08], [-1.4, -0.08, 0, 0.02]),
    ],
    hedgehog: () => [
      ellipsoid(0.16, [0, 0.6, 0], [0.95, 0.6, 0.68]),
      ...spreadOverSphere(260)
        .map(([x, z, y]) => [x, y, -z] as const)
        .filter(([x, y]) => y > -0.25 && x < 0.72)
        .map(([x, y, z]) =>
          tube(
            0.3 + 0.25 * y,
            [x * 0.85, 0.6 + y * 0.52, z * 0.6, 0.045],
            [x * 1.12 - 0.1, 0.6 + y * 0.8, z * 0.86, 0.008],
          ),
        ),
      tube(0.55, [0.7, 0.5, 0, 0.36], [1.05, 0.42, 0, 0.2], [1.3, 0.4, 0, 0.08]),
      ellipsoid(0.04, [1.4, 0.42, 0], 0.07),
      both(ellipsoid(0.03, [1.02, 0.56, 0.17], 0.05)),
      both(ellipsoid(0.45, [0.78, 0.78, 0.27], [0.06, 0.13, 0.12])),
      both(ellipsoid(0.4, [0.5, 0.06, 0.32], [0.2, 0.09, 0.1])),
      both(ellipsoid(0.4, [-0.5, 0.06, 0.32], [0.22, 0.09, 0.11])),
    ],
    gorilla: () => [
      loft(
        0.12,
        [-0.75, 0.75, 0.35, 0.38],
        [-0.4, 0.95, 0.5],
        [0.2, 1.2, 0.55, 0.62],
        [0.6, 1.4, 0.32, 0.5],
      ),
      ellipsoid(0.11, [0.85, 1.62, 0], [0.32, 0.36, 0.29]),
      ellipsoid(0.24, [1.08, 1.52, 0], [0.14, 0.25, 0.22]),
      ellipsoid(0.28, [1.2, 1.42, 0], [0.12, 0.11, 0.17]),
      both(ellipsoid(0.02, [1.19, 1.62, 0.09], [0.05, 0.04, 0.05])),
      tube(0.13, [1.16, 1.7, -0.16, 0.06], [1.2, 1.71, 0, 0.06], [1.16, 1.7, 0.16, 0.06]),
      both(ellipsoid(0.24, [0.8, 1.6, 0.3], [0.05, 0.09, 0.04])),
      both(
        tube(
          0.13,
          [0.45, 1.4, 0.5, 0.26],
          [0.6, 0.85, 0.75, 0.19],
          [0.8, 0.35, 0.62, 0.16],
          [0.95, 0.1, 0.6, 0.13],
        ),
      ),
      both(
        tube(
          0.12,
          [-0.55, 0.75, 0.35, 0.27],
          [-0.2, 0.5, 0.55, 0.2],
          [-0.5, 0.15, 0.5, 0.14],
          [-0.2, 0.08, 0.52, 0.11],
        ),
      ),
    ],
  },
};
