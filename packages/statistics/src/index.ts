export { fisherInterval } from './correlation-interval.ts';
export { decodeReplicates, encodeReplicates } from './replicates.ts';
export { replicatesOf } from './score-replicates.ts';
