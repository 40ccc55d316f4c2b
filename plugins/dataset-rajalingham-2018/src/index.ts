/**
 * Human choices between two of 24 objects (Rajalingham et al. 2018) as a data set: pinned, fetched
 * when needed, labelled.
 *
 * @module
 */
export { loadChoices } from './load-choices.ts';
export { rajalingham2018 } from './rajalingham-2018.ts';
