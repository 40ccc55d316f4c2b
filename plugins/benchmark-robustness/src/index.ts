/**
 * How robust a network is: images that are attacked or corrupted, and single units.
 *
 * @module
 */
export { benchmarks } from './benchmarks.ts';
export { corruptionBenchmark } from './corruption-benchmark.ts';
export {
  epsilons,
  type RobustnessDescription,
  robustnessBenchmark,
} from './robustness-benchmark.ts';
export { sensitivity } from './sensitivity.ts';
export {
  type UnitSensitivityDescription,
  unitSensitivityBenchmark,
} from './unit-sensitivity-benchmark.ts';
