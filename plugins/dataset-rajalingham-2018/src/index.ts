/**
 * Human choices between two of 24 objects (Rajalingham et al. 2018) as a data set: pinned, fetched
 * when needed, labelled.
 *
 * @module
 */
export { rajalingham2018 } from './rajalingham-2018.ts';
export {
  type BehaviourPaths,
  type RajalinghamBehaviour,
  readBehaviour,
  type StimulusPaths,
} from './read-behaviour.ts';
