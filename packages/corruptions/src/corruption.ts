import type { RgbImage } from '@ventral/arrays';
import type { RandomState } from '@ventral/numerics';

/** The four kinds of corruption. */
export const corruptionGroups = ['noise', 'blur', 'weather', 'digital'] as const;

/** A kind of corruption. */
export type CorruptionGroup = (typeof corruptionGroups)[number];

/** All severities, the weakest first. */
export const severities = [1, 2, 3, 4, 5] as const;

/** How strong a corruption is. */
export type Severity = (typeof severities)[number];

/** The published sets of strengths. */
export const strengthsNames = ['imagenet', 'cifar'] as const;

/**
 * Whose strengths: those of ImageNet-C, made for images of 224 x 224 pixels, or those of CIFAR-10-C, for
 * 32 x 32.
 */
export type Strengths = (typeof strengthsNames)[number];

/** What a corruption is done with. */
export interface CorruptionDraw {
  readonly severity: Severity;
  readonly strengths: Strengths;
  /** Where all chance comes from. */
  readonly random: RandomState;
  /** What `loadFrostPhotographs` gives; frost alone asks for them. */
  readonly photographs?: readonly RgbImage[] | undefined;
}

/** A way to spoil an image. */
export interface Corruption {
  /** That of the authors' function, with hyphens: `gaussian-noise`. */
  readonly name: string;
  /** For people: `Gaussian noise`. */
  readonly title: string;
  readonly group: CorruptionGroup;
  /** One of the four that the authors keep for validation; the mean of a benchmark is over the fifteen others. */
  readonly extra: boolean;
  /** The corrupted image, of the same size; the same draws give the same bytes. */
  apply(image: RgbImage, draw: CorruptionDraw): RgbImage | Promise<RgbImage>;
}

/** The strengths of severities 1 to 5. */
type FiveSettings<Setting> = readonly [Setting, Setting, Setting, Setting, Setting];

interface CorruptionDefinition<Setting>
  extends Pick<Corruption, 'name' | 'title' | 'group'>,
    Partial<Pick<Corruption, 'extra'>> {
  /** As the authors published them. */
  readonly settings: Readonly<Record<Strengths, FiveSettings<Setting>>>;
  corrupt(
    image: RgbImage,
    setting: Setting,
    draw: Pick<CorruptionDraw, 'random' | 'photographs'>,
  ): RgbImage | Promise<RgbImage>;
}

/** Makes a corruption of what differs between corruptions. */
export function defineCorruption<Setting>(definition: CorruptionDefinition<Setting>): Corruption {
  const { name, title, group, extra = false, settings, corrupt } = definition;
  return Object.freeze({
    name,
    title,
    group,
    extra,
    apply: (image: RgbImage, { severity, strengths, ...draw }: CorruptionDraw) =>
      corrupt(image, settings[strengths][severity - 1] as Setting, draw),
  });
}
