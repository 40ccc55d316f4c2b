import { readFileSync } from 'node:fs';
import type { TextSpan } from '@ventral/arrays';
import type { OpenModel } from '@ventral/core';
import { readNpyFile, textSet } from '@ventral/files';
import { createRunContext } from '@ventral/host';
import { type OpenReader, openReader, tokenSurprisals } from '@ventral/language';
import { stories260k } from '@ventral/model-stories260k';
import { collectActivations, describeReference, referencePath } from '@ventral/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

interface GoldenSentence {
  readonly text: string;
  readonly ids: readonly number[];
  readonly logprob: readonly number[];
  readonly next: {
    readonly next_word: {
      readonly word: string;
      readonly margin: number;
      readonly continues: boolean;
    };
  };
}

const golden = (...path: readonly string[]) => referencePath('golden/human', ...path);
const readGolden = (name: string) => JSON.parse(readFileSync(golden('language', name), 'utf8'));
const context = createRunContext({ mirrors: [referencePath('data')], offline: true });

/** Whole texts, each a span. */
const wholeTexts = (texts: readonly string[]) =>
  textSet({
    id: 'texts',
    spans: texts.map((text, index) => ({ id: `text ${index}`, text, start: 0, end: text.length })),
  });

/** The words of texts, single spaces between them. */
const wordsOf = (texts: readonly string[]) =>
  textSet({
    id: 'words',
    spans: texts.flatMap((text, number) =>
      [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => {
        return { id: `${number}.${index}`, text, start: index, end: index + word.length };
      }),
    ),
  });

describeReference('stories260k', 'golden/human', () => {
  const sentences: readonly GoldenSentence[] = readGolden('sentences.json');
  let model: OpenModel<TextSpan>;
  let reader: OpenReader;
  beforeAll(async () => {
    model = await stories260k.open(context);
    reader = await openReader(
      {
        id: 'golden',
        network: golden('stories260k.onnx'),
        tokenizer: golden('tokenizer.json'),
        contextLength: 512,
      },
      context,
    );
  });
  afterAll(() => model[Symbol.asyncDispose]());

  it('has the reference tokens and their probabilities, from the file', async () => {
    const texts = sentences.map(({ text }) => text);
    let index = 0;
    let worst = 0;
    for await (const { ids, bits } of tokenSurprisals(reader, texts, context)) {
      const { ids: expected, logprob } = sentences[index++] as GoldenSentence;
      expect([...ids]).toEqual([1, ...expected]);
      for (const [at, one] of logprob.entries()) {
        worst = Math.max(worst, Math.abs((bits[at + 1] as number) * -Math.LN2 - one));
      }
    }
    expect(index).toBe(100);
    console.log('worst', worst);
    expect(worst).toBeLessThan(1e-4);
  });

  it('has the reference hidden states', async () => {
    const { sentences: shown, layers } = readGolden('hidden.json');
    const stimuli = wholeTexts(shown.map((one: { text: string }) => one.text)).stimuli;
    const names = [...layers, ...layers.map((layer: string) => `${layer}:mean`)];
    const found = await collectActivations(model, stimuli, names, context);
    for (const [kind, suffix] of [
      ['last', ''],
      ['mean', ':mean'],
    ]) {
      const { values } = await readNpyFile(golden('language', `hidden_${kind}.npy`));
      let worst = 0;
      for (const [at, layer] of layers.entries()) {
        const own = found.get(`${layer}${suffix}`) as Float32Array;
        for (const [cell, value] of own.entries()) {
          const [row, unit] = [Math.floor(cell / 64), cell % 64];
          worst = Math.max(
            worst,
            Math.abs(value - Number(values[(row * layers.length + at) * 64 + unit])),
          );
        }
      }
      console.log(kind, worst);
      expect(worst).toBeLessThan(1e-4);
    }
  });

  it('expects the reference words next', async () => {
    await using predictor = await model.openWordPredictor!(context);
    const known = sentences
      .map(({ text, next }) => ({ text, ...next.next_word }))
      .filter(({ margin }) => margin > 1e-3);
    const words = await predictor.predict(known.map(({ text }) => text));
    const wrong = words.flatMap((word, i) => (word === known[i]!.word ? [] : [[word, known[i]]]));
    console.log(known.length, wrong.length, JSON.stringify(wrong.slice(0, 5)));
  });

  it('finds the words of Natural Stories as surprising as the reference', async () => {
    const lines = readFileSync(golden('language/natural-stories-words.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    const rows = parse(lines);
    const stories = [...new Set(rows.map(([story]) => story))];
    const texts = stories.map((story) =>
      rows
        .filter((row) => row[0] === story)
        .map(([, , word]) => word)
        .join(' '),
    );
    const time = performance.now();
    const { stimuli } = wordsOf(texts);
    expect(stimuli).toHaveLength(rows.length);
    const bits = (await collectActivations(model, stimuli, ['surprisal'], context)).get(
      'surprisal',
    )!;
    console.log('ms', performance.now() - time);
    const worst = Math.max(...rows.map((row, i) => Math.abs(bits[i]! * Math.LN2 - Number(row[4]))));
    console.log('worst', worst);
    expect(worst).toBeLessThan(1e-3);
  });
});

function parse(lines: readonly string[]) {
  return lines.map((line) => {
    const quoted = /^(\d+),(\d+),("(?:[^"]|"")*"|[^,]*),(.*)$/.exec(line)!;
    const word = quoted[3]!.startsWith('"')
      ? quoted[3]!.slice(1, -1).replaceAll('""', '"')
      : quoted[3]!;
    return [quoted[1]!, quoted[2]!, word, ...quoted[4]!.split(',')] as string[];
  });
}
