import { readFileSync } from 'node:fs';
import { isVentralError } from '@ventral/errors';
import { RandomState } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';

const golden = JSON.parse(
  readFileSync(new URL('./fixtures/random.json', import.meta.url), 'utf8'),
) as Record<string, number[]>;

function times<Value>(count: number, draw: () => Value): Value[] {
  return Array.from({ length: count }, draw);
}

describe('RandomState draws what NumPy draws', () => {
  it.each([
    ['RandomState(0).random_sample(5)', 0],
    ['RandomState(4294967295).random_sample(3)', 4294967295],
  ])('%s', (key, seed) => {
    const random = new RandomState(seed);
    const expected = golden[key]!;
    expect(times(expected.length, () => random.randomSample())).toEqual(expected);
  });

  it.each([
    ['RandomState(0).standard_normal(5)', 0],
    ['RandomState(3).standard_normal(7)', 3],
  ])('%s', (key, seed) => {
    const random = new RandomState(seed);
    for (const expected of golden[key]!) {
      expect(Math.abs(random.standardNormal() - expected)).toBeLessThanOrEqual(1e-15);
    }
  });

  it('many integers at once as one by one, however many were drawn before', () => {
    const [random, other] = [new RandomState(7), new RandomState(7)];
    for (const count of [1, 700, 0, 623, 1300]) {
      const words = new Uint32Array(count);
      random.fillWords(words);
      expect([...words]).toEqual(times(count, () => other.randint(2 ** 32)));
    }
    expect(random.randomSample()).toBe(other.randomSample());
  });

  it.each(['Uniform', 'Normal'] as const)('many numbers at once as one by one: %s', (kind) => {
    const [random, other] = [new RandomState(7), new RandomState(7)];
    const draw = () => (kind === 'Uniform' ? other.randomSample() : other.standardNormal());
    for (const count of [1, 311, 0, 1, 4000, 2]) {
      const numbers = new Float64Array(count);
      random[`fill${kind}`](numbers);
      expect([...numbers]).toEqual(times(count, draw));
      expect(random.randint(1000)).toBe(other.randint(1000));
    }
  });

  it('permutations of a count and of items', () => {
    expect(new RandomState(1).permutation(10)).toEqual(golden['RandomState(1).permutation(10)']);
    const letters = Object.freeze([...'abcdefgh']);
    expect(new RandomState(3).permutation(letters)).toEqual(
      golden['RandomState(3).permutation([a..h])'],
    );
  });

  it('one shuffle after another, in place', () => {
    const random = new RandomState(0);
    const items = times(20, () => 0).map((_, index) => index);
    random.shuffle(items);
    expect(items).toEqual(golden['RandomState(0) shuffle list(range(20)) 1st']);
    items.sort((a, b) => a - b);
    random.shuffle(items);
    expect(items).toEqual(golden['same state shuffle list(range(20)) 2nd']);
  });

  it('choices without replacement', () => {
    expect(new RandomState(0).choice(5, 3)).toEqual(
      golden['RandomState(0).choice(5,3,replace=False)'],
    );
    expect(new RandomState(3).choice(50, 12)).toEqual(
      golden['RandomState(3).choice(50,12,replace=False)'],
    );
    expect(new RandomState(0).choice(['a', 'b', 'c', 'd', 'e'], 3)).toEqual(['c', 'a', 'b']);
  });

  it('integers', () => {
    const words = new RandomState(0);
    expect(times(5, () => words.randint(2 ** 32))).toEqual(
      golden['RandomState(0).randint(0,2**32,5,uint32)'],
    );
    const random = new RandomState(3);
    expect(times(12, () => random.randint(24))).toEqual(
      golden['RandomState(3).randint(24), 12 calls'],
    );
    expect(random.randint(1)).toBe(0);
  });

  it('the 2000th number after several refills of its state', () => {
    // numpy.random.RandomState(42).random_sample(2000)[-1]
    const random = new RandomState(42);
    expect(times(2000, () => random.randomSample()).at(-1)).toBe(0.28218707469320015);
  });
});

describe('RandomState refuses', () => {
  it.each([-1, 0.5, 2 ** 32, Number.NaN])('a seed of %s', (seed) => {
    expect(() => new RandomState(seed)).toThrow(
      expect.toSatisfy((error) => isVentralError(error, 'OPTION_INVALID')),
    );
  });

  it.each([0, 2.5, 2 ** 33])('integers below %s', (high) => {
    expect(() => new RandomState(0).randint(high)).toThrow(`below ${high}`);
  });

  it('to draw more than there are', () => {
    expect(() => new RandomState(0).choice(3, 4)).toThrow('4 of 3 items cannot be drawn.');
  });
});
