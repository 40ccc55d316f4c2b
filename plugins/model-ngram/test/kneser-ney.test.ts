import { logProbability, type Ngrams, trainNgrams } from '@ventral/model-ngram';
import { RandomState } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { readSentences } from '../src/tokens.ts';

/** The probability of a word after others, all by name. */
function probability(model: Ngrams, history: readonly string[], word: string): number {
  const id = (name: string) => model.ids.get(name) ?? (model.ids.get('<unk>') as number);
  return 10 ** logProbability(model, history.map(id), id(word));
}

/** Text of words that follow each other by chance, each more likely after some than after others. */
function drawText(seed: number, sentences = 300): string {
  const random = new RandomState(seed);
  // Few words are frequent, many rare.
  const draw = (size: number) => Math.floor(size * random.randomSample() ** 3);
  return Array.from({ length: sentences }, () => {
    let word = draw(150);
    return Array.from({ length: 1 + draw(20) }, () => {
      word = random.randomSample() < 0.5 ? (7 * word + draw(4)) % 150 : draw(150);
      return `w${word}`;
    }).join(' ');
  }).join('\n');
}

describe('modified Kneser-Ney smoothing', () => {
  it('gives the probabilities of a count by hand', () => {
    const model = trainNgrams('a b\na', { order: 2, discounts: [0.5, 1, 1.5] });
    // One word precedes a, one b, two the end: 4, of which 0.5, 0.5 and 1 are shared by 4 words.
    expect(probability(model, [], 'a')).toBeCloseTo(0.5 / 4 + 0.5 / 4, 12);
    expect(probability(model, [], '</s>')).toBeCloseTo(1 / 4 + 0.5 / 4, 12);
    expect(probability(model, [], 'unheard')).toBeCloseTo(0.5 / 4, 12);
    // Both sentences begin with a.
    expect(probability(model, ['<s>'], 'a')).toBeCloseTo(1 / 2 + (1 / 2) * 0.25, 12);
    expect(probability(model, ['<s>'], 'b')).toBeCloseTo((1 / 2) * 0.25, 12);
    expect(probability(model, ['a'], 'b')).toBeCloseTo(0.5 / 2 + (1 / 2) * 0.25, 12);
    expect(probability(model, ['a'], '</s>')).toBeCloseTo(0.5 / 2 + (1 / 2) * 0.375, 12);
    expect(probability(model, ['b'], '</s>')).toBeCloseTo(0.5 + 0.5 * 0.375, 12);
    // What was never seen says nothing.
    expect(probability(model, ['unheard'], 'a')).toBeCloseTo(0.25, 12);
  });

  it('says nothing of the start of a sentence', () => {
    const model = trainNgrams('a b\na', { order: 2, discounts: [0.5, 1, 1.5] });
    expect(probability(model, [], '<s>')).toBe(1e-99);
  });

  it.each([1, 2, 3, 4])('of order %i gives probabilities that add up to 1', (order) => {
    const model = trainNgrams(drawText(order), { order, discounts: [0.5, 1, 1.5] });
    const words = model.words.filter((word) => word !== '<s>');
    const random = new RandomState(order);
    const draw = () => words[Math.floor(random.randomSample() * words.length)] as string;
    const histories = Array.from({ length: 40 }, (_, index) =>
      Array.from({ length: index % 6 }, draw),
    ).concat([['<s>'], ['<s>', 'w3'], ['<s>', 'w3', 'w9'], ['</s>'], ['<unk>', 'w1']]);
    for (const history of histories) {
      const sum = words.reduce((total, word) => total + probability(model, history, word), 0);
      expect(sum).toBeCloseTo(1, 10);
    }
  });

  it.each([1, 2, 3, 4])('of order %i is what the formulas say, written plainly', (order) => {
    const text = drawText(7, 200);
    const model = trainNgrams(text, { order });
    const plain = plainModel(text, order);
    for (const history of [[], ['w1'], ['w2', 'w6'], ['<s>', 'w3'], ['<s>'], ['w5', 'w16', 'w4']]) {
      const seen = history.slice(Math.max(0, history.length - order + 1));
      for (const word of model.words.filter((one) => one !== '<s>')) {
        expect([history, word, probability(model, history, word)]).toEqual([
          history,
          word,
          expect.closeTo(plain(seen, word), 12),
        ]);
      }
    }
  });

  it.each([
    [0, 'cannot be 0'],
    [1.5, 'cannot be 1.5'],
    [Number.NaN, 'cannot be NaN'],
  ])('of order %d is refused', (order, message) => {
    expect(() => trainNgrams('a b', { order })).toThrow(
      expect.objectContaining({
        code: 'OPTION_INVALID',
        message: expect.stringContaining(message),
      }) as Error,
    );
  });

  it('needs a text of some length', () => {
    expect(() => trainNgrams('  \n ')).toThrow('no words');
    expect(() => trainNgrams('a b c')).toThrow('too few n-grams of 1 words');
    expect(() => trainNgrams('a b', { discounts: [0.5, 2.5, 1.5] })).toThrow(
      '2.5 would be taken off of a count of 2',
    );
  });
});

/** Chen & Goodman's equations on strings, with no regard to time. */
function plainModel(text: string, order: number) {
  const raw = new Map<string, number>();
  const padded = [...readSentences(text)].map((words) => ['<s>', ...words, '</s>']);
  for (const words of padded) {
    for (let end = 1; end < words.length; end++) {
      for (let length = 1; length <= Math.min(order, end + 1); length++) {
        const key = words.slice(end - length + 1, end + 1).join(' ');
        raw.set(key, (raw.get(key) ?? 0) + 1);
      }
    }
  }
  const lengthOf = (key: string) => key.split(' ').length;
  const preceding = new Map<string, number>();
  for (const key of raw.keys()) {
    const shorter = key.split(' ').slice(1).join(' ');
    preceding.set(shorter, (preceding.get(shorter) ?? 0) + 1);
  }
  const counts = new Map(
    Array.from(raw, ([key, count]) => [
      key,
      lengthOf(key) === order || key.startsWith('<s> ') ? count : (preceding.get(key) ?? 0),
    ]),
  );
  const vocabulary = new Set(padded.flat().filter((word) => word !== '<s>')).size + 1;
  const discounts = Array.from({ length: order }, (_, shorter) => {
    const ofLength = [...counts].filter(([key]) => lengthOf(key) === shorter + 1);
    const n = (k: number) => ofLength.filter(([, one]) => one === k).length;
    const y = n(1) / (n(1) + 2 * n(2));
    return [0, 1, 2, 3].map((k) => (k === 0 ? 0 : k - (k + 1) * y * (n(k + 1) / n(k))));
  });
  const after = new Map<string, Map<string, number>>();
  for (const [key, count] of counts) {
    const words = key.split(' ');
    const context = words.slice(0, -1).join(' ');
    after.set(context, (after.get(context) ?? new Map()).set(words.at(-1), count));
  }
  const p = (history: readonly string[], word: string): number => {
    const seen = after.get(history.join(' '));
    const lower = () => (history.length === 0 ? 1 / vocabulary : p(history.slice(1), word));
    if (seen === undefined) return lower();
    const taken = (count: number) => discounts[history.length]![Math.min(count, 3)]!;
    const total = [...seen.values()].reduce((sum, count) => sum + count, 0);
    const weight = [...seen.values()].reduce((sum, count) => sum + taken(count), 0) / total;
    const count = seen.get(word) ?? 0;
    return (count - taken(count)) / total + weight * lower();
  };
  return p;
}
