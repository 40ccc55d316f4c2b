import { readFileSync } from 'node:fs';
import type { Stimulus, TextSpan } from '@ventral/arrays';
import { textSet } from '@ventral/files';
import { referencePath } from '@ventral/testing';

/** A word of Natural Stories and its surprisal in nats, in windows that do not begin anew (A) and that do (B). */
export interface GoldenWord {
  readonly story: number;
  readonly word: string;
  readonly natsA: number;
  readonly natsB: number;
}

/** Path of a file of the reference. */
export function golden(...path: readonly string[]): string {
  return referencePath('golden/human', ...path);
}

/** The words of the first five stories. */
export function goldenWords(): readonly GoldenWord[] {
  const [, ...lines] = readFileSync(golden('language/natural-stories-words.csv'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [, story, quoted, plain, rest = ''] =
      /^(\d+),\d+,(?:"((?:[^"]|"")*)"|([^,]*)),(.*)$/.exec(line) ?? [];
    const [, natsA, , natsB] = rest.split(',').map(Number);
    const word = quoted?.replaceAll('""', '"') ?? plain ?? '';
    return { story: Number(story), word, natsA: natsA ?? 0, natsB: natsB ?? 0 };
  });
}

/** Words as spans of their stories, single spaces between them. */
export function spansOf(words: readonly GoldenWord[]): readonly Stimulus<TextSpan>[] {
  const stories = [...new Set(words.map(({ story }) => story))];
  const spans = stories.flatMap((story) => {
    const own = words.filter((one) => one.story === story).map(({ word }) => word);
    const text = own.join(' ');
    let at = 0;
    return own.map((word, zone) => {
      const start = at;
      at += word.length + 1;
      return { id: `${story}.${zone}`, text, start, end: start + word.length };
    });
  });
  return textSet({ id: 'words', spans }).stimuli;
}

/** Texts as they are, each one span. */
export function wholeTexts(texts: readonly string[]): readonly Stimulus<TextSpan>[] {
  const spans = texts.map((text, index) => {
    return { id: `text ${index}`, text, start: 0, end: text.length };
  });
  return textSet({ id: 'texts', spans }).stimuli;
}

/** The largest difference of two rows of numbers. */
export function worstOf(found: Iterable<number>, expected: readonly number[]): number {
  const values = [...found];
  if (values.length !== expected.length) return Number.POSITIVE_INFINITY;
  return Math.max(0, ...values.map((value, at) => Math.abs(value - (expected[at] as number))));
}
