import { both, type Mesh, place, turn } from '../rendering/mesh.ts';
import { ellipsoid, lathe, loft, tube } from '../rendering/solids.ts';
import type { Albedo } from '../rendering/surface.ts';
import type { ObjectCategory } from './object-category.ts';

interface Quadruped {
  /** Half of the length of the trunk; all other lengths relate to it. */
  readonly length: number;
  /** Half of the height of chest and belly. */
  readonly chest: number;
  readonly belly: number;
  readonly legs: number;
  readonly legRadius: number;
  /** Where the head is, from the shoulders. */
  readonly neck: readonly [forward: number, up: number];
  readonly neckRadius: number;
  readonly head: number;
  readonly snout: readonly [length: number, radius: number];
  readonly tail: readonly [back: number, down: number, radius: number];
  readonly albedo: Albedo;
  readonly faceAlbedo?: number;
  readonly extras?: (head: readonly [x: number, y: number]) => readonly Mesh[];
}

function quadruped(animal: Quadruped): readonly Mesh[] {
  const { length, chest, belly, legs, legRadius, neck, head, snout, tail, albedo } = animal;
  const back = legs + belly;
  const [headX, headY] = [length * 0.85 + neck[0], back + chest * 0.4 + neck[1]];
  const leg = (x: number, z: number, bend: number) =>
    tube(
      [
        [x, back - belly * 0.2, z, legRadius * 1.7],
        [x + bend, legs * 0.55, z * 1.05, legRadius * 1.05],
        [x, legRadius * 0.9, z * 1.05, legRadius * 0.85],
        [x + legRadius * 0.7, legRadius * 0.7, z * 1.05, legRadius],
      ],
      albedo,
    );
  const face = animal.faceAlbedo ?? albedo;
  return [
    loft(
      [
        { x: -length * 1.05, y: back, high: belly * 0.35, wide: belly * 0.35 },
        { x: -length * 0.75, y: back, high: belly * 1.02, wide: belly * 0.85 },
        { x: -length * 0.1, y: back - belly * 0.08, high: belly, wide: belly * 0.85 },
        { x: length * 0.55, y: back, high: chest, wide: chest * 0.8 },
        { x: length * 0.98, y: back + chest * 0.25, high: chest * 0.5, wide: chest * 0.5 },
      ],
      albedo,
    ),
    tube(
      [
        [length * 0.6, back + chest * 0.15, 0, animal.neckRadius * 1.45],
        [length * 0.85 + neck[0] * 0.4, back + chest * 0.4 + neck[1] * 0.5, 0, animal.neckRadius],
        [headX, headY, 0, animal.neckRadius * 0.9],
      ],
      albedo,
    ),
    ellipsoid([headX, headY, 0], [head * 1.1, head, head * 0.88], albedo),
    tube(
      [
        [headX + head * 0.5, headY - head * 0.15, 0, snout[1] * 1.15],
        [headX + head * 0.5 + snout[0], headY - head * 0.4, 0, snout[1]],
      ],
      face,
    ),
    ellipsoid(
      [headX + head * 0.5 + snout[0] + snout[1] * 0.8, headY - head * 0.3, 0],
      [snout[1] * 0.4, snout[1] * 0.4, snout[1] * 0.5],
      0.06,
    ),
    both(
      ellipsoid(
        [headX + head * 0.75, headY + head * 0.3, head * 0.5],
        [head * 0.14, head * 0.14, head * 0.14],
        0.03,
      ),
    ),
    both(leg(length * 0.65, chest * 0.5, legRadius * 0.4)),
    both(leg(-length * 0.75, belly * 0.55, -legRadius * 0.6)),
    tube(
      [
        [-length, back + belly * 0.4, 0, tail[2]],
        [-length - tail[0] * 0.6, back + belly * 0.5 - tail[1] * 0.3, 0, tail[2] * 0.8],
        [-length - tail[0], back + belly * 0.4 - tail[1], 0, tail[2] * 0.6],
      ],
      albedo,
    ),
    ...(animal.extras?.([headX, headY]) ?? []),
  ];
}

