import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { normalisedLevels } from './normalised-levels.ts';
import { type ResizeFilter, resizeFilters } from './resampling-weights.ts';

/** How an image of any size is made to fit a network's input. */
export type FitToInput =
  | {
      /** Resize to exactly the size of the input, whatever that does to the image's proportions. */
      readonly mode: 'stretch';
      readonly filter: ResizeFilter;
    }
  | {
      /**
       * Resize in proportion and cut out the centre. The two sizes are those a network's authors
       * state (`Resize(256)`, `CenterCrop(224)`); for an input of another size both grow with it:
       * the shorter side becomes `floor(longer side of the input * shorterSide / crop)`.
       */
      readonly mode: 'shorter-side-crop';
      readonly filter: ResizeFilter;
      /** Pixels of the shorter side before the crop. */
      readonly shorterSide: number;
      /** Pixels cut out of it, at most `shorterSide`. */
      readonly crop: number;
    };

/** One value for each channel, in the order in which the network takes them. */
export type ChannelValues = readonly [number, number, number];

/**
 * What is done to an image before a network sees it: plain data that fits in a JSON file. Each
 * value of 0 to 255 becomes `(value / divisor - mean) / std`.
 */
export interface Preprocessing {
  readonly resize: FitToInput;
  readonly channelOrder: 'RGB' | 'BGR';
  /** What grey levels are divided by: 255 for a range of 0 to 1, 1 to keep 0 to 255. */
  readonly divisor: number;
  readonly mean: ChannelValues;
  readonly std: ChannelValues;
}

const stretch = { mode: 'stretch', filter: 'bilinear' } as const;

/** The preprocessings that most published networks were trained with. */
export const preprocessings: Readonly<
  Record<'torch' | 'inception' | 'tf' | 'caffe', Preprocessing>
> = {
  /** Torchvision's ImageNet normalisation; Brain-Score's default. */
  torch: {
    resize: stretch,
    channelOrder: 'RGB',
    divisor: 255,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  },
  /** The centre seven eighths, from -1 to 1. */
  inception: {
    resize: { mode: 'shorter-side-crop', filter: 'bilinear', shorterSide: 256, crop: 224 },
    channelOrder: 'RGB',
    divisor: 255,
    mean: [0.5, 0.5, 0.5],
    std: [0.5, 0.5, 0.5],
  },
  /** TensorFlow's -1 to 1. */
  tf: {
    resize: stretch,
    channelOrder: 'RGB',
    divisor: 127.5,
    mean: [1, 1, 1],
    std: [1, 1, 1],
  },
  /** Caffe's blue, green, red of 0 to 255 around the mean of ImageNet. */
  caffe: {
    resize: stretch,
    channelOrder: 'BGR',
    divisor: 1,
    mean: [104, 117, 123],
    std: [1, 1, 1],
  },
};

// Networks are given 32-bit numbers.
const isSingle = v.check<number, string>(
  (value) => Number.isFinite(Math.fround(value)) && (value === 0 || Math.fround(value) !== 0),
  'too large or too small for a 32-bit number',
);
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0), isSingle);
const pixels = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const finite = v.pipe(v.number(), v.finite(), isSingle);

const fields = v.strictObject({
  resize: v.variant('mode', [
    v.strictObject({ mode: v.literal('stretch'), filter: v.picklist(resizeFilters) }),
    v.pipe(
      v.strictObject({
        mode: v.literal('shorter-side-crop'),
        filter: v.picklist(resizeFilters),
        shorterSide: pixels,
        crop: pixels,
      }),
      v.check(({ shorterSide, crop }) => crop <= shorterSide, 'crop is larger than shorterSide'),
    ),
  ]),
  channelOrder: v.picklist(['RGB', 'BGR']),
  divisor: positive,
  mean: v.strictTuple([finite, finite, finite]),
  std: v.strictTuple([positive, positive, positive]),
});

const schema: v.GenericSchema<unknown, Preprocessing> = v.pipe(
  fields,
  v.check((value) => {
    return [0, 1, 2].every((channel) => {
      const levels = normalisedLevels(value, channel);
      return levels.every(Number.isFinite) && levels[0] !== levels[255];
    });
  }, 'divisor, mean and std make grey levels infinite, or all the same'),
);

/**
 * Reads a preprocessing from parsed JSON. Its fields come back in a fixed order, so that
 * `JSON.stringify` of equal preprocessings is equal.
 *
 * @throws VentralError `OPTION_INVALID`, naming each field that cannot be used
 */
export function parsePreprocessing(value: unknown): Preprocessing {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const problems = result.issues.map(
    (issue) => `${v.getDotPath(issue) ?? 'all of it'}: ${issue.message}`,
  );
  throw new VentralError(
    'OPTION_INVALID',
    `The preprocessing cannot be used: ${problems.join('; ')}.`,
    { hint: `One that can be: ${JSON.stringify(preprocessings.torch)}` },
  );
}
