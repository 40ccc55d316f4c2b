export { __EXPORT__ } from './__NAME__.ts';
export { readingTimes } from './reading-times.ts';
