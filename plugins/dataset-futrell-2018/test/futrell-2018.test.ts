import { readFile } from 'node:fs/promises';
import { coordinate } from '@ventral/arrays';
import { futrell2018 } from '@ventral/dataset-futrell-2018';
import { createRunContext } from '@ventral/host';
import { describeReference, makeFolder, referencePath } from '@ventral/testing';
import { checkDataset } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { parseReadingTimes } from '../src/reading-times.ts';
import { divideSentences } from '../src/sentences.ts';
import { parseFrequencies } from '../src/word-frequencies.ts';

const header = 'word\tzone\titem\tnItem\tmeanItemRT\tsdItemRT\tgmeanItemRT\tgsdItemRT\n';
const table = `${header}dogs.\t2\t1\t80\t351.5\t60\t340\t1.2
"Old\t1\t1\t81\t340\t50\t330\t1.1
'Go!'\t1\t2\t75\t400.25\t70\t390\t1.3
`;
const words = parseReadingTimes(table);

describe('reading times', () => {
  it('are read story by story, quotation marks with their words', () => {
    expect(words.map(({ word, story, zone }) => [word, story, zone])).toEqual([
      ['"Old', 1, 1],
      ['dogs.', 1, 2],
      ["'Go!'", 2, 1],
    ]);
    expect(words[1]).toMatchObject({ readers: 80, meanTime: 351.5, timeDeviation: 60 });
  });

  it.each([
    ['another table', 'word\tzone\n', /columns word, zone/],
    ['a time that is none', `${header}a\t1\t1\t80\tNA\t60\t340\t1.2\n`, /line 2 /],
    ['a time that is missing', `${header}a\t1\t1\t80\t\t60\t340\t1.2\n`, /line 2 /],
    ['a line that is cut', `${table}end\t2\t2\n`, /line 5 /],
    ['a story with a word too few', `${table}end\t3\t2\t75\t1\t1\t1\t1\n`, /word 2 of story 2/],
    ['a word that stands twice', `${table}end\t1\t2\t75\t1\t1\t1\t1\n`, /word 2 of story 2/],
  ])('refuse %s', (_, text, message) => {
    expect(() => parseReadingTimes(text)).toThrow(
      expect.objectContaining({ code: 'DATA_CORRUPT', message: expect.stringMatching(message) }),
    );
  });
});

describe('frequencies', () => {
  const rows = ['1_1\t0\t"Old\t12.5\t3', '1_1\t1\tdogs.\t0\t4', "2_1\t0\t'Go!'\t15\t2"];

  it('are unknown where they are 0', () => {
    const found = parseFrequencies(rows.join('\n'), words);
    expect(found.map(({ logFrequency }) => logFrequency)).toEqual([12.5, Number.NaN, 15]);
    expect(found.map(({ length }) => length)).toEqual([3, 4, 2]);
  });

  it('may spell one word otherwise', () => {
    const respelled = rows.join('\n').replace('dogs', 'hogs');
    expect(parseFrequencies(respelled, words)).toHaveLength(3);
  });

  it.each([
    ['too few words', rows.slice(1), /it has 2 words, the stories have 3/],
    [
      'other words',
      ['1_1\t0\tYoung\t1\t5', '1_1\t1\tcats.\t1\t4', rows[2]],
      /line 2 is about another word than 1.2/,
    ],
    ['another story', [...rows.slice(0, 2), "3_1\t0\t'Go!'\t15\t2"], /line 3 /],
    [
      'a frequency that is none',
      [rows[0], rows[1], "2_1\t0\t'Go!'\tNA\t2"],
      /line 3 says the frequency NA/,
    ],
    ['no length', [rows[0], rows[1], "2_1\t0\t'Go!'\t3\t0"], /the length 0/],
  ])('refuse %s', (_, lines, message) => {
    expect(() => parseFrequencies(lines.join('\n'), words)).toThrow(
      expect.objectContaining({ code: 'DATA_CORRUPT', message: expect.stringMatching(message) }),
    );
  });
});

describe('sentences', () => {
  it.each([
    ['by their marks', 'He ran. She? Go!', [1, 1, 2, 3]],
    ['and by quotes behind marks', "'Go!' 'Well,' he said. 'So;' Then", [1, 2, 2, 2, 3, 4]],
    ['but not before small letters, or names', "'No!' she said. Mr. Fox", [1, 1, 1, 2, 2]],
    ['but before numbers and dashes', 'one. 1970 two. - three', [1, 2, 2, 3, 3]],
  ])('are told %s', (_, text, expected) => {
    expect(divideSentences(text.split(' ')).map(({ sentence }) => sentence)).toEqual(expected);
  });

  it('count their words from 1', () => {
    const places = divideSentences(['A', 'dog.', 'It', 'ran.']).map(({ place }) => place);
    expect(places).toEqual([1, 2, 1, 2]);
  });
});

it('says where a file is that is not at hand', async () => {
  await using folder = await makeFolder();
  const context = createRunContext({ cacheFolder: folder.path, mirrors: [], offline: true });
  await expect(futrell2018.load(context)).rejects.toMatchObject({ code: 'DATA_UNAVAILABLE' });
});

describeReference('the data', 'data/futrell2018-natural-stories', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
  checkDataset(futrell2018, { load: { context } });

  it('are 10,256 words of ten stories in 481 sentences', async () => {
    const { stimuli, recordings } = await futrell2018.load(context);
    expect(recordings.shape).toEqual([10_256, 1]);
    expect(stimuli.stimuli).toHaveLength(10_256);
    const of = (name: string) => coordinate(recordings, name);
    expect(new Set(of('text_id'))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
    expect(new Set(of('sentence_id')).size).toBe(481);
    expect([
      Math.min(...(of('readers') as number[])),
      Math.max(...(of('readers') as number[])),
    ]).toEqual([62, 97]);
    expect(of('log_frequency').filter((one) => Number.isNaN(one))).toHaveLength(420);
  });

  it('are words that lie in their stories where the stimuli say', async () => {
    const { stimuli, recordings } = await futrell2018.load(context);
    const words = coordinate(recordings, 'word');
    const texts = new Set<string>();
    for (const [index, { load }] of stimuli.stimuli.entries()) {
      const { text, start, end } = await load();
      expect(text.slice(start, end)).toBe(words[index]);
      texts.add(text);
    }
    expect(texts.size).toBe(10);
  });
});

describeReference('golden words', 'golden/human/language/natural-stories-words.csv', () => {
  it('have the same times and places in sentences', async () => {
    const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
    const { recordings } = await futrell2018.load(context);
    const text = await readFile(
      referencePath('golden/human/language/natural-stories-words.csv'),
      'utf8',
    );
    // Of stories 1 to 5; words with commas stand in quotation marks.
    const rows = text.trimEnd().split('\n').slice(1);
    expect(rows).toHaveLength(5201);
    const [ids, places] = ['stimulus_id', 'word_within_sentence_id'].map((name) =>
      coordinate(recordings, name),
    ) as [readonly unknown[], readonly unknown[]];
    for (const [index, row] of rows.entries()) {
      const [story, zone] = row.split(',');
      const [time, place] = row.split(',').slice(-4);
      expect(ids[index]).toBe(`${story}.${zone}`);
      expect(recordings.values[index]).toBe(Number(time));
      expect(places[index]).toBe(Number(place));
    }
  });
});
