/**
 * Begins packages with plugins: `npm create ventral-plugin metric overlap`, and `ventral new`.
 *
 * @module
 */
export { type CreatePluginOptions, createPlugin, type NewPlugin } from './create-plugin.ts';
export { describeNewPlugin } from './describe-new-plugin.ts';
export { main } from './main.ts';
