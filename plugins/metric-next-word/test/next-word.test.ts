import { readFileSync } from 'node:fs';
import { createAssembly, type FeatureMatrix, featureMatrix } from '@ventral/arrays';
import { type Candidate, defineDataset, type RunContext } from '@ventral/core';
import { textSet } from '@ventral/files';
import { createRunContext } from '@ventral/host';
import * as plugin from '@ventral/metric-next-word';
import { describeReference, referencePath } from '@ventral/testing';
import { checkManifest, checkMetric } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { nextWordAccuracy, nextWordBenchmark, perplexity, perplexityBenchmark } = plugin;
const context: RunContext = createRunContext({ mirrors: [], offline: true });

checkManifest(plugin);

/** Labels along `presentation`. */
function labels(coordinates: Readonly<Record<string, readonly (string | boolean)[]>>) {
  const [first = []] = Object.values(coordinates);
  return createAssembly({
    dims: ['presentation'],
    shape: [first.length],
    values: new Float64Array(first.length),
    coords: Object.fromEntries(
      Object.entries(coordinates).map(([name, values]) => [name, { dim: 'presentation', values }]),
    ),
  });
}

const surprisals = (bits: readonly number[], ids: readonly string[]): FeatureMatrix =>
  featureMatrix(Float64Array.from(bits), ids);

const words = Array.from({ length: 30 }, (_, index) => `word${index}`);
const texts = words.map((_, index) => `${index % 5}`);
const found = (bits: number) => ({
  source: surprisals(
    words.map((_, index) => (index % 4) * bits),
    words,
  ),
  target: labels({ stimulus_id: words, is_word: words.map(() => true), text: texts }),
});
checkMetric(perplexity, { examples: { related: found(2), identical: found(0) }, best: 1 });

describe('next-word accuracy', () => {
  const target = labels({
    stimulus_id: ['a', 'b', 'c', 'd'],
    truth: ['the', 'cat', 'ran.', 'the'],
    text: ['1', '1', '1', '2'],
  });

  it('is the share of words said as they are written', async () => {
    const source = labels({
      stimulus_id: ['d', 'c', 'b', 'a'],
      choice: ['the', 'ran', 'cat', 'The'],
    });
    const score = await nextWordAccuracy.compare(source, target, {}, context);
    expect(score.value).toBe(0.5);
    expect(score.extras).toMatchObject({ next_word_accuracy: { words: 4, right: 2 } });
    // Texts are drawn whole.
    expect(score.uncertainty).toMatchObject({ units: { texts: 2 } });
  });

  it('needs a choice for each word', async () => {
    const source = labels({ stimulus_id: ['a', 'b'], choice: ['the', 'cat'] });
    await expect(nextWordAccuracy.compare(source, target, {}, context)).rejects.toMatchObject({
      code: 'STIMULI_MISMATCH',
      message: "2 of 4 words have no choice, such as 'c'.",
    });
  });
});

describe('perplexity', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const target = labels({
    stimulus_id: ids,
    is_word: [true, true, false, true],
    text: ['1', '1', '1', '2'],
  });
  const compare = (bits: readonly number[], of = ids) =>
    perplexity.compare(surprisals(bits, of), target, {}, context);

  it('is 2 to the mean surprisal, that of words alone beside it', async () => {
    const score = await compare([3, 5, 1, 7]);
    expect(score.value).toBe(2 ** 4);
    expect(score.better).toBe('lower');
    expect(score.extras?.perplexity).toEqual({
      bitsPerWord: 4,
      words: 3,
      lineEnds: 1,
      perplexityOfWordsAlone: 2 ** 5,
    });
  });

  it('is the size of the vocabulary for whoever expects all words alike', async () => {
    const score = await compare(ids.map(() => Math.log2(50)));
    expect(score.value).toBeCloseTo(50, 10);
    expect(score.uncertainty).toMatchObject({ standardError: expect.closeTo(0, 6) });
  });

  it('has the interval of its logarithm, which holds nothing below 1', async () => {
    const texts = 12;
    const many = Array.from({ length: texts }, (_, text) => `t${text}`);
    const bits = many.map((_, text) => 2 + ((text * 5) % 12));
    const { value, uncertainty } = await perplexity.compare(
      surprisals(bits, many),
      labels({ stimulus_id: many, is_word: many.map(() => true), text: many }),
      {},
      context,
    );
    if (!(uncertainty && 'interval' in uncertainty)) throw new Error('It was not drawn.');
    const [low, high] = uncertainty.interval.map(Math.log2) as [number, number];
    const mean = Math.log2(value);
    expect(high - mean).toBeCloseTo(mean - low, 10);
    // Student's t of 11 degrees of freedom; the bootstrap's deviation is sqrt(11 / 12) of the usual standard error.
    const deviation = Math.sqrt(bits.reduce((sum, one) => sum + (one - mean) ** 2, 0) / texts);
    expect((high - mean) / ((2.201 * deviation) / Math.sqrt(texts))).toBeCloseTo(1, 1);
    expect(low).toBeGreaterThan(0);
  });

  it('takes surprisals in any order', async () => {
    const score = await compare([7, 1, 5, 3], [...ids].reverse());
    expect(score.extras).toMatchObject({ perplexity: { perplexityOfWordsAlone: 2 ** 5 } });
  });

  it.each([
    [[3, Number.POSITIVE_INFINITY, 1, 2], "The surprisal of 'b' is Infinity bits"],
    [[3, 1, Number.NaN, 2], "The surprisal of 'c' is NaN bits"],
    [[-3, 1, 1, 2], "The surprisal of 'a' is -3 bits"],
  ])('of %j is refused', async (bits, message) => {
    await expect(compare(bits)).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining(message),
    });
  });

  it('is of one column', async () => {
    const source = featureMatrix(new Float64Array(8), ids);
    await expect(perplexity.compare(source, target, {}, context)).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      message: expect.stringContaining('there are 2'),
    });
  });
});

