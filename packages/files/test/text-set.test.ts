import { textSet } from '@ventral/files';
import { describe, expect, it } from 'vitest';

const text = 'Two words. Three more words.';
const spans = [
  { id: 's1', text, start: 0, end: 10 },
  { id: 's2', text, start: 11, end: 28 },
];

describe('textSet', () => {
  it('loads each span with the text that it is read in', async () => {
    const { kind, stimuli } = textSet({ id: 'sentences', spans });
    expect(kind).toBe('text');
    expect(stimuli.map(({ id }) => id)).toEqual(['s1', 's2']);
    const loaded = await Promise.all(stimuli.map((stimulus) => stimulus.load()));
    expect(loaded.map((span) => span.text.slice(span.start, span.end))).toEqual([
      'Two words.',
      'Three more words.',
    ]);
  });

  it('has a digest of ids, texts, places and order', () => {
    const digestOf = (changed: typeof spans) => textSet({ id: 'x', spans: changed }).digest;
    const [first, second] = spans as [(typeof spans)[0], (typeof spans)[0]];
    const digests = [
      spans,
      [second, first],
      [{ ...first, id: 's3' }, second],
      [{ ...first, end: 9 }, second],
      [first, { ...second, text: text.replace('Three', 'Threw') }],
      [first, { ...second, text: `${text} ` }],
    ].map(digestOf);
    expect(new Set(digests).size).toBe(digests.length);
    expect(digestOf(structuredClone(spans))).toBe(digests[0]);
  });

  it.each([
    [{ start: -1 }, 'from -1 to 17, in 28'],
    [{ start: 12, end: 11 }, 'from 12 to 11, in 28'],
    [{ end: 29 }, 'from 11 to 29, in 28'],
    [{ start: 0.5 }, 'from 0.5'],
    [{ id: 's1' }, 'comes twice in x'],
  ])('refuses a span with %j', (change, what) => {
    const make = () =>
      textSet({ id: 'x', spans: [spans[0]!, { ...spans[1]!, end: 17, ...change }] });
    expect(make).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
    expect(make).toThrow(what);
  });
});
