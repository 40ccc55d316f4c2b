import { both, type Mesh } from '../rendering/mesh.ts';
import { ellipsoid, tube } from '../rendering/solids.ts';
import { surface } from '../rendering/surface.ts';
import type { Vector3 } from '../rendering/vector3.ts';
import type { ObjectCategory } from './object-category.ts';

interface Face {
  /** Half of its width and height, where that of its depth is 1. */
  readonly wide: number;
  readonly high: number;
  readonly jaw: number;
  readonly chin: number;
  readonly nose: readonly [length: number, width: number, height: number];
  readonly brow: number;
  readonly cheeks: number;
  readonly eyes: readonly [apart: number, size: number];
  readonly mouth: readonly [width: number, lips: number, smile: number];
  readonly skin: number;
  readonly hair?: {
    readonly albedo: number;
    readonly line: number;
    readonly volume: number;
    readonly length: number;
  };
  readonly beard?: number;
}

const bump = (distance: number, width: number) => Math.exp(-((distance / width) ** 2));

/** A head that looks along x. */
function head(face: Face): readonly Mesh[] {
  const { wide, high, nose, skin } = face;
  const [apart, eyeSize] = face.eyes;
  const [mouthWidth, lips, smile] = face.mouth;
  const eyeY = 0.12;
  const mouthY = -0.62;
  const albedo = ([, y, z]: Vector3): number => {
    const v = y / high;
    const onBrow =
      bump(v - eyeY - 0.2 - 0.08 * (1 - ((Math.abs(z) - apart) / 0.2) ** 2), 0.035) *
      bump(Math.abs(z) - apart, 0.2);
    const curve = mouthY + smile * (z / mouthWidth) ** 2;
    const onLips = Math.abs(z) < mouthWidth ? bump(v - curve, lips) : 0;
    const stubble = face.beard !== undefined && v < -0.38 ? face.beard : 0;
    return skin * (1 - 0.8 * Math.min(1, onBrow) - 0.5 * onLips - stubble);
  };
  const front = surface(
    (u, v) => {
      const latitude = Math.PI * (u - 0.5);
      const longitude = 2 * Math.PI * v;
      const [dx, dy, dz] = [
        Math.cos(latitude) * Math.cos(longitude),
        Math.sin(latitude),
        Math.cos(latitude) * Math.sin(longitude),
      ];
      // The jaw narrows, the back of the head is fuller.
      const narrow = 1 - face.jaw * Math.max(0, -dy) ** 1.5;
      let x = dx * (dx > 0 ? 0.86 : 1.02) * (1 - 0.12 * Math.max(0, -dy));
      const y = dy * high;
      const z = dz * wide * narrow;
      const isFront = Math.max(0, dx);
      const level = y / high;
      const [noseLength, noseWidth, noseHeight] = nose;
      const ridge = bump(z, noseWidth * (0.55 + 0.45 * bump(level + noseHeight, 0.16)));
      const along =
        level > -noseHeight ? bump(level + noseHeight, 0.3) : bump(level + noseHeight, 0.09);
      x += isFront * noseLength * ridge * along;
      x +=
        isFront *
        face.brow *
        bump(level - eyeY - 0.17, 0.09) *
        bump(Math.abs(z) - apart * 0.8, 0.35);
      x -= isFront * 0.13 * bump(level - eyeY, 0.12) * bump(Math.abs(z) - apart, 0.17);
      x += isFront * face.cheeks * bump(level + 0.22, 0.2) * bump(Math.abs(z) - 0.42, 0.2);
      x += isFront * face.chin * bump(level + 0.92, 0.16) * bump(z, 0.3);
      const curve = mouthY + smile * (z / mouthWidth) ** 2;
      const onMouth = bump(z, mouthWidth * 0.9);
      x +=
        isFront *
        0.07 *
        onMouth *
        (bump(level - curve - lips, lips) + bump(level - curve + lips * 1.2, lips * 1.1));
      x -= isFront * 0.05 * onMouth * bump(level - curve, lips * 0.45);
      return [x, y, z];
    },
    { rows: 90, columns: 120, closed: true, albedo },
  );
  const eyeX = 0.72;
  return [
    front,
    both(ellipsoid([eyeX - 0.08, eyeY * high, apart], [0.13, eyeSize, eyeSize * 1.35], 0.9)),
    both(
      ellipsoid([eyeX + 0.025, eyeY * high, apart], [0.035, eyeSize * 0.62, eyeSize * 0.62], 0.04),
    ),
    both(
      tube(
        [
          [eyeX - 0.06, eyeY * high + eyeSize * 0.5, apart - eyeSize * 1.5, 0.03],
          [eyeX + 0.03, eyeY * high + eyeSize * 1.05, apart, 0.035],
          [eyeX - 0.1, eyeY * high + eyeSize * 0.4, apart + eyeSize * 1.6, 0.03],
        ],
        skin * 0.75,
      ),
    ),
    both(ellipsoid([-0.08, -0.02, wide * 1.0], [0.16, 0.25, 0.07], skin * 0.9)),
    both(ellipsoid([-0.04, -0.02, wide * 1.05], [0.09, 0.16, 0.05], skin * 0.7)),
    // The neck.
    tube(
      [
        [-0.2, -high * 0.6, 0, 0.46],
        [-0.25, -high - 0.12, 0, 0.46],
      ],
      skin * 0.92,
    ),
    ...(face.hair === undefined ? [] : hair(face, face.hair)),
  ];
}

