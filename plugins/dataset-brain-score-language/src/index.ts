/**
 * Recordings of people who read or hear language, as Brain-Score language keeps them: Pereira2018, Blank2014,
 * Fedorenko2016 and Tuckute2024.
 *
 * @module
 */
export { blank2014, fedorenko2016, pereira2018, tuckute2024 } from './recordings.ts';
