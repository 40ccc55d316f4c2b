export { __EXPORT__ } from './__NAME__.ts';
