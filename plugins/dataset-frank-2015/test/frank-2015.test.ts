import { coordinate } from '@ventral/arrays';
import { frank2015 } from '@ventral/dataset-frank-2015';
import { createRunContext } from '@ventral/host';
import { describeReference, makeFolder, referencePath } from '@ventral/testing';
import { checkDataset } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { parseMeasures } from '../src/measured-words.ts';
import { measureNames } from '../src/measures.ts';

const columns = ['word', 'sentence', 'context_length', 'sent_id', 'Subtlex_log10', 'length'];
const line = (cells: readonly (string | number)[], measured: readonly (string | number)[]) =>
  [...cells, ...measured].join(',');
const values = measureNames.map((_, index) => index + 0.5);
const header = [...columns, ...measureNames].join(',');
const rows = [
  line(['it.', '"We, too, ate it."', 3, 7, '', 3], values),
  line(['"too,"', '"We, too, ate it."', 1, 7, 9.5, 4], values),
  line(['ran.', 'He ran.', 1, 2, 8.25, 4], values),
];
const table = [header, ...rows].join('\n');

describe('the table', () => {
  it('is read sentence by sentence, word by word', () => {
    const words = parseMeasures(table);
    expect(words.map(({ sentence, place }) => [sentence, place])).toEqual([
      [2, 2],
      [7, 2],
      [7, 4],
    ]);
    expect(words[1]).toMatchObject({
      words: ['We,', 'too,', 'ate', 'it.'],
      length: 4,
      logFrequency: 9.5,
    });
    expect(words[2]?.logFrequency).toBeNaN();
    expect(words[0]?.measured).toMatchObject({ self_paced_reading_time: 0.5, PNP: 10.5 });
  });

  it.each([
    ['without a measure', table.replace('N400', 'N401'), /no column N400/],
    [
      'with a measure that is no number',
      table.replace('0.5', 'x'),
      /self_paced_reading_time of row 1 is 'x'/,
    ],
    ['with a measure that is missing', table.replace(/0\.5/, ''), /of row 1 is ''/],
    [
      'with words that do not stand in their sentence',
      table.replace('He ran', 'He walked'),
      /word 2 of the sentence in row 3 is not 'ran.'/,
    ],
    ['with a word twice', `${table}\n${rows[2]}`, /word 2 of sentence 2 stands in it twice/],
    ['that is cut', table.slice(0, -8), /columns|Record/i],
    ['that is empty', '', /no column word/],
  ])('%s is refused', (_, text, message) => {
    expect(() => parseMeasures(text)).toThrow(
      expect.objectContaining({ code: 'DATA_CORRUPT', message: expect.stringMatching(message) }),
    );
  });
});

it('says where a file is that is not at hand', async () => {
  await using folder = await makeFolder();
  const context = createRunContext({ cacheFolder: folder.path, mirrors: [], offline: true });
  await expect(frank2015.load(context, 'N400')).rejects.toMatchObject({ code: 'DATA_UNAVAILABLE' });
});

describeReference('the data', 'data/frank2015-ucl-reading-eeg', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
  checkDataset(frank2015, { load: { context, part: 'N400' } });

  it('are eleven measures of 1,726 words of 205 sentences', async () => {
    expect(frank2015.parts).toHaveLength(11);
    const { stimuli, recordings } = await frank2015.load(context, 'RTgopast');
    expect(recordings.shape).toEqual([1726, 1]);
    expect(coordinate(recordings, 'neuroid_id')).toEqual(['RTgopast']);
    const of = (name: string) => coordinate(recordings, name);
    expect(new Set(of('text_id')).size).toBe(205);
    // No sentence has measures of its first word.
    expect(Math.min(...(of('word_within_sentence_id') as number[]))).toBe(2);
    expect(of('log_frequency').filter((one) => Number.isNaN(one))).toHaveLength(30);
    for (const [index, { load }] of stimuli.stimuli.entries()) {
      const { text, start, end } = await load();
      expect(text.slice(start, end)).toBe(of('word')[index]);
    }
  });

  it('are the same stimuli for each measure, so that a model reads them once', async () => {
    const [first, second] = await Promise.all(
      ['N400', 'RTgopast'].map((part) => frank2015.load(context, part)),
    );
    expect(second?.stimuli.digest).toBe(first?.stimuli.digest);
  });
});
