import { both, joinMeshes, type Mesh, place } from '../rendering/mesh.ts';
import { box, boxyLoft, disc, ellipsoid, type Section, tube } from '../rendering/solids.ts';
import type { Vector3 } from '../rendering/vector3.ts';
import type { ObjectCategory } from './object-category.ts';

/** Cross-sections from rear to front: where, bottom, top and half of the width of each. */
type Outline = readonly (readonly [x: number, low: number, high: number, wide: number])[];

interface Car {
  readonly paint: number;
  /** Half of its width. */
  readonly wide: number;
  readonly wheels: readonly [radius: number, rear: number, front: number];
  /** Where pillars hold the roof of the cabin. */
  readonly pillars?: readonly number[];
}

/** A car with a cabin, or none where it is open or all cabin. */
function car(shape: Car, body: Outline, cabin?: Outline): readonly Mesh[] {
  const { paint, wide, wheels } = shape;
  const [radius, ...axles] = wheels;
  const [rear, front] = [body[0]![0], body.at(-1)![0]];
  const lampHeight = radius + 0.2;
  const lamp = (albedo: number, x: number) =>
    both(ellipsoid(albedo, [x, lampHeight, wide * 0.72], [0.06, 0.07, 0.12]));
  const bumper = (x: number) => box(0.12, [x, radius + 0.02, 0], [0.12, 0.11, wide * 1.75]);
  return [
    boxyLoft(5, paint, ...sectionsOf(body)),
    ...(cabin === undefined ? [] : cabinOf(cabin, shape)),
    ...axles.map((x) => both(wheel([x, radius, wide * 0.86], radius))),
    lamp(0.98, front - 0.03),
    lamp(0.4, rear + 0.03),
    bumper(front - 0.02),
    bumper(rear + 0.02),
    box(0.08, [front - 0.01, lampHeight, 0], [0.09, 0.11, wide * 0.8]),
  ];
}

/** Glass, and over it a roof and pillars in the colour of the car. */
function cabinOf(outline: Outline, { paint, wide, pillars = [] }: Car): readonly Mesh[] {
  const roof = Math.max(...outline.map(([, , high]) => high));
  const [sill, eaves] = [outline[0]![1] + 0.1, roof - 0.06];
  const top = outline
    .filter(([, , high]) => high > roof - 0.16)
    .map(([x, , high, w]) => [x, high - 0.07, high + 0.02, w * 0.96] as const);
  return [
    boxyLoft(4, 0.05, ...sectionsOf(outline)),
    boxyLoft(4, paint, ...sectionsOf(top)),
    ...pillars.map((x) => {
      const lean = x > 0 ? 0.06 : 0;
      const [foot, head] = [x + lean, x - lean];
      return both(tube(paint, [foot, sill, wide * 0.93, 0.045], [head, eaves, wide * 0.8, 0.04]));
    }),
  ];
}

const sectionsOf = (outline: Outline) =>
  outline.map(([x, low, high, wide]): Section => [x, (low + high) / 2, (high - low) / 2, wide]);

/** A wheel with its hub. */
function wheel(centre: Vector3, radius: number): Mesh {
  const lying = [
    disc(0.05, [0, 0, 0], radius, 0.2),
    disc(0.6, [0, 0.1, 0], radius * 0.62, 0.03),
    disc(0.2, [0, 0.12, 0], radius * 0.2, 0.03),
  ];
  return place(joinMeshes(lying), centre, [90, 0, 0]);
}

