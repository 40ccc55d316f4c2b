import * as plugin from '@ventral/dataset-wikitext-2';
import { createRunContext } from '@ventral/host';
import { describeReference, referencePath } from '@ventral/testing';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { splitArticles, wordsAndLineEnds } from '../src/articles.ts';

const { wikitext2 } = plugin;

checkManifest(plugin);
checkDataset(wikitext2);

// In the format of the file, made up.
const content = [
  '',
  ' = First thing =',
  '',
  ' It began in 1990 @-@ 91 .',
  '',
  ' = = Later = =',
  '',
  ' Then k was',
  ' = 1 rad / s and',
  ' x =',
  '',
  ' = Second ( song ) =',
  '',
  ' It sang .',
  '',
].join('\n');

describe('articles', () => {
  it('begin with the empty line before a heading of the first rank', () => {
    const articles = splitArticles(content);
    expect(articles.map(({ title }) => title)).toEqual(['First thing', 'Second ( song )']);
    expect(articles.map(({ text }) => text).join('')).toBe(content);
    expect(articles[1]?.text).toBe('\n = Second ( song ) =\n\n It sang .\n');
  });

  it('do not begin at formulas', () => {
    expect(splitArticles('\n = 1 rad / s =\n and so on\n')).toEqual([]);
    expect(splitArticles('so\n = 1 rad / s =\n\n')).toEqual([]);
  });

  it('are read word by word and line by line', () => {
    const text = '\n = A =\n\n It is .\n';
    const read = wordsAndLineEnds(text).map(({ start, end }) => text.slice(start, end));
    expect(read).toEqual(['\n', '=', 'A', '=', '\n', '\n', 'It', 'is', '.', '\n']);
  });
});

describeReference('WikiText-2', 'data/schrimpf2021-neural-nlp-scores/ressources', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });

  it('is 60 articles of 241,211 words and 4,358 line ends', async () => {
    const { stimuli } = await wikitext2.load(context);
    expect(stimuli).toMatchObject({ id: 'Wikitext2', kind: 'text' });
    // 245,569, as word models with an end of line count them.
    expect(stimuli.stimuli).toHaveLength(241_211 + 4358);
    const titles = new Set(stimuli.columns?.title);
    expect(titles.size).toBe(60);
    expect([...titles].slice(0, 2)).toEqual(['Robert Boulter', 'Du Fu']);
    const texts = new Set<string>();
    let [words, empty, bytes] = [0, 0, 0];
    for (const { load } of stimuli.stimuli) {
      const { text, start, end } = await load();
      if (text[start] !== '\n') words += 1;
      if (!texts.has(text)) bytes += Buffer.byteLength(text);
      texts.add(text);
      if (end <= start) empty += 1;
    }
    expect([words, empty]).toEqual([241_211, 0]);
    expect(texts.size).toBe(60);
    expect(bytes).toBe(wikitext2.files[0]?.bytes);
  });
});
