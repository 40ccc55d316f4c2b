import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stimulus, TextSpan } from '@ventral/arrays';
import { createRunContext } from '@ventral/host';
import * as plugin from '@ventral/model-ngram';
import { makeFolder, type TemporaryFolder } from '@ventral/testing';
import { checkManifest } from '@ventral/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNextWord } from '../src/next-word.ts';

const { arpaLines, logProbability, modelFromArpaFile, readArpa, trainNgrams } = plugin;
let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

checkManifest(plugin);

const small = String.raw`made by hand
\data\
ngram 1=5
ngram 2=3

\1-grams:
-1.0	<unk>
-99	<s>	-0.3
-0.7	</s>
-0.5	the	-0.2
-0.6	cat	-0.1

\2-grams:
-0.2	<s> the
-0.4	the cat
-0.3	cat </s>

\end\
`;

let count = 0;
async function written(text: string): Promise<string> {
  count += 1;
  const path = join(folder.path, `${count}.arpa`);
  await writeFile(path, text);
  return path;
}

/** Spans of words of one text. */
function wordsOf(text: string): Stimulus<TextSpan>[] {
  return Array.from(text.matchAll(/\S+/g), ({ 0: word, index }) => ({
    id: `${index}`,
    load: async () => ({ text, start: index, end: index + word.length }),
  }));
}

async function surprisals(path: string, stimuli: readonly Stimulus<TextSpan>[]): Promise<number[]> {
  const context = createRunContext({ mirrors: [], offline: true });
  await using open = await modelFromArpaFile(path).open(context);
  const values: number[] = [];
  for await (const { activations } of open.look(stimuli as never, ['surprisal'], context)) {
    values.push(...(activations.get('surprisal') ?? []));
  }
  return values;
}

const bits = (...logs: number[]) => -logs.reduce((sum, log) => sum + log, 0) / Math.log10(2);

describe('a model in ARPA format', () => {
  it('finds words as surprising as their n-grams say', async () => {
    const found = await surprisals(await written(small), wordsOf('the cat the dog'));
    const expected = [
      bits(-0.2),
      bits(-0.4),
      // Not seen after cat, nor dog after the.
      bits(-0.1, -0.5),
      bits(-0.2, -1),
    ];
    for (const [word, value] of found.entries()) expect(value).toBeCloseTo(expected[word]!, 5);
  });

  it('tries words in small letters, and begins each sentence anew', async () => {
    const found = await surprisals(await written(small), wordsOf('The cat.\nThe'));
    expect(found[0]).toBeCloseTo(bits(-0.2), 5);
    expect(found[1]).toBeCloseTo(bits(-0.4, -0.1, -1), 5);
    expect(found[2]).toBeCloseTo(bits(-0.2), 5);
  });

  it('gives a span the words that begin in it, and an empty one nothing', async () => {
    const text = 'the cat the';
    const span = (start: number, end: number) => ({
      id: `${start}-${end}`,
      load: async () => ({ text, start, end }),
    });
    const found = await surprisals(await written(small), [span(0, 7), span(4, 4), span(5, 11)]);
    expect(found[0]).toBeCloseTo(bits(-0.2, -0.4), 5);
    expect(found[1]).toBe(0);
    expect(found[2]).toBeCloseTo(bits(-0.1, -0.5), 5);
  });

  it('refuses a word that it finds impossible', async () => {
    const without = small.replace('-1.0\t<unk>\n', '').replace('ngram 1=5', 'ngram 1=4');
    await expect(surprisals(await written(without), wordsOf('the dog'))).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining("'dog'"),
    });
  });

  it.each([
    ['', 'it has no \\data\\'],
    [small.replace('\\end\\', ''), 'cut off'],
    [small.replace('-0.4\tthe cat\n', ''), 'announces 3 n-grams of 2 words and has 2'],
    [
      small.replace('ngram 2=3', 'ngram 2=2'),
      'announces 2 n-grams of 2 words and has more, from line 16',
    ],
    [small.replace('ngram 2=3', 'ngram 3=3'), 'line 4 does not say how many'],
    [small.replace('the cat', 'dog cat'), "words that are not listed: 'dog cat'"],
    [small.replace('the cat', '<s> the'), "repeats '<s> the'"],
    [small.replace('-0.4\t', '0.4\t'), 'line 15 is no n-gram of 2 words'],
    [small.replace('-0.4\tthe cat', '-0.4\tthe'), 'line 15 is no n-gram of 2 words'],
    [small.replace('\\2-grams:', '\\3-grams:'), 'where n-grams of 2 words belong'],
  ])('is refused where it is none, case %#', async (text, message) => {
    await expect(readArpa(await written(text))).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      message: expect.stringContaining(message),
    });
  });

  it('that is written and read is the same', async () => {
    const text = 'the cat sat on the mat . a dog sat on the cat .\nthe dog ran .';
    const trained = trainNgrams(text, { order: 3, discounts: [0.5, 1, 1.5] });
    const read = await readArpa(await written([...arpaLines(trained)].join('\n')));
    expect(read.words).toEqual(trained.words);
    expect(read.levels).toEqual(trained.levels);
  });

  it('has a digest of its file', async () => {
    const context = createRunContext({ mirrors: [], offline: true });
    const digestOf = async (path: string) => {
      await using open = await modelFromArpaFile(path).open(context);
      return open.digest;
    };
    const first = await digestOf(await written(small));
    expect(await digestOf(await written(small))).toBe(first);
    expect(await digestOf(await written(small.replace('-0.4', '-0.5')))).not.toBe(first);
  });

  it('has no other layer', async () => {
    const context = createRunContext({ mirrors: [], offline: true });
    await using open = await modelFromArpaFile(await written(small)).open(context);
    const looked = open.look([], ['surprise'], context)[Symbol.asyncIterator]();
    await expect(looked.next()).rejects.toMatchObject({ code: 'LAYER_NOT_FOUND' });
  });
});

describe('the next word', () => {
  it('is the likeliest of all, found one by one', () => {
    const text =
      'the cat sat on the mat. A dog sat on the cat. The dog ran to the mat.\nthe dog sat.';
    const model = trainNgrams(text, { order: 3, discounts: [0.5, 1, 1.5] });
    const nextWord = createNextWord(model);
    const noWords = ['<s>', '</s>', '<unk>'];
    for (const [before, history] of [
      ['', ['<s>']],
      ['the', ['<s>', 'the']],
      ['the dog', ['the', 'dog']],
      ['a dog sat on', ['sat', 'on']],
      ['dog ran. cat', ['<unk>', 'cat']],
      ['never heard', ['<unk>', '<unk>']],
      ['the cat sat.', ['<s>']],
    ] as const) {
      const ids = history.map((word) => model.ids.get(word) as number);
      const ranked = model.words
        .filter((word) => !noWords.includes(word))
        .map((word) => [logProbability(model, ids, model.ids.get(word) as number), word] as const)
        .sort(([a], [b]) => b - a);
      const found = ranked.find(([, word]) => word === nextWord(before));
      expect([before, found?.[0]]).toEqual([before, expect.closeTo(ranked[0]![0], 12)]);
    }
  });
});
