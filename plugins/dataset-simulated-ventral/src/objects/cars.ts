import { both, joinMeshes, type Mesh, place, turn } from '../rendering/mesh.ts';
import { box, disc, ellipsoid, loft, type Section, tube } from '../rendering/solids.ts';
import type { ObjectCategory } from './object-category.ts';

interface Car {
  /** Outline of the body from the side: x, bottom and top; half widths follow. */
  readonly body: readonly (readonly [x: number, low: number, high: number, wide: number])[];
  /** Outline of the cabin above it; none where the car is open. */
  readonly cabin?: readonly (readonly [x: number, low: number, high: number, wide: number])[];
  /** Thickness of the roof, and the pillars' places from rear to front. */
  readonly pillars?: readonly number[];
  readonly wheels: readonly [rear: number, front: number];
  readonly radius: number;
  readonly wide: number;
  readonly albedo: number;
  readonly extras?: readonly Mesh[];
}

function sections(outline: NonNullable<Car['cabin']>): readonly Section[] {
  return outline.map(([x, low, high, wide]) => ({
    ...{ x, y: (low + high) / 2, high: (high - low) / 2, wide },
  }));
}

function car({
  body,
  cabin,
  pillars = [],
  wheels,
  radius,
  wide,
  albedo,
  extras = [],
}: Car): readonly Mesh[] {
  const front = body.at(-1)![0];
  const rear = body[0]![0];
  const lamp = (x: number, y: number, light: number) =>
    both(ellipsoid([x, y, wide * 0.72], [0.06, 0.07, 0.12], light));
  const lampHeight = radius + 0.2;
  const roof = cabin === undefined ? undefined : Math.max(...cabin.map(([, , high]) => high));
  return [
    loft(sections(body), albedo, 5),
    // Glass, and over it a roof and pillars in the colour of the car.
    ...(cabin === undefined ? [] : [loft(sections(cabin), 0.05, 4)]),
    ...(cabin === undefined || roof === undefined
      ? []
      : [
          loft(
            sections(
              cabin
                .filter(([, , high]) => high > roof - 0.16)
                .map(([x, , high, w]) => [x, high - 0.07, high + 0.02, w * 0.96] as const),
            ),
            albedo,
            4,
          ),
          ...pillars.map((x) =>
            both(
              tube(
                [
                  [x + (x > 0 ? 0.06 : 0), cabin[0]![1] + 0.1, wide * 0.93, 0.045],
                  [x - (x > 0 ? 0.06 : 0), roof - 0.06, wide * 0.8, 0.04],
                ],
                albedo,
              ),
            ),
          ),
        ]),
    ...wheels.map((x) => both(wheel([x, radius, wide * 0.86], radius))),
    lamp(front - 0.03, lampHeight, 0.98),
    lamp(rear + 0.03, lampHeight, 0.4),
    box([front - 0.02, radius + 0.02, 0], [0.12, 0.11, wide * 1.75], 0.12),
    box([rear + 0.02, radius + 0.02, 0], [0.12, 0.11, wide * 1.75], 0.12),
    box([front - 0.01, lampHeight, 0], [0.09, 0.11, wide * 0.8], 0.08),
    ...extras,
  ];
}

function wheel(centre: readonly [number, number, number], radius: number): Mesh {
  const lying = [
    disc([0, 0, 0], radius, 0.2, 0.05),
    disc([0, 0.1, 0], radius * 0.62, 0.03, 0.6),
    disc([0, 0.12, 0], radius * 0.2, 0.03, 0.2),
  ];
  return joinMeshes(lying.map((mesh) => place(turn(mesh, [90, 0, 0]), centre)));
}

