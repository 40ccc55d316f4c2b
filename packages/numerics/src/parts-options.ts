import * as v from 'valibot';
import { fractionOption, splitsOption, stratificationOption } from './split-options.ts';

/** How parts of the stimuli are drawn. */
export const partsOptions = v.strictObject({
  splits: splitsOption('How many times a part of the stimuli is drawn.'),
  testSize: fractionOption('Fraction of the stimuli in each part.'),
  stratification: stratificationOption,
});

/** What {@link partsOptions} are. */
export type PartsOptions = v.InferOutput<typeof partsOptions>;
