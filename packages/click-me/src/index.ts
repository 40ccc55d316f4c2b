/**
 * ClickMe as its authors publish it: images of ImageNet, and which of their places people found important.
 *
 * @module
 */
export { type ClickMeImages, openClickMe } from './open-click-me.ts';
