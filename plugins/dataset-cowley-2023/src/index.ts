/**
 * Macaque V4 responses to images (Cowley et al. 2023) as a data set: pinned, fetched when needed,
 * labelled.
 *
 * @module
 */
export { type CowleySession, cowley2023 } from './cowley-2023.ts';
export { type ImageType, type RecordingSession, sessions, verifiedSessions } from './sessions.ts';