const roundEars = (
  [x, y]: readonly [number, number],
  size: number,
  apart: number,
  albedo: number,
) =>
  both(
    ellipsoid([x - size * 0.3, y + apart * 1.2, apart], [size * 0.45, size, size * 0.8], albedo),
  );

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
      quadruped({
        ...{ length: 1, chest: 0.52, belly: 0.55, legs: 0.55, legRadius: 0.17 },
        ...{ neck: [0.2, 0.12], neckRadius: 0.34, head: 0.33, snout: [0.2, 0.14] },
        ...{ tail: [0.08, 0.05, 0.08], albedo: 0.17, faceAlbedo: 0.28 },
        extras: (head) => [roundEars(head, 0.11, 0.22, 0.15)],
      }),
    elephant: () =>
      quadruped({
        ...{ length: 1, chest: 0.62, belly: 0.66, legs: 0.75, legRadius: 0.2 },
        ...{ neck: [0.15, 0.1], neckRadius: 0.36, head: 0.42, snout: [0.05, 0.2] },
        ...{ tail: [0.12, 0.7, 0.05], albedo: 0.34 },
        extras: ([x, y]) => [
          tube(
            [
              [x + 0.3, y - 0.05, 0, 0.19],
              [x + 0.55, y - 0.5, 0, 0.13],
              [x + 0.5, y - 0.95, 0, 0.09],
              [x + 0.7, y - 1.15, 0, 0.07],
            ],
            0.32,
          ),
          both(ellipsoid([x - 0.18, y + 0.02, 0.55], [0.1, 0.5, 0.4], 0.4)),
          both(
            tube(
              [
                [x + 0.3, y - 0.2, 0.2, 0.07],
                [x + 0.6, y - 0.45, 0.26, 0.05],
                [x + 0.85, y - 0.4, 0.27, 0.02],
              ],
              0.85,
            ),
          ),
        ],
      }),
    cow: () =>
      quadruped({
        ...{ length: 1.1, chest: 0.48, belly: 0.52, legs: 0.68, legRadius: 0.1 },
        ...{ neck: [0.35, 0.22], neckRadius: 0.22, head: 0.23, snout: [0.28, 0.14] },
        ...{ tail: [0.12, 0.75, 0.04], albedo: patches(0.8, 0.1, 3.4), faceAlbedo: 0.6 },
        extras: ([x, y]) => [
          both(ellipsoid([x - 0.08, y + 0.08, 0.33], [0.06, 0.09, 0.17], 0.3)),
          both(
            tube(
              [
                [x, y + 0.18, 0.12, 0.05],
                [x + 0.05, y + 0.3, 0.27, 0.04],
                [x + 0.08, y + 0.45, 0.26, 0.015],
              ],
              0.7,
            ),
          ),
          ellipsoid([-0.55, 0.66, 0], [0.2, 0.16, 0.17], 0.6),
        ],
      }),
    dog: () =>
      quadruped({
        ...{ length: 0.8, chest: 0.36, belly: 0.27, legs: 0.75, legRadius: 0.08 },
        ...{ neck: [0.25, 0.42], neckRadius: 0.17, head: 0.23, snout: [0.26, 0.1] },
        ...{ tail: [0.55, -0.4, 0.05], albedo: 0.5, faceAlbedo: 0.4 },
        extras: ([x, y]) => [both(ellipsoid([x - 0.05, y - 0.02, 0.22], [0.12, 0.22, 0.06], 0.25))],
      }),
    giraffe: () =>
      quadruped({
        ...{ length: 0.75, chest: 0.4, belly: 0.34, legs: 1.15, legRadius: 0.08 },
        ...{ neck: [0.55, 1.5], neckRadius: 0.15, head: 0.17, snout: [0.26, 0.09] },
        ...{ tail: [0.1, 0.6, 0.03], albedo: patches(0.7, 0.28, 9), faceAlbedo: 0.6 },
        extras: ([x, y]) => [
          both(ellipsoid([x - 0.1, y + 0.12, 0.16], [0.05, 0.07, 0.13], 0.5)),
          both(
            tube(
              [
                [x - 0.02, y + 0.1, 0.07, 0.035],
                [x - 0.04, y + 0.33, 0.08, 0.04],
              ],
              0.2,
            ),
          ),
        ],
      }),
    turtle: () => [
      lathe(
        [
          [0, 0.6],
          [0.35, 0.56],
          [0.7, 0.4],
          [0.95, 0.12],
          [1.05, 0],
          [0.85, -0.08],
          [0, -0.12],
        ],
        ([x, y, z]) => {
          const plates = Math.cos(7 * x) * Math.cos(7 * z + (Math.sin(7 * x) > 0 ? 1.5 : 0));
          return y < 0.02 ? 0.55 : Math.abs(plates) < 0.22 ? 0.12 : 0.36;
        },
        ([x, y, z]) => [x * 1.15, y, z * 0.9],
      ),
      tube(
        [
          [0.95, 0.05, 0, 0.17],
          [1.35, 0.2, 0, 0.13],
          [1.55, 0.28, 0, 0.17],
          [1.72, 0.25, 0, 0.12],
        ],
        0.5,
      ),
      both(ellipsoid([1.65, 0.36, 0.12], [0.04, 0.04, 0.04], 0.03)),
      both(
        place(
          turn(ellipsoid([0, 0, 0], [0.5, 0.09, 0.22], 0.46), [0, -55, -12]),
          [0.75, -0.1, 0.85],
        ),
      ),
      both(
        place(
          turn(ellipsoid([0, 0, 0], [0.34, 0.08, 0.18], 0.46), [0, 40, 10]),
          [-0.95, -0.1, 0.65],
        ),
      ),
      tube(
        [
          [-1.1, -0.02, 0, 0.08],
          [-1.4, -0.08, 0, 0.02],
        ],
        0.46,
      ),
    ],
    hedgehog: () => hedgehog(),
    gorilla: () => gorilla(),
  },
};

