import { describe, expect, it } from 'vitest';
import { readSentences, readTokens } from '../src/tokens.ts';

const wordsOf = (text: string, known: readonly string[] = []) =>
  Array.from(
    readTokens(text, (word) => known.includes(word)),
    ({ word }) => word,
  );

describe('a text', () => {
  it('is read as words and marks', () => {
    expect(wordsOf("He didn't go — she said “no”…")).toEqual([
      'He',
      "didn't",
      'go',
      '—',
      'she',
      'said',
      '“',
      'no',
      '”',
      '…',
    ]);
    expect(wordsOf('well-known U.S. 3.14, été 日本語')).toEqual([
      'well-known',
      'U.S',
      '.',
      '3.14',
      ',',
      'été',
      '日本語',
    ]);
  });

  it('has words that are known as they are written', () => {
    expect(wordsOf('the street. The end.', ['street.'])).toEqual([
      'the',
      'street.',
      'The',
      'end',
      '.',
    ]);
  });

  it('says where words begin', () => {
    const starts = Array.from(readTokens('  Go,\n"stop" '), ({ start }) => start);
    expect(starts).toEqual([2, 4, 6, 7, 11]);
  });

  it('is nothing where nothing is written', () => {
    expect(wordsOf('')).toEqual([]);
    expect(wordsOf(' \n ')).toEqual([]);
  });

  it.each([
    [
      'One two. Three four',
      [
        ['One', 'two', '.'],
        ['Three', 'four'],
      ],
    ],
    [
      'He said "no." Then he left.',
      [
        ['He', 'said', '"', 'no', '.', '"'],
        ['Then', 'he', 'left', '.'],
      ],
    ],
    ['"Why?" he asked.', [['"', 'Why', '?', '"', 'he', 'asked', '.']]],
    ['It is over . " Yes', [['It', 'is', 'over', '.', '"'], ['Yes']]],
    ['a line\nanother', [['a', 'line'], ['another']]],
  ])('%j is sentences', (text, expected) => {
    expect([...readSentences(text)]).toEqual(expected);
  });
});
