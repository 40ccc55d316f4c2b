import { readFileSync } from 'node:fs';
import { isVentralError } from '@ventral/errors';
import { PoissonDistribution, poissonCounts, RandomState } from '@ventral/numerics';
import { expect, it } from 'vitest';

// By numpy 2.4.6: the calls are the keys.
const golden = JSON.parse(
  readFileSync(new URL('./fixtures/poisson.json', import.meta.url), 'utf8'),
) as Record<string, number[]>;

it.each(Object.keys(golden))('draws the counts of NumPy: %s', (call) => {
  const [seed = 0, mean = 0] = call.match(/\d+(\.\d+)?/g)!.map(Number);
  const random = new RandomState(seed);
  const distribution = new PoissonDistribution(mean);
  expect(golden[call]!.map(() => distribution.draw(random))).toEqual(golden[call]);
});

it('draws the counts of many distributions as one by one, and goes on from there', () => {
  const distributions = [0, 0.3, 6, 9.9, 10, 40].map((mean) => new PoissonDistribution(mean));
  const which = Uint8Array.from({ length: 5000 }, (_, index) => (index * index) % 6);
  const [random, other] = [new RandomState(3), new RandomState(3)];
  expect([...poissonCounts(distributions, which, random)]).toEqual(
    Array.from(which, (index) => distributions[index]!.draw(other)),
  );
  expect(random.randomSample()).toBe(other.randomSample());
});

it('counts nothing, and draws nothing, where the mean is 0', () => {
  const random = new RandomState(1);
  expect(new PoissonDistribution(0).draw(random)).toBe(0);
  expect(random.randomSample()).toBe(new RandomState(1).randomSample());
});

it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('has no mean of %s', (mean) => {
  expect(() => new PoissonDistribution(mean)).toThrow(
    expect.toSatisfy((error) => isVentralError(error, 'OPTION_INVALID')),
  );
});
