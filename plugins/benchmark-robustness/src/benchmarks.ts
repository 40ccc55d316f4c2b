import { attackNames } from '@ventral/attacks';
import { cifar10 } from '@ventral/dataset-cifar-10';
import { corruptionBenchmark } from './corruption-benchmark.ts';
import { epsilons, robustnessBenchmark } from './robustness-benchmark.ts';
import { unitSensitivityBenchmark } from './unit-sensitivity-benchmark.ts';

const parts = ['exact-200', 'test'].map((part) => ({
  dataset: cifar10,
  part,
  called: `CIFAR-10 (${part})`,
}));

/** On the images of CIFAR-10, and on 200 of them that are published as numbers. */
export const benchmarks = parts.flatMap((images) => [
  ...attackNames.flatMap((attack) =>
    Object.entries(epsilons).flatMap(([norm, named]) =>
      Object.entries(named).flatMap(([epsilonName, epsilon]) =>
        attack === 'pgd' || norm === 'linf'
          ? [
              robustnessBenchmark({
                ...images,
                attack: { attack, norm: norm as keyof typeof epsilons, epsilon },
                epsilonName,
              }),
            ]
          : [],
      ),
    ),
  ),
  corruptionBenchmark(images),
  unitSensitivityBenchmark(images),
]);
