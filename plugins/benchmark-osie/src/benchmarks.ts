import { saliencyBenchmark } from './saliency-benchmark.ts';

/** By fixations; by mouse samples in the lab, and by those of a crowd. */
export const benchmarks = [
  saliencyBenchmark({
    id: 'OSIE-saliency',
    title: 'Whether a network decides by what people look at (OSIE)',
    part: 'first-80',
  }),
  saliencyBenchmark({
    id: 'OSIE.mouse-lab-saliency',
    title: 'Whether a network decides by what people uncover with a mouse in the lab (OSIE)',
    part: 'first-80.mouse-lab',
  }),
  saliencyBenchmark({
    id: 'OSIE.mouse-crowd-saliency',
    title: 'Whether a network decides by what a crowd uncovers with a mouse (OSIE)',
    part: 'first-80.mouse-crowd',
  }),
];
