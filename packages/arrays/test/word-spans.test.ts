import { wordSpans } from '@ventral/arrays';
import { expect, it } from 'vitest';

it('finds each word in the text that all of them make', () => {
  const words = ['The', 'boat,', 'they', 'said.'];
  const spans = wordSpans(words);
  expect(spans.map(({ text, start, end }) => text.slice(start, end))).toEqual(words);
  expect(new Set(spans.map(({ text }) => text))).toEqual(new Set(['The boat, they said.']));
  expect(wordSpans([])).toEqual([]);
});