/** A data set of texts, each read word by word and line by line. */
function datasetOf(texts: readonly string[]) {
  return defineDataset({
    id: 'Made',
    title: 'Made',
    species: 'human',
    stimuli: 'text',
    regions: [],
    files: {},
    async load() {
      const spans = texts.flatMap((text, number) =>
        Array.from(text.matchAll(/\S+|\n/g), ({ 0: { length }, index }) => ({
          id: `${number + 1}/${index}`,
          text,
          start: index,
          end: index + length,
        })),
      );
      return { stimuli: textSet({ id: 'Made', spans }) };
    },
  });
}

/** A candidate that says the same word after the same text. */
function writer(wordAfter: (text: string) => string, asked: string[] = []): Candidate {
  return {
    id: 'writer',
    record: () => Promise.reject(new Error('unused')),
    openWordPredictor: async () => ({
      async predict(texts) {
        asked.push(...texts);
        return texts.map(wordAfter);
      },
      async [Symbol.asyncDispose]() {},
    }),
  };
}

describe('a benchmark of next words', () => {
  const benchmark = (texts: readonly string[], every?: number) =>
    nextWordBenchmark({
      id: 'Made-next_word',
      title: 'Made',
      dataset: datasetOf(texts),
      ...(every !== undefined && { every }),
    });

  it('asks after each text what comes next, but for what comes first', async () => {
    const asked: string[] = [];
    const texts = ['the cat  sat.\nIt slept', ' once', 'a b'];
    const score = await benchmark(texts).score(
      writer((text) => (text === 'the cat' ? 'sat.' : 'b'), asked),
      context,
    );
    expect(asked).toEqual(['the', 'the cat', 'the cat  sat.', 'the cat  sat.\nIt', 'a']);
    expect(score.value).toBe(2 / 5);
    expect(score.uncertainty).toMatchObject({ units: { texts: 2 } });
  });

  it('asks about some, where that is enough', async () => {
    const asked: string[] = [];
    await benchmark(['a b c d e f'], 2).score(
      writer(() => 'b', asked),
      context,
    );
    expect(asked).toEqual(['a', 'a b c', 'a b c d e']);
  });

  it('takes words that were chosen elsewhere', async () => {
    const choices = labels({ stimulus_id: ['1/2', '1/4'], choice: ['b', 'x'] });
    const candidate = { ...writer(() => 'unused'), choices };
    expect((await benchmark(['a b c']).score(candidate, context)).value).toBe(0.5);
  });

  it('needs a candidate that writes', async () => {
    const { openWordPredictor: _, ...silent } = writer(() => '');
    await expect(benchmark(['a b']).score(silent, context)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('writer cannot be asked for the next word'),
    });
  });

  it('stops where it is interrupted', async () => {
    const controller = new AbortController();
    const candidate = writer(() => {
      controller.abort();
      return '';
    });
    const words = Array.from({ length: 200 }, (_, index) => `w${index}`).join(' ');
    await expect(
      benchmark([words]).score(candidate, { ...context, signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'INTERRUPTED', message: expect.stringContaining('64 of 199') });
  });
});

describe('a benchmark of perplexity', () => {
  it('tells words and line ends apart', async () => {
    const benchmark = perplexityBenchmark({
      id: 'Made-perplexity',
      title: 'Made',
      dataset: datasetOf(['a b\nc', 'd\n']),
    });
    expect(benchmark).toMatchObject({ reads: 'surprisal', stimuli: 'text' });
    const reader: Candidate = {
      id: 'reader',
      record: async ({ stimuli }) =>
        surprisals(
          [1, 2, 3, 4, 5, 3],
          stimuli.map(({ id }) => id),
        ),
    };
    const score = await benchmark.score(reader, context);
    expect(score.value).toBeCloseTo(2 ** 3, 10);
    expect(score.extras).toMatchObject({ perplexity: { words: 4, lineEnds: 2 } });
  });
});

describeReference('on sentences', 'golden/human/language/next-word-ucl.json', () => {
  it('a small network is as right as the reference', async () => {
    const golden = JSON.parse(
      readFileSync(referencePath('golden/human/language/next-word-ucl.json'), 'utf8'),
    ) as {
      readonly n: number;
      readonly accuracy_next_word: number;
      readonly rows: readonly (readonly [number, number, string, string, string, number])[];
    };
    const [sentences, said] = [new Map<number, string>(), new Map<string, string>()];
    for (const [sentence, , word, , next] of golden.rows) {
      // The first words are not in the table, and asked about is what follows them.
      const before = sentences.get(sentence) ?? `Sentence${sentence}`;
      said.set(before, next);
      sentences.set(sentence, `${before} ${word}`);
    }
    const benchmark = nextWordBenchmark({
      id: 'Made-next_word',
      title: 'Made',
      dataset: datasetOf([...sentences.values()]),
    });
    const score = await benchmark.score(
      writer((text) => said.get(text) as string),
      context,
    );
    expect(score.extras).toMatchObject({ next_word_accuracy: { words: golden.n } });
    expect(score.value).toBeCloseTo(golden.accuracy_next_word, 7);
    expect(score.uncertainty).toMatchObject({ units: { texts: sentences.size } });
  });
});
