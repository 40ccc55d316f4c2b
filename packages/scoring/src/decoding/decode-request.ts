import type { ModelFileOptions } from '@ventral/core';
import type { DecoderName } from '@ventral/decoding';
import { decoders } from '@ventral/decoding';
import * as v from 'valibot';
import type { RequestFields } from '../check-request.ts';
import { modelFileFields } from '../find-model.ts';

/** What is to be told from recordings, and how. */
export interface DecodeRequest extends ModelFileOptions {
  /** Id of a data set of recordings, with the part of one that has parts: `MajajHong2015.public`. */
  readonly dataset: string;
  /** Of the recordings, where there are several. */
  readonly region?: string | undefined;
  /**
   * The coordinate of presentations that is told.
   * @default 'object_name', else 'category_name'
   */
  readonly label?: string | undefined;
  /** A coordinate that it is to be told whatever the value of, such as `position`: learnt at all values but one. */
  readonly position?: string | undefined;
  /** @default 'maximum-correlation' */
  readonly decoder?: DecoderName | undefined;
  /**
   * Parts of the examples, of which each is tested on in turn.
   * @default 20, or as many as there are examples
   */
  readonly folds?: number | undefined;
  /**
   * Populations to be drawn by seeds from that of the run on, over which accuracies are averaged.
   * @default 5
   */
  readonly populations?: number | undefined;
  /**
   * Width of the windows of time in ms.
   * @default 150, or each bin as it was recorded where these are of 10 ms or more
   */
  readonly width?: number | undefined;
  /**
   * From the start of a window to that of the next, in ms.
   * @default a third of the width
   */
  readonly step?: number | undefined;
  /**
   * Where the first window starts, in ms after the onset of the stimulus.
   * @default where the recordings do
   */
  readonly from?: number | undefined;
  /**
   * Where the last window ends at the latest.
   * @default where the recordings do
   */
  readonly to?: number | undefined;
  /** Id of a model or path of a model file that is shown the stimuli, and decoded layer by layer. */
  readonly model?: string | undefined;
  /**
   * Its layers.
   * @default those that it has as candidates for regions
   */
  readonly layers?: readonly string[] | undefined;
  /**
   * Units of each layer, drawn by the seed.
   * @default as many as there are neuroids
   */
  readonly units?: number | undefined;
}

const count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const milliseconds = v.optional(v.pipe(v.number(), v.finite()));

/** The fields of a request to decode. */
export const decodeFields: RequestFields<DecodeRequest> = {
  ...modelFileFields,
  dataset: v.string(),
  region: v.optional(v.string()),
  label: v.optional(v.string()),
  position: v.optional(v.string()),
  decoder: v.optional(v.picklist(Object.keys(decoders))),
  folds: count,
  populations: count,
  width: milliseconds,
  step: milliseconds,
  from: milliseconds,
  to: milliseconds,
  model: v.optional(v.string()),
  layers: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  units: count,
};