function hair(
  { wide, high }: Face,
  { albedo, line, volume, length }: NonNullable<Face['hair']>,
): readonly Mesh[] {
  return [
    surface(
      (u, v) => {
        // A cap, cut where the forehead and the ears begin.
        const longitude = 2 * Math.PI * v;
        const frontness = (1 + Math.cos(longitude)) / 2;
        const lowest =
          -0.35 * Math.PI * length +
          (line * Math.PI * 0.5 + 0.35 * Math.PI * length) * frontness ** 0.9;
        const latitude = lowest + (Math.PI / 2 - lowest) * u;
        const strands = 1 + 0.012 * Math.sin(26 * longitude + 4 * Math.sin(5 * latitude));
        const scale = (1 + volume * (0.4 + 0.6 * Math.sin(Math.max(0, latitude)))) * strands;
        return [
          Math.cos(latitude) *
            Math.cos(longitude) *
            (Math.cos(longitude) > 0 ? 0.88 : 1.05) *
            scale -
            0.02,
          Math.sin(latitude) * high * scale,
          Math.cos(latitude) * Math.sin(longitude) * wide * scale * 1.03,
        ];
      },
      { rows: 24, columns: 120, closed: true, albedo },
    ),
  ];
}

const average: Face = {
  ...{ wide: 0.74, high: 1.08, jaw: 0.32, chin: 0.12, nose: [0.3, 0.14, 0.22], brow: 0.05 },
  ...{ cheeks: 0.05, eyes: [0.3, 0.085], mouth: [0.3, 0.05, 0.04], skin: 0.55 },
};

/** Heads. */
export const faces: ObjectCategory = {
  name: 'Faces',
  azimuth: -78,
  elevation: 4,
  objects: {
    bald_man: () => head({ ...average, brow: 0.09, chin: 0.17, skin: 0.5 }),
    young_woman: () =>
      head({
        ...average,
        ...{
          wide: 0.7,
          jaw: 0.42,
          nose: [0.24, 0.11, 0.2],
          brow: 0.02,
          eyes: [0.29, 0.1],
          skin: 0.7,
        },
        ...{
          mouth: [0.24, 0.065, 0.06],
          hair: { albedo: 0.13, line: 0.52, volume: 0.14, length: 1.4 },
        },
      }),
    bearded_man: () =>
      head({
        ...average,
        ...{
          wide: 0.78,
          jaw: 0.24,
          chin: 0.32,
          nose: [0.34, 0.17, 0.24],
          brow: 0.09,
          beard: 0.66,
        },
        ...{ skin: 0.5, hair: { albedo: 0.06, line: 0.5, volume: 0.08, length: 0.5 } },
      }),
    child: () =>
      head({
        ...average,
        ...{
          wide: 0.84,
          high: 0.98,
          jaw: 0.3,
          chin: 0.06,
          nose: [0.17, 0.13, 0.2],
          brow: 0,
          cheeks: 0.1,
        },
        ...{
          eyes: [0.33, 0.115],
          mouth: [0.22, 0.05, 0.1],
          skin: 0.72,
          hair: { albedo: 0.4, line: 0.5, volume: 0.06, length: 0.5 },
        },
      }),
    old_man: () =>
      head({
        ...average,
        ...{
          wide: 0.7,
          high: 1.14,
          jaw: 0.38,
          nose: [0.42, 0.16, 0.27],
          brow: 0.11,
          cheeks: -0.04,
        },
        ...{
          eyes: [0.28, 0.07],
          mouth: [0.3, 0.03, -0.05],
          skin: 0.62,
          hair: { albedo: 0.85, line: 0.8, volume: 0.05, length: 0.6 },
        },
      }),
    dark_haired_man: () =>
      head({
        ...average,
        ...{
          wide: 0.76,
          jaw: 0.22,
          nose: [0.27, 0.2, 0.24],
          brow: 0.06,
          mouth: [0.34, 0.075, 0.03],
          skin: 0.22,
        },
        hair: { albedo: 0.03, line: 0.55, volume: 0.07, length: 0.45 },
      }),
    broad_woman: () =>
      head({
        ...average,
        ...{
          wide: 0.88,
          high: 1.0,
          jaw: 0.3,
          nose: [0.22, 0.16, 0.22],
          cheeks: 0.1,
          eyes: [0.34, 0.08],
        },
        ...{
          mouth: [0.32, 0.06, 0.12],
          skin: 0.66,
          hair: { albedo: 0.6, line: 0.48, volume: 0.24, length: 1.0 },
        },
      }),
    long_faced_man: () =>
      head({
        ...average,
        ...{
          wide: 0.62,
          high: 1.26,
          jaw: 0.25,
          chin: 0.24,
          nose: [0.38, 0.12, 0.26],
          brow: 0.07,
          eyes: [0.25, 0.075],
        },
        ...{
          mouth: [0.26, 0.04, 0],
          skin: 0.58,
          hair: { albedo: 0.2, line: 0.58, volume: 0.04, length: 0.3 },
        },
      }),
  },
};
