import { readFileSync } from 'node:fs';
import type { TextSpan } from '@ventral/arrays';
import type { OpenModel } from '@ventral/core';
import { readNpyFile } from '@ventral/files';
import { createRunContext } from '@ventral/host';
import { languageModel, openReader, tokenSurprisals } from '@ventral/language';
import { stories260k } from '@ventral/model-stories260k';
import { collectActivations, describeReference, referencePath } from '@ventral/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readLlamaTokenizer } from '../src/llama-tokenizer.ts';
import { golden, goldenWords, spansOf, wholeTexts, worstOf } from './golden-language.ts';

interface GoldenSentence {
  readonly text: string;
  readonly ids: readonly number[];
  readonly logprob: readonly number[];
  readonly next: { readonly next_word: { readonly word: string; readonly margin: number } };
}

const readGolden = (name: string) => JSON.parse(readFileSync(golden('language', name), 'utf8'));

describeReference('stories260k beside the reference', 'golden/human', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
  const sentences: readonly GoldenSentence[] = readGolden('sentences.json');
  const texts = sentences.map(({ text }) => text);
  // The same network and tokenizer, by other hands.
  const ofFile = {
    id: 'file',
    title: 'stories260k of the reference',
    network: golden('stories260k.onnx'),
    tokenizer: golden('tokenizer.json'),
    contextLength: 512,
  };
  let model: OpenModel<TextSpan>;
  beforeAll(async () => {
    model = await stories260k.open(context);
  });
  afterAll(() => model[Symbol.asyncDispose]());

  it('has its tokenizer', () => {
    const bytes = readFileSync(referencePath('data/stories260k-llama2/tok512.bin'));
    expect(readLlamaTokenizer(bytes)).toEqual(
      JSON.parse(readFileSync(golden('tokenizer.json'), 'utf8')),
    );
  });

  it('has its layers, and compares the ends of blocks with brains, as the file does', async () => {
    const blocks = ['block.0', 'block.1', 'block.2', 'block.3', 'block.4'];
    const names = ['embedding', ...blocks, 'final_norm'];
    await using file = await languageModel(ofFile).open(context);
    for (const one of [model, file]) {
      expect(one.candidateLayers).toEqual(blocks);
      const known = one.layers.map(({ name }) => name);
      expect(known).toEqual(
        expect.arrayContaining([...names, ...names.map((name) => `${name}:mean`)]),
      );
    }
    expect(model.anatomy?.parameters).toBeGreaterThan(260_000);
  });

  it('cuts texts into its tokens, and gives them its probabilities', async () => {
    const reader = await openReader(ofFile, context);
    let index = 0;
    for await (const { ids, bits } of tokenSurprisals(reader, texts, context)) {
      const { ids: expected, logprob } = sentences[index++] as GoldenSentence;
      expect([...ids]).toEqual([1, ...expected]);
      const nats = bits.subarray(1).map((one) => -one * Math.LN2);
      expect(worstOf(nats, logprob)).toBeLessThan(1e-4);
    }
    expect(index).toBe(100);
  });

  it('finds whole sentences as surprising', async () => {
    const found = await collectActivations(model, wholeTexts(texts), ['surprisal'], context);
    const expected = sentences.map(({ logprob }) => {
      return -logprob.reduce((sum, one) => sum + one, 0) / Math.LN2;
    });
    expect(worstOf(found.get('surprisal')!, expected)).toBeLessThan(1e-3);
  });

  it('has its hidden states, of the last token and over all', async () => {
    const { sentences: shown, layers } = readGolden('hidden.json');
    const stimuli = wholeTexts(shown.map(({ text }: GoldenSentence) => text));
    for (const [kind, suffix] of [
      ['last', ''],
      ['mean', ':mean'],
    ] as const) {
      const names: readonly string[] = layers.map((layer: string) => `${layer}${suffix}`);
      const found = await collectActivations(model, stimuli, names, context);
      const { values } = await readNpyFile(golden('language', `hidden_${kind}.npy`));
      // Sentences x layers x 64.
      const expected = Array.from(values as Float32Array, Number);
      for (const [index, name] of names.entries()) {
        const own = expected.filter((_, at) => Math.floor(at / 64) % layers.length === index);
        expect(worstOf(found.get(name)!, own)).toBeLessThan(1e-4);
      }
    }
  });

  it('expects its next words', async () => {
    await using predictor = await model.openWordPredictor!(context);
    const words = await predictor.predict(texts);
    expect(words).toEqual(sentences.map(({ next }) => next.next_word.word));
  });

  it('finds the words of a story as surprising, in windows of either kind', async () => {
    const words = goldenWords().filter(({ story }) => story === 1);
    const spans = spansOf(words);
    const found = await collectActivations(model, spans, ['surprisal'], context);
    const nats = found.get('surprisal')!.map((bits) => bits * Math.LN2);
    expect(
      worstOf(
        nats,
        words.map(({ natsA }) => natsA),
      ),
    ).toBeLessThan(1e-3);
    await using begun = await languageModel({ ...ofFile, windowsBegin: true }).open(context);
    const ofBegun = await collectActivations(begun, spans, ['surprisal'], context);
    const other = ofBegun.get('surprisal')!.map((bits) => bits * Math.LN2);
    expect(
      worstOf(
        other,
        words.map(({ natsB }) => natsB),
      ),
    ).toBeLessThan(1e-3);
  });
});
