/**
 * Recorded responses as metrics take them: checked, averaged over repetitions, labelled, matched
 * with features by stimulus id, and split. Pure functions: nothing here writes to its inputs.
 *
 * @module
 */
export { compareParts, type PartsComparison } from './compare-parts.ts';
export { type LabelledStimuli, labelledStimuli } from './labelled-stimuli.ts';
export { matchStimuli } from './match-stimuli.ts';
export { type PartsOptions, partsOptions } from './parts-options.ts';
export { readPredictableResponses } from './predictable-responses.ts';
export { requireRecordings } from './recordings.ts';
export { type Responses, readResponses } from './responses.ts';
export { fractionOption, splitsOption, stratificationOption } from './split-options.ts';
export { type StimulusSplitting, splitStimuli } from './split-stimuli.ts';
