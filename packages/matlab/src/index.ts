/**
 * MATLAB's MAT-files of level 5 as plain arrays.
 *
 * @module
 */
export type { MatArray, MatFields } from './mat-array.ts';
export { matField, readMatFile } from './mat-file.ts';