function hedgehog(): readonly Mesh[] {
  const golden = Math.PI * (3 - Math.sqrt(5));
  const spines = Array.from({ length: 260 }, (_, index) => {
    const z = 1 - (2 * (index + 0.5)) / 260;
    const ring = Math.sqrt(1 - z * z);
    const [x, y] = [ring * Math.cos(golden * index), ring * Math.sin(golden * index)];
    return [x, y, z] as const;
  }).filter(([x, y]) => y > -0.25 && x < 0.72);
  return [
    ellipsoid([0, 0.6, 0], [0.95, 0.6, 0.68], 0.16),
    ...spines.map(([x, y, z]) =>
      tube(
        [
          [x * 0.85, 0.6 + y * 0.52, z * 0.6, 0.045],
          [x * 1.12 - 0.1, 0.6 + y * 0.8, z * 0.86, 0.008],
        ],
        0.3 + 0.25 * y,
      ),
    ),
    tube(
      [
        [0.7, 0.5, 0, 0.36],
        [1.05, 0.42, 0, 0.2],
        [1.3, 0.4, 0, 0.08],
      ],
      0.55,
    ),
    ellipsoid([1.4, 0.42, 0], [0.07, 0.07, 0.07], 0.04),
    both(ellipsoid([1.02, 0.56, 0.17], [0.05, 0.05, 0.05], 0.03)),
    both(ellipsoid([0.78, 0.78, 0.27], [0.06, 0.13, 0.12], 0.45)),
    both(ellipsoid([0.5, 0.06, 0.32], [0.2, 0.09, 0.1], 0.4)),
    both(ellipsoid([-0.5, 0.06, 0.32], [0.22, 0.09, 0.11], 0.4)),
  ];
}

function gorilla(): readonly Mesh[] {
  return [
    loft(
      [
        { x: -0.75, y: 0.75, high: 0.35, wide: 0.38 },
        { x: -0.4, y: 0.95, high: 0.5, wide: 0.5 },
        { x: 0.2, y: 1.2, high: 0.55, wide: 0.62 },
        { x: 0.6, y: 1.4, high: 0.32, wide: 0.5 },
      ],
      0.12,
    ),
    ellipsoid([0.85, 1.62, 0], [0.32, 0.36, 0.29], 0.11),
    ellipsoid([1.08, 1.52, 0], [0.14, 0.25, 0.22], 0.24),
    ellipsoid([1.2, 1.42, 0], [0.12, 0.11, 0.17], 0.28),
    both(ellipsoid([1.19, 1.62, 0.09], [0.05, 0.04, 0.05], 0.02)),
    tube(
      [
        [1.16, 1.7, -0.16, 0.06],
        [1.2, 1.71, 0, 0.06],
        [1.16, 1.7, 0.16, 0.06],
      ],
      0.13,
    ),
    both(ellipsoid([0.8, 1.6, 0.3], [0.05, 0.09, 0.04], 0.24)),
    both(
      tube(
        [
          [0.45, 1.4, 0.5, 0.26],
          [0.6, 0.85, 0.75, 0.19],
          [0.8, 0.35, 0.62, 0.16],
          [0.95, 0.1, 0.6, 0.13],
        ],
        0.13,
      ),
    ),
    both(
      tube(
        [
          [-0.55, 0.75, 0.35, 0.27],
          [-0.2, 0.5, 0.55, 0.2],
          [-0.5, 0.15, 0.5, 0.14],
          [-0.2, 0.08, 0.52, 0.11],
        ],
        0.12,
      ),
    ),
  ];
}
