import { type ModelFileOptions, type TimeAspect, timeAspects } from '@ventral/core';
import * as v from 'valibot';
import type { RequestFields } from './check-request.ts';
import { candidateField, type Features } from './features.ts';
import { modelFileFields } from './find-model.ts';

/** What to score, on what, and how. */
export interface ScoreRequest extends ModelFileOptions {
  /**
   * Id of a model; path of a model file, of features (.npy; .npz, or .npz:name) or of choices (.csv); or
   * features in memory.
   */
  readonly model: string | Features;
  /** Id of a benchmark, with or without its scoreVersion. */
  readonly benchmark: string;
  /**
   * The layer to compare with the recordings, or several side by side as a sum, `a+b`.
   * @default the layer that a layer map beside the model, else its package, commits to the region; else
   * every candidate layer is scored and the best is kept
   */
  readonly layer?: string | undefined;
  /** Several layers, or `['all']`: each is scored and the best is kept. */
  readonly layers?: readonly string[] | undefined;
  /** Id of a metric other than the benchmark's own. */
  readonly metric?: string | undefined;
  /**
   * Options of the metric, by name.
   * @default those of the benchmark, else of the metric
   */
  readonly metricOptions?: Readonly<Record<string, unknown>> | undefined;
  /**
   * What a mean does with a part that cannot be scored.
   * @default 'refuse'
   */
  readonly missingParts?: 'refuse' | 'leave-out' | undefined;
  /**
   * What is compared in each time bin as well: `responses`, `changes` of them over time, or these with
   * `shuffled` time, a control.
   * @default nothing, or what the benchmark compares over time by itself
   */
  readonly time?: TimeAspect | undefined;
  /** For a file of features: path of a file with the stimulus of each row, one a line. */
  readonly stimulusIds?: string | undefined;
  /**
   * Keeps the record for later runs of the very same code, model, options and machine: `reuse` takes
   * what an earlier run kept, `renew` scores all the same. Features are always scored anew.
   * @default nothing is kept, nor asked for
   */
  readonly keep?: 'reuse' | 'renew' | undefined;
}

/** The fields of a score request. */
export const scoreFields: RequestFields<ScoreRequest> = {
  ...modelFileFields,
  model: candidateField,
  benchmark: v.string(),
  layer: v.optional(v.string()),
  layers: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  metric: v.optional(v.string()),
  metricOptions: v.optional(v.record(v.string(), v.unknown())),
  missingParts: v.optional(v.picklist(['refuse', 'leave-out'])),
  time: v.optional(v.picklist(timeAspects)),
  stimulusIds: v.optional(v.string()),
  keep: v.optional(v.picklist(['reuse', 'renew'])),
};
