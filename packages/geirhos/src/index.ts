/**
 * What the experiments of Geirhos et al. (2019, 2021) share: tables of people's trials, the 16
 * categories of ImageNet classes, and choices among them.
 *
 * @module
 */
export { answerCategories } from './answer-categories.ts';
export { givenCategories } from './given-categories.ts';
export {
  type Category,
  categories,
  chooseCategories,
  chooseCategory,
  imageNetClasses,
} from './image-net-16-classes.ts';
export { imageNetLogits } from './imagenet-logits.ts';
export { shownCategories, shownStimulus } from './stimulus-name.ts';
export { assembleTrials, loadTrials, parseTrials, type Trial } from './trials.ts';