/** Cars. */
export const cars: ObjectCategory = {
  name: 'Cars',
  azimuth: -40,
  elevation: 14,
  objects: {
    saloon: () =>
      car({
        body: [
          [-1.45, 0.3, 0.78, 0.5],
          [-1.35, 0.2, 0.86, 0.56],
          [0, 0.18, 0.86, 0.6],
          [1.1, 0.2, 0.76, 0.57],
          [1.45, 0.28, 0.66, 0.48],
        ],
        cabin: [
          [-1.1, 0.76, 0.84, 0.5],
          [-0.62, 0.7, 1.22, 0.46],
          [0.2, 0.7, 1.26, 0.46],
          [0.8, 0.7, 0.84, 0.52],
        ],
        ...{
          pillars: [-0.62, -0.15, 0.42],
          wheels: [-0.88, 0.9],
          radius: 0.27,
          wide: 0.6,
          albedo: 0.4,
        },
      }),
    hatchback: () =>
      car({
        body: [
          [-1.12, 0.3, 0.86, 0.5],
          [-1.0, 0.2, 0.92, 0.56],
          [0.1, 0.18, 0.88, 0.58],
          [0.95, 0.2, 0.8, 0.55],
          [1.2, 0.28, 0.68, 0.46],
        ],
        cabin: [
          [-1.08, 0.8, 0.92, 0.5],
          [-0.85, 0.74, 1.32, 0.46],
          [0.15, 0.74, 1.38, 0.47],
          [0.8, 0.74, 0.88, 0.52],
        ],
        ...{
          pillars: [-0.85, -0.2, 0.4],
          wheels: [-0.7, 0.76],
          radius: 0.26,
          wide: 0.58,
          albedo: 0.7,
        },
      }),
    off_roader: () =>
      car({
        body: [
          [-1.3, 0.42, 1.04, 0.6],
          [-1.25, 0.36, 1.08, 0.64],
          [0, 0.34, 1.08, 0.66],
          [1.1, 0.36, 1.02, 0.64],
          [1.25, 0.42, 0.94, 0.6],
        ],
        cabin: [
          [-1.24, 0.9, 1.6, 0.58],
          [-1.15, 0.9, 1.66, 0.6],
          [0.3, 0.9, 1.66, 0.6],
          [0.58, 0.9, 1.06, 0.6],
        ],
        ...{
          pillars: [-1.12, -0.45, 0.28],
          wheels: [-0.82, 0.8],
          radius: 0.36,
          wide: 0.68,
          albedo: 0.3,
        },
        extras: [
          place(turn(disc([0, 0, 0], 0.33, 0.18, 0.06), [0, 0, 90]), [-1.4, 0.95, 0]),
          both(box([-0.4, 1.7, 0.5], [1.3, 0.05, 0.05], 0.08)),
        ],
      }),
    sports_car: () =>
      car({
        body: [
          [-1.4, 0.26, 0.74, 0.52],
          [-1.2, 0.16, 0.82, 0.62],
          [0, 0.13, 0.66, 0.6],
          [0.9, 0.14, 0.62, 0.62],
          [1.5, 0.2, 0.38, 0.46],
        ],
        cabin: [
          [-1.05, 0.66, 0.78, 0.46],
          [-0.4, 0.6, 1.0, 0.42],
          [0.0, 0.58, 1.0, 0.42],
          [0.72, 0.55, 0.62, 0.5],
        ],
        ...{
          pillars: [-0.5, 0.25],
          wheels: [-0.9, 0.94],
          radius: 0.28,
          wide: 0.64,
          albedo: 0.55,
        },
        extras: [
          box([-1.38, 0.98, 0], [0.24, 0.04, 1.15], 0.5),
          both(box([-1.36, 0.86, 0.4], [0.12, 0.22, 0.04], 0.4)),
        ],
      }),
    van: () =>
      car({
        body: [
          [-1.45, 0.3, 1.62, 0.58],
          [-1.38, 0.24, 1.72, 0.64],
          [0.5, 0.22, 1.74, 0.65],
          [0.95, 0.22, 1.5, 0.63],
          [1.3, 0.24, 0.98, 0.6],
          [1.48, 0.32, 0.84, 0.54],
        ],
        ...{ wheels: [-0.88, 0.92], radius: 0.29, wide: 0.66, albedo: 0.85 },
        extras: [
          place(turn(box([0, 0, 0], [0.05, 0.62, 1.04], 0.05), [0, 0, 32]), [1.17, 1.26, 0]),
          both(box([0.62, 1.28, 0.645], [0.46, 0.4, 0.03], 0.05)),
          both(box([0.28, 1.0, 0.655], [0.02, 1.2, 0.02], 0.3)),
        ],
      }),
    pickup: () =>
      car({
        body: [
          [-1.6, 0.4, 0.9, 0.56],
          [-1.5, 0.34, 0.96, 0.62],
          [0, 0.32, 0.96, 0.63],
          [1.2, 0.34, 0.94, 0.62],
          [1.45, 0.4, 0.86, 0.56],
        ],
        cabin: [
          [-0.42, 0.85, 1.4, 0.54],
          [-0.3, 0.85, 1.46, 0.54],
          [0.3, 0.85, 1.46, 0.54],
          [0.72, 0.85, 0.96, 0.56],
        ],
        ...{
          pillars: [-0.35, 0.4],
          wheels: [-0.98, 0.95],
          radius: 0.34,
          wide: 0.66,
          albedo: 0.22,
        },
        extras: [
          both(box([-1.02, 1.04, 0.58], [1.1, 0.2, 0.05], 0.22)),
          box([-1.56, 1.04, 0], [0.05, 0.2, 1.2], 0.22),
          box([-1.02, 0.98, 0], [1.05, 0.03, 1.1], 0.06),
        ],
      }),
    beetle: () =>
      car({
        body: [
          [-1.3, 0.34, 0.6, 0.34],
          [-0.95, 0.24, 0.9, 0.46],
          [0, 0.2, 0.84, 0.5],
          [0.9, 0.24, 0.82, 0.42],
          [1.3, 0.34, 0.54, 0.28],
        ],
        cabin: [
          [-1.1, 0.6, 0.84, 0.3],
          [-0.55, 0.7, 1.3, 0.42],
          [0.1, 0.7, 1.4, 0.44],
          [0.55, 0.7, 0.92, 0.44],
        ],
        ...{
          pillars: [-0.5, 0.35],
          wheels: [-0.82, 0.84],
          radius: 0.28,
          wide: 0.56,
          albedo: 0.6,
        },
        extras: [-0.82, 0.84].map((x) =>
          both(ellipsoid([x, 0.36, 0.46], [0.44, 0.36, 0.16], 0.58)),
        ),
      }),
    convertible: () =>
      car({
        body: [
          [-1.5, 0.3, 0.74, 0.5],
          [-1.35, 0.2, 0.84, 0.58],
          [-0.2, 0.18, 0.8, 0.62],
          [0.9, 0.2, 0.78, 0.6],
          [1.5, 0.28, 0.62, 0.5],
        ],
        ...{ wheels: [-0.9, 0.92], radius: 0.28, wide: 0.62, albedo: 0.78 },
        extras: [
          box([-0.25, 0.82, 0], [1.0, 0.06, 0.86], 0.06),
          ...[-0.5, 0.05].flatMap((x) => [
            both(box([x, 0.9, 0.22], [0.3, 0.14, 0.34], 0.4)),
            both(
              place(turn(box([0, 0, 0], [0.1, 0.42, 0.34], 0.45), [0, 0, 12]), [
                x - 0.18,
                1.02,
                0.22,
              ]),
            ),
          ]),
          place(turn(box([0, 0, 0], [0.03, 0.42, 1.05], 0.2), [0, 0, 32]), [0.4, 0.98, 0]),
        ],
      }),
  },
};
