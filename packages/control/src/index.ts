/**
 * Stimuli that control responses: images made by gradients of linearly predicted responses, and stimuli
 * chosen, of whatever kind, because of what is predicted of them or to be recorded next.
 *
 * @module
 */
export { aimValue, chooseByAim } from './aim-value.ts';
export { closeLoop, type LoopPoint, type LoopTask, stimuliNeeded } from './close-loop.ts';
export {
  nextStimuli,
  type SelectionPool,
  type SelectionStrategy,
  selectionStrategies,
} from './next-stimuli.ts';
export {
  drawImages,
  type ParametrizationName,
  type SynthesisOptions,
  type SynthesizedImages,
  synthesizeImages,
} from './synthesize-images.ts';
