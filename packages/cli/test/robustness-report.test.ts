import type { RobustnessStudy } from '@ventral/scoring';
import { expect, it } from 'vitest';
import { robustnessTable } from '../src/robustness-report.ts';

it('says of networks with noise how they were attacked, once', () => {
  const noise = 'Noise of seed 0: gradients are averaged over 8 draws.';
  const better = 'higher' as const;
  const score = { value: 0.5, better, raw: { value: 0.5 }, notes: ['Named rightly: 50 %.', noise] };
  const benchmarks = ['Robustness.made-pgd-linf-1_255', 'Robustness.made-pgd-linf-2_255'];
  const study: RobustnessStudy = {
    ...{ robustnessStudyVersion: 1, images: 'made', imageCount: 4, seed: 1, benchmarks },
    networks: [
      {
        ...{ model: 'vone-noisy+net.onnx', digest: 'a', device: 'cpu', clean: 0.75 },
        scores: Object.fromEntries(benchmarks.map((id) => [id, score])),
      },
    ],
  };
  const said = robustnessTable(study);
  expect(said.split(noise)).toHaveLength(2);
  expect(said).not.toContain('Named rightly: 50');
});
