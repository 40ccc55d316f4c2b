/**
 * Training of small networks, the same bits from the same seed.
 *
 * @module
 */
export type {
  ConcatenateLayer,
  DenseLayer,
  InputLayer,
  Network,
  NetworkLayer,
  ReluLayer,
} from './network.ts';
export type {
  AdamSettings,
  DenseArray,
  Loss,
  NamedArrays,
  Training,
  TrainingEngine,
  TrainingTask,
} from './training-engine.ts';
