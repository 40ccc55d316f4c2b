import { both, type Mesh } from '../rendering/mesh.ts';
import { ellipsoid, rod, tube } from '../rendering/solids.ts';
import { surface } from '../rendering/surface.ts';
import type { Vector3 } from '../rendering/vector3.ts';
import type { ObjectCategory } from './object-category.ts';

/** The shape of a head: half of its width and height, where that of its depth is 1; and its bones. */
interface Skull {
  readonly wide?: number;
  readonly high?: number;
  /** How much the jaw is narrower. */
  readonly jaw?: number;
  readonly chin?: number;
  readonly brow?: number;
  readonly cheeks?: number;
}

interface Features {
  readonly nose?: readonly [length: number, width: number, height: number];
  readonly eyes?: readonly [apart: number, size: number];
  readonly mouth?: readonly [width: number, lips: number, smile: number];
  readonly skin?: number;
  /** How much darker the skin is where a beard grows. */
  readonly beard?: number;
}

interface Hair {
  readonly albedo: number;
  readonly line: number;
  readonly volume: number;
  readonly length: number;
}

const bump = (distance: number, width: number) => Math.exp(-((distance / width) ** 2));

/** A head that looks along x; an average one where nothing else is said. */
function head(
  { wide = 0.74, high = 1.08, jaw = 0.32, chin = 0.12, brow = 0.05, cheeks = 0.05 }: Skull,
  {
    nose: [noseLength, noseWidth, noseHeight] = [0.3, 0.14, 0.22],
    eyes: [apart, eyeSize] = [0.3, 0.085],
    mouth: [mouthWidth, lips, smile] = [0.3, 0.05, 0.04],
    skin = 0.55,
    beard = 0,
  }: Features,
  hair?: Hair,
): readonly Mesh[] {
  // Heights are levels: shares of half of the head's height.
  const eyeLevel = 0.12;
  const lipLevel = (z: number) => -0.62 + smile * (z / mouthWidth) ** 2;
  const albedo = ([, y, z]: Vector3): number => {
    const level = y / high;
    const beside = Math.abs(z) - apart;
    const onBrow =
      bump(level - eyeLevel - 0.2 - 0.08 * (1 - (beside / 0.2) ** 2), 0.035) * bump(beside, 0.2);
    const onLips = Math.abs(z) < mouthWidth ? bump(level - lipLevel(z), lips) : 0;
    const stubble = level < -0.38 ? beard : 0;
    return skin * (1 - 0.8 * Math.min(1, onBrow) - 0.5 * onLips - stubble);
  };
  const shape = (u: number, v: number): Vector3 => {
    const [latitude, longitude] = [Math.PI * (u - 0.5), 2 * Math.PI * v];
    const [dx, dy, dz] = [
      Math.cos(latitude) * Math.cos(longitude),
      Math.sin(latitude),
      Math.cos(latitude) * Math.sin(longitude),
    ];
    // The jaw narrows, the back of the head is fuller.
    const [y, z] = [dy * high, dz * wide * (1 - jaw * Math.max(0, -dy) ** 1.5)];
    const [level, aside] = [y / high, Math.abs(z)];
    const ridge = bump(z, noseWidth * (0.55 + 0.45 * bump(level + noseHeight, 0.16)));
    const fromTip = level + noseHeight;
    const fromLips = level - lipLevel(z);
    const onMouth = bump(z, mouthWidth * 0.9);
    // How far the front stands out or, below 0, goes in; and the shares of it at this height and side.
    const relief = [
      [noseLength, ridge, bump(fromTip, level > -noseHeight ? 0.3 : 0.09)],
      [brow, bump(level - eyeLevel - 0.17, 0.09), bump(aside - apart * 0.8, 0.35)],
      [-0.13, bump(level - eyeLevel, 0.12), bump(aside - apart, 0.17)],
      [cheeks, bump(level + 0.22, 0.2), bump(aside - 0.42, 0.2)],
      [chin, bump(level + 0.92, 0.16), bump(z, 0.3)],
      [0.07, onMouth, bump(fromLips - lips, lips) + bump(fromLips + lips * 1.2, lips * 1.1)],
      [-0.05, onMouth, bump(fromLips, lips * 0.45)],
    ] as const;
    const skull = dx * (dx > 0 ? 0.86 : 1.02) * (1 - 0.12 * Math.max(0, -dy));
    const x = relief.reduce((sum, [far, a, b]) => sum + Math.max(0, dx) * far * a * b, skull);
    return [x, y, z];
  };
  const [eyeX, eyeY] = [0.72, eyeLevel * high];
  return [
    surface(shape, { rows: 90, columns: 120, closed: true, albedo }),
    // Eyes, pupils and lids.
    both(ellipsoid(0.9, [eyeX - 0.08, eyeY, apart], [0.13, eyeSize, eyeSize * 1.35])),
    both(ellipsoid(0.04, [eyeX + 0.025, eyeY, apart], [0.035, eyeSize * 0.62, eyeSize * 0.62])),
    both(
      tube(
        skin * 0.75,
        [eyeX - 0.06, eyeY + eyeSize * 0.5, apart - eyeSize * 1.5, 0.03],
        [eyeX + 0.03, eyeY + eyeSize * 1.05, apart, 0.035],
        [eyeX - 0.1, eyeY + eyeSize * 0.4, apart + eyeSize * 1.6, 0.03],
      ),
    ),
    // Ears, and the neck.
    both(ellipsoid(skin * 0.9, [-0.08, -0.02, wide * 1.0], [0.16, 0.25, 0.07])),
    both(ellipsoid(skin * 0.7, [-0.04, -0.02, wide * 1.05], [0.09, 0.16, 0.05])),
    rod(skin * 0.92, [-0.2, -high * 0.6, 0], [-0.25, -high - 0.12, 0], 0.46),
    ...(hair === undefined ? [] : [hairOf(hair, wide, high)]),
  ];
}

