import { saliencyBenchmark } from './saliency-benchmark.ts';

/** By fixations, and those on the half that no network learns from; by mouse samples in the lab, and of a crowd. */
export const benchmarks = [
  saliencyBenchmark({
    id: 'OSIE-saliency',
    title: 'Whether a network decides by what people look at (OSIE)',
    part: 'first-80',
  }),
  saliencyBenchmark({
    id: 'OSIE.next-40-saliency',
    title: 'Whether a network that learnt from OSIE.first-40 decides by what people look at (OSIE)',
    part: 'next-40',
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
