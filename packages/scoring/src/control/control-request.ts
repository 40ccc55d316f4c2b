import type { ParametrizationName } from '@ventral/control';
import type { ModelFileOptions, ResponseAim } from '@ventral/core';
import * as v from 'valibot';
import type { RequestFields } from '../check-request.ts';
import { modelFileFields } from '../find-model.ts';

/** A network and recordings that it predicts. */
export interface ControlledSites extends ModelFileOptions {
  /** Id of a model, or path of a model file. */
  readonly model: string;
  /** Id of a benchmark on recordings: its data set, part and region. */
  readonly benchmark: string;
  /**
   * The layer that sites are predicted from.
   * @default the layer committed to the region
   */
  readonly layer?: string | undefined;
  /**
   * Share of the stimuli, in (0, 1), that nothing is fitted on.
   * @default 0.2
   */
  readonly heldOut?: number | undefined;
}

/** What is wanted of responses, and how images are chosen and made for it. */
export interface ControlRequest extends ControlledSites {
  /**
   * The regression: `ridge`, whose alpha is chosen by leave-one-out errors, or `pls` of 25 components.
   * @default 'ridge'
   */
  readonly mapping?: 'ridge' | 'pls' | undefined;
  /** Of the aim `stretch`: whether sites are wanted as silent as they can be, instead of driven. */
  readonly suppress?: boolean | undefined;
  /** @default 'stretch' */
  readonly aim?: ResponseAim | undefined;
  /**
   * Ids of the sites, as the recordings call them.
   * @default the best predicted, 5 to be stretched, 10 as a population
   */
  readonly sites?: readonly string[] | undefined;
  /**
   * Targets of the aim `pattern`: so many held-out stimuli, whose recorded patterns are wanted.
   * @default 5
   */
  readonly patterns?: number | undefined;
  /**
   * A folder of images, `folder/class/image.png`, to choose from; for a model that reads, a file of sentences, one
   * a line.
   * @default the held-out stimuli
   */
  readonly pool?: string | undefined;
  /**
   * Stimuli to choose for each target.
   * @default 10
   */
  readonly choose?: number | undefined;
  /**
   * Images to make for each target; 0 for none, so that stimuli are only chosen.
   * @default 1, and 0 for a model that reads
   */
  readonly images?: number | undefined;
  /**
   * Random images that a simulated brain is asked about, for comparison.
   * @default as many as steps
   */
  readonly queries?: number | undefined;
  /** @default 200 */
  readonly steps?: number | undefined;
  /** @default 'fourier' */
  readonly parametrization?: ParametrizationName | undefined;
  /** @default 'grey' */
  readonly colors?: 'grey' | 'rgb' | undefined;
  /** As of `synthesizeImages`. */
  readonly stepSize?: number | undefined;
  /** As of `synthesizeImages`. */
  readonly jitter?: number | undefined;
  /** As of `synthesizeImages`. */
  readonly smoothness?: number | undefined;
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(1));

/** The fields that say which sites are predicted, and from what. */
export const controlledFields: RequestFields<ControlledSites> = {
  ...modelFileFields,
  model: v.string(),
  benchmark: v.string(),
  layer: v.optional(v.string()),
  heldOut: v.optional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1))),
};

/** The fields of a request to control responses. */
export const controlFields: RequestFields<ControlRequest> = {
  ...controlledFields,
  mapping: v.optional(v.picklist(['ridge', 'pls'])),
  aim: v.optional(v.picklist(['stretch', 'one-hot', 'pattern'])),
  suppress: v.optional(v.boolean()),
  sites: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  patterns: v.optional(whole),
  pool: v.optional(v.string()),
  choose: v.optional(whole),
  images: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  queries: v.optional(whole),
  steps: v.optional(whole),
  parametrization: v.optional(v.picklist(['fourier', 'pixels'])),
  colors: v.optional(v.picklist(['grey', 'rgb'])),
  stepSize: v.optional(v.number()),
  jitter: v.optional(v.number()),
  smoothness: v.optional(v.number()),
};