/** A cap of hair, cut where the forehead and the ears begin. */
function hairOf({ albedo, line, volume, length }: Hair, wide: number, high: number): Mesh {
  const below = 0.35 * Math.PI * length;
  return surface(
    (u, v) => {
      const longitude = 2 * Math.PI * v;
      const frontness = (1 + Math.cos(longitude)) / 2;
      const lowest = -below + (line * Math.PI * 0.5 + below) * frontness ** 0.9;
      const latitude = lowest + (Math.PI / 2 - lowest) * u;
      const strands = 1 + 0.012 * Math.sin(26 * longitude + 4 * Math.sin(5 * latitude));
      const scale = (1 + volume * (0.4 + 0.6 * Math.sin(Math.max(0, latitude)))) * strands;
      const deep = Math.cos(longitude) > 0 ? 0.88 : 1.05;
      return [
        Math.cos(latitude) * Math.cos(longitude) * deep * scale - 0.02,
        Math.sin(latitude) * high * scale,
        Math.cos(latitude) * Math.sin(longitude) * wide * scale * 1.03,
      ];
    },
    { rows: 24, columns: 120, closed: true, albedo },
  );
}

/** Heads. */
export const faces: ObjectCategory = {
  name: 'Faces',
  azimuth: -78,
  elevation: 4,
  objects: {
    bald_man: () => head({ brow: 0.09, chin: 0.17 }, { skin: 0.5 }),
    young_woman: () =>
      head(
        { wide: 0.7, jaw: 0.42, brow: 0.02 },
        { nose: [0.24, 0.11, 0.2], eyes: [0.29, 0.1], mouth: [0.24, 0.065, 0.06], skin: 0.7 },
        { albedo: 0.13, line: 0.52, volume: 0.14, length: 1.4 },
      ),
    bearded_man: () =>
      head(
        { wide: 0.78, jaw: 0.24, chin: 0.32, brow: 0.09 },
        { nose: [0.34, 0.17, 0.24], skin: 0.5, beard: 0.66 },
        { albedo: 0.06, line: 0.5, volume: 0.08, length: 0.5 },
      ),
    child: () =>
      head(
        { wide: 0.84, high: 0.98, jaw: 0.3, chin: 0.06, brow: 0, cheeks: 0.1 },
        { nose: [0.17, 0.13, 0.2], eyes: [0.33, 0.115], mouth: [0.22, 0.05, 0.1], skin: 0.72 },
        { albedo: 0.4, line: 0.5, volume: 0.06, length: 0.5 },
      ),
    old_man: () =>
      head(
        { wide: 0.7, high: 1.14, jaw: 0.38, brow: 0.11, cheeks: -0.04 },
        { nose: [0.42, 0.16, 0.27], eyes: [0.28, 0.07], mouth: [0.3, 0.03, -0.05], skin: 0.62 },
        { albedo: 0.85, line: 0.8, volume: 0.05, length: 0.6 },
      ),
    dark_haired_man: () =>
      head(
        { wide: 0.76, jaw: 0.22, brow: 0.06 },
        { nose: [0.27, 0.2, 0.24], mouth: [0.34, 0.075, 0.03], skin: 0.22 },
        { albedo: 0.03, line: 0.55, volume: 0.07, length: 0.45 },
      ),
    broad_woman: () =>
      head(
        { wide: 0.88, high: 1.0, jaw: 0.3, cheeks: 0.1 },
        { nose: [0.22, 0.16, 0.22], eyes: [0.34, 0.08], mouth: [0.32, 0.06, 0.12], skin: 0.66 },
        { albedo: 0.6, line: 0.48, volume: 0.24, length: 1.0 },
      ),
    long_faced_man: () =>
      head(
        { wide: 0.62, high: 1.26, jaw: 0.25, chin: 0.24, brow: 0.07 },
        { nose: [0.38, 0.12, 0.26], eyes: [0.25, 0.075], mouth: [0.26, 0.04, 0], skin: 0.58 },
        { albedo: 0.2, line: 0.58, volume: 0.04, length: 0.3 },
      ),
  },
};
