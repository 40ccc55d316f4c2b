import { readFileSync } from 'node:fs';
import * as plugin from '@ventral/dataset-syntaxgym';
import { createRunContext } from '@ventral/host';
import { describeReference, referencePath } from '@ventral/testing';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { regionSpans } from '../src/sentence.ts';
import { readSuite } from '../src/suite.ts';

const { syntaxGym } = plugin;

checkManifest(plugin);
checkDataset(syntaxGym);

describe('a sentence', () => {
  const spansOf = (...contents: string[]) => {
    const spans = regionSpans(contents);
    return {
      text: spans[0]?.text,
      parts: spans.map(({ text, start, end }) => text.slice(start, end)),
    };
  };

  it('is its regions, joined by spaces that are in none', () => {
    expect(spansOf('The woman', 'fell')).toEqual({
      text: 'The woman fell',
      parts: ['The woman', 'fell'],
    });
  });

  it('has no spaces before punctuation', () => {
    expect(spansOf('As she slept', ', it rained .', '!')).toEqual({
      text: 'As she slept, it rained.!',
      parts: ['As she slept', ', it rained.', '!'],
    });
  });

  it('has empty regions where they stand', () => {
    expect(regionSpans(['', 'What', '', 'fell'])).toEqual([
      { text: 'What fell', start: 0, end: 0 },
      { text: 'What fell', start: 0, end: 4 },
      { text: 'What fell', start: 4, end: 4 },
      { text: 'What fell', start: 5, end: 9 },
    ]);
  });

  it('keeps the spaces that are written', () => {
    expect(spansOf('sat', ' on it ', 'once').text).toBe('sat  on it  once');
  });
});

describe('a suite', () => {
  const condition = (name: string, ...contents: string[]) => ({
    condition_name: name,
    regions: contents.map((content, at) => ({ region_number: at + 1, content })),
  });
  const suite = {
    meta: { name: 'made', metric: 'sum' },
    predictions: [{ type: 'formula', formula: '(2;%a%) > (2;%b%)' }],
    items: [
      { item_number: 3, conditions: [condition('a', 'It', 'ran'), condition('b', 'It', 'is')] },
    ],
  };

  it('has items of regions by condition', () => {
    const { items, predictions } = readSuite(suite, 'made');
    expect(predictions.map(({ formula }) => formula)).toEqual(['(2;%a%) > (2;%b%)']);
    expect(items[0]?.conditions.b?.[1]).toEqual({ id: '3/b/2', text: 'It is', start: 3, end: 5 });
  });

  it.each([
    [{ ...suite, meta: { metric: 'mean' } }, 'suite.meta.metric is not valid'],
    [{ ...suite, predictions: [] }, 'suite.predictions is not valid'],
    [{ ...suite, items: [...suite.items, ...suite.items] }, 'item 3 comes twice'],
    [
      { ...suite, predictions: [{ type: 'formula', formula: '(3;%a%) > 1' }] },
      '(3;%a%), which item 3 lacks',
    ],
    [
      { ...suite, predictions: [{ type: 'formula', formula: '(*;%c%) > 1' }] },
      '(*;%c%), which item 3 lacks',
    ],
    [
      {
        ...suite,
        items: [
          {
            item_number: 1,
            conditions: [{ condition_name: 'a', regions: [{ region_number: 2, content: 'x' }] }],
          },
        ],
      },
      'region 2 of item 1, a, stands at place 1',
    ],
  ])('is refused where it is none, case %#', (value, message) => {
    expect(() => readSuite(value, 'made')).toThrow(
      expect.objectContaining({
        code: 'DATA_CORRUPT',
        message: expect.stringContaining(message),
      }) as Error,
    );
  });
});

describeReference('the suites', 'data/syntaxgym/test_suites/json', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });

  it('are 34 of 3,304 sentences, all of whose formulas can be read', async () => {
    expect(syntaxGym.parts).toHaveLength(34);
    const [items, sentences] = [new Map<string, number>(), new Set<string>()];
    for (const part of syntaxGym.parts ?? []) {
      const suite = await syntaxGym.load(context, part);
      items.set(part, suite.items.length);
      expect(suite.stimuli).toMatchObject({ id: `SyntaxGym.${part}`, kind: 'text' });
      for (const { id, conditions } of suite.items) {
        for (const condition of Object.keys(conditions))
          sentences.add(`${part} ${id} ${condition}`);
      }
    }
    expect(sentences.size).toBe(3304);
    expect(items.get('fgd_hierarchy')).toBe(24);
    expect(items.get('nn-nv-rpl')).toBe(1);
  });

  it('are read as sentences', async () => {
    const { sentences } = JSON.parse(
      `{"sentences":${readFileSync(referencePath('golden/human/language/sentences.json'), 'utf8')}}`,
    ) as { readonly sentences: readonly { readonly source: string; readonly text: string }[] };
    const expected = sentences.filter(({ source }) => source === 'syntaxgym');
    expect(expected.length).toBeGreaterThan(20);
    const texts = new Set<string>();
    for (const part of syntaxGym.parts ?? []) {
      const { stimuli } = (await syntaxGym.load(context, part)).stimuli;
      for (const stimulus of stimuli) texts.add((await stimulus.load()).text);
    }
    expect(expected.filter(({ text }) => !texts.has(text))).toEqual([]);
  });

  it('say where a file is that is not at hand', async () => {
    const without = createRunContext({ mirrors: [], offline: true });
    await expect(
      syntaxGym.load({ ...without, cacheFolder: '/nowhere' }, 'mvrr'),
    ).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining('test_suites/json/mvrr.json'),
    });
  });
});
