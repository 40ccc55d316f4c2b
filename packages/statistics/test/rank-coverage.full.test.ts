import { rankBands } from '@ventral/statistics';
import { expect, it } from 'vitest';
import { openRandomStream } from '../src/random-stream.ts';
import { simulate } from './simulated-models.ts';

const groups = Array.from({ length: 20 }, (_, model) => 3 * Math.floor(model / 4));

it.each([
  ['all equal', groups.map(() => 0), 0],
  ['in five groups, correlated', groups, 0.8],
])('rankBands covers the ranks of models %s', (_, truth, correlation) => {
  const random = openRandomStream(6);
  const worlds = 200;
  let [marginal, simultaneous] = [0, 0];
  for (let world = 0; world < worlds; world++) {
    const { estimates, replicates } = simulate(random, truth, { correlation, draws: 300 });
    const bands = rankBands(estimates, { replicates });
    // Of models that tie, every rank that any of them can have is covered.
    const isCovered = ([lowest, highest]: readonly [number, number], model: number) =>
      lowest <= 1 + truth.filter((value) => value > truth[model]!).length &&
      highest >= truth.filter((value) => value >= truth[model]!).length;
    marginal += bands.marginal.filter(isCovered).length / truth.length / worlds;
    simultaneous += Number(bands.simultaneous.every(isCovered)) / worlds;
  }
  // Of 200 worlds, 95 % are covered give or take 3 %.
  expect(marginal).toBeGreaterThan(0.92);
  expect(simultaneous).toBeGreaterThan(0.91);
});