/** Cars. */
export const cars: ObjectCategory = {
  name: 'Cars',
  azimuth: -40,
  elevation: 14,
  objects: {
    saloon: () =>
      car(
        { paint: 0.4, wide: 0.6, wheels: [0.27, -0.88, 0.9], pillars: [-0.62, -0.15, 0.42] },
        [
          [-1.45, 0.3, 0.78, 0.5],
          [-1.35, 0.2, 0.86, 0.56],
          [0, 0.18, 0.86, 0.6],
          [1.1, 0.2, 0.76, 0.57],
          [1.45, 0.28, 0.66, 0.48],
        ],
        [
          [-1.1, 0.76, 0.84, 0.5],
          [-0.62, 0.7, 1.22, 0.46],
          [0.2, 0.7, 1.26, 0.46],
          [0.8, 0.7, 0.84, 0.52],
        ],
      ),
    hatchback: () =>
      car(
        { paint: 0.7, wide: 0.58, wheels: [0.26, -0.7, 0.76], pillars: [-0.85, -0.2, 0.4] },
        [
          [-1.12, 0.3, 0.86, 0.5],
          [-1.0, 0.2, 0.92, 0.56],
          [0.1, 0.18, 0.88, 0.58],
          [0.95, 0.2, 0.8, 0.55],
          [1.2, 0.28, 0.68, 0.46],
        ],
        [
          [-1.08, 0.8, 0.92, 0.5],
          [-0.85, 0.74, 1.32, 0.46],
          [0.15, 0.74, 1.38, 0.47],
          [0.8, 0.74, 0.88, 0.52],
        ],
      ),
    off_roader: () => [
      ...car(
        { paint: 0.3, wide: 0.68, wheels: [0.36, -0.82, 0.8], pillars: [-1.12, -0.45, 0.28] },
        [
          [-1.3, 0.42, 1.04, 0.6],
          [-1.25, 0.36, 1.08, 0.64],
          [0, 0.34, 1.08, 0.66],
          [1.1, 0.36, 1.02, 0.64],
          [1.25, 0.42, 0.94, 0.6],
        ],
        [
          [-1.24, 0.9, 1.6, 0.58],
          [-1.15, 0.9, 1.66, 0.6],
          [0.3, 0.9, 1.66, 0.6],
          [0.58, 0.9, 1.06, 0.6],
        ],
      ),
      place(disc(0.06, [0, 0, 0], 0.33, 0.18), [-1.4, 0.95, 0], [0, 0, 90]),
      both(box(0.08, [-0.4, 1.7, 0.5], [1.3, 0.05, 0.05])),
    ],
    sports_car: () => [
      ...car(
        { paint: 0.55, wide: 0.64, wheels: [0.28, -0.9, 0.94], pillars: [-0.5, 0.25] },
        [
          [-1.4, 0.26, 0.74, 0.52],
          [-1.2, 0.16, 0.82, 0.62],
          [0, 0.13, 0.66, 0.6],
          [0.9, 0.14, 0.62, 0.62],
          [1.5, 0.2, 0.38, 0.46],
        ],
        [
          [-1.05, 0.66, 0.78, 0.46],
          [-0.4, 0.6, 1.0, 0.42],
          [0.0, 0.58, 1.0, 0.42],
          [0.72, 0.55, 0.62, 0.5],
        ],
      ),
      box(0.5, [-1.38, 0.98, 0], [0.24, 0.04, 1.15]),
      both(box(0.4, [-1.36, 0.86, 0.4], [0.12, 0.22, 0.04])),
    ],
    van: () => [
      ...car({ paint: 0.85, wide: 0.66, wheels: [0.29, -0.88, 0.92] }, [
        [-1.45, 0.3, 1.62, 0.58],
        [-1.38, 0.24, 1.72, 0.64],
        [0.5, 0.22, 1.74, 0.65],
        [0.95, 0.22, 1.5, 0.63],
        [1.3, 0.24, 0.98, 0.6],
        [1.48, 0.32, 0.84, 0.54],
      ]),
      place(box(0.05, [0, 0, 0], [0.05, 0.62, 1.04]), [1.17, 1.26, 0], [0, 0, 32]),
      both(box(0.05, [0.62, 1.28, 0.645], [0.46, 0.4, 0.03])),
      both(box(0.3, [0.28, 1.0, 0.655], [0.02, 1.2, 0.02])),
    ],
    pickup: () => [
      ...car(
        { paint: 0.22, wide: 0.66, wheels: [0.34, -0.98, 0.95], pillars: [-0.35, 0.4] },
        [
          [-1.6, 0.4, 0.9, 0.56],
          [-1.5, 0.34, 0.96, 0.62],
          [0, 0.32, 0.96, 0.63],
          [1.2, 0.34, 0.94, 0.62],
          [1.45, 0.4, 0.86, 0.56],
        ],
        [
          [-0.42, 0.85, 1.4, 0.54],
          [-0.3, 0.85, 1.46, 0.54],
          [0.3, 0.85, 1.46, 0.54],
          [0.72, 0.85, 0.96, 0.56],
        ],
      ),
      both(box(0.22, [-1.02, 1.04, 0.58], [1.1, 0.2, 0.05])),
      box(0.22, [-1.56, 1.04, 0], [0.05, 0.2, 1.2]),
      box(0.06, [-1.02, 0.98, 0], [1.05, 0.03, 1.1]),
    ],
    beetle: () => [
      ...car(
        { paint: 0.6, wide: 0.56, wheels: [0.28, -0.82, 0.84], pillars: [-0.5, 0.35] },
        [
          [-1.3, 0.34, 0.6, 0.34],
          [-0.95, 0.24, 0.9, 0.46],
          [0, 0.2, 0.84, 0.5],
          [0.9, 0.24, 0.82, 0.42],
          [1.3, 0.34, 0.54, 0.28],
        ],
        [
          [-1.1, 0.6, 0.84, 0.3],
          [-0.55, 0.7, 1.3, 0.42],
          [0.1, 0.7, 1.4, 0.44],
          [0.55, 0.7, 0.92, 0.44],
        ],
      ),
      ...[-0.82, 0.84].map((x) => both(ellipsoid(0.58, [x, 0.36, 0.46], [0.44, 0.36, 0.16]))),
    ],
    convertible: () => [
      ...car({ paint: 0.78, wide: 0.62, wheels: [0.28, -0.9, 0.92] }, [
        [-1.5, 0.3, 0.74, 0.5],
        [-1.35, 0.2, 0.84, 0.58],
        [-0.2, 0.18, 0.8, 0.62],
        [0.9, 0.2, 0.78, 0.6],
        [1.5, 0.28, 0.62, 0.5],
      ]),
      box(0.06, [-0.25, 0.82, 0], [1.0, 0.06, 0.86]),
      ...[-0.5, 0.05].flatMap((x) => [
        both(box(0.4, [x, 0.9, 0.22], [0.3, 0.14, 0.34])),
        both(place(box(0.45, [0, 0, 0], [0.1, 0.42, 0.34]), [x - 0.18, 1.02, 0.22], [0, 0, 12])),
      ]),
      place(box(0.2, [0, 0, 0], [0.03, 0.42, 1.05]), [0.4, 0.98, 0], [0, 0, 32]),
    ],
  },
};
