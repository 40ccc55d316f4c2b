/**
 * Dissimilarities of images in human EVC and IT, of fifteen people (Algonauts Challenge of 2019) as a
 * data set: pinned, fetched when needed, labelled; and a reader of one's own files of the same form.
 *
 * @module
 */
export { algonauts2019 } from './algonauts-2019.ts';
export { readSubjectMatrices, type SubjectMatricesOptions } from './subject-matrices.ts';
