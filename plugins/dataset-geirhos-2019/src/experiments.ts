/** The experiments of the data set, as its parts are named. */
export const experiments = ['edge', 'silhouette', 'cue-conflict'] as const;

/** One experiment: ten people, each of whom saw every image once. */
export type Experiment = (typeof experiments)[number];
