import { benchmarks as recorded } from '@ventral/benchmark-majaj-hong-2015';
import { benchmarks as behavioural } from '@ventral/benchmark-rajalingham-2018';
import { type Benchmark, defineMeanBenchmark } from '@ventral/core';

const all = new Map([...recorded, ...behavioural].map((benchmark) => [benchmark.id, benchmark]));

/**
 * Brain-Score as it was introduced: the mean of V4 predictivity, IT predictivity and I2n, before
 * their ceilings; on the private images, as printed, and on the public ones.
 *
 * The ceilings of 2018 (.892, .817 and .497) are stated in the paper beside the scores and are not
 * part of them; those of today's benchmarks are kept with the parts.
 *
 * Reference: Schrimpf, Kubilius et al. (2018), https://doi.org/10.1101/407007
 */
export const benchmarks = [
  meanOf('Brain-Score.2018', 'Brain-Score (2018): mean of V4, IT and behaviour', [
    'MajajHong2015.V4-pls',
    'MajajHong2015.IT-pls',
    'Rajalingham2018-i2n',
  ]),
  meanOf('Brain-Score.2018public', 'Brain-Score (2018) on public images', [
    'MajajHong2015public.V4-pls',
    'MajajHong2015public.IT-pls',
    'Rajalingham2018public-i2n',
  ]),
];

function meanOf(id: string, title: string, parts: readonly string[]) {
  return defineMeanBenchmark({
    id,
    title,
    citation:
      'Schrimpf, M., Kubilius, J. et al. (2018). Brain-Score: Which artificial neural network for ' +
      'object recognition is most brain-like? bioRxiv. https://doi.org/10.1101/407007',
    species: 'macaque, human',
    region: 'ventral stream',
    average: 'raw',
    parts: parts.map((part) => all.get(part) as Benchmark),
  });
}
