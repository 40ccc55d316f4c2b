import * as v from 'valibot';
import { fractionOption, splitsOption, stratificationOption } from './split-options.ts';

/** How parts of the stimuli are drawn. */
export interface PartsOptions {
  /**
   * How many times a part of the stimuli is drawn.
   * @default 10
   */
  readonly splits: number;
  /**
   * Fraction of the stimuli in each part, in (0, 1).
   * @default 0.9
   */
  readonly testSize: number;
  /**
   * Label of the stimuli, such as `object_name`, whose values are kept in proportion in every part.
   * @default null
   */
  readonly stratification: string | null;
}

/** Schema of {@link PartsOptions}. */
export const partsOptions: v.GenericSchema<unknown, PartsOptions> = v.strictObject({
  splits: splitsOption('How many times a part of the stimuli is drawn.'),
  testSize: fractionOption('Fraction of the stimuli in each part.'),
  stratification: stratificationOption,
});
