import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TextSpan } from '@ventral/arrays';
import type { OpenModel } from '@ventral/core';
import { textSet } from '@ventral/files';
import { createRunContext } from '@ventral/host';
import { languageModel, openReader, tokenSurprisals } from '@ventral/language';
import { buildModel, openSession } from '@ventral/onnx';
import { collectActivations, makeFolder } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { byteLevelTokenizer, fallbackTokenizer } from './made-tokenizers.ts';
import { context as contextLength, type Export, tinyGpt, vocabulary } from './tiny-gpt.ts';

const context = createRunContext();
const long = 'the other day they thought of the heather, the thistle and the thyme there';

function made(how: Export = 'plain', changes: object = {}) {
  return {
    id: 'tiny',
    title: 'A tiny GPT',
    network: async () => tinyGpt(how),
    tokenizer: async () => byteLevelTokenizer(),
    contextLength,
    ...changes,
  };
}

const open = (how?: Export, changes?: object) =>
  languageModel(made(how, changes)).open(context) as Promise<OpenModel<TextSpan>>;

/** The words of texts. */
function wordsOf(...texts: readonly string[]) {
  const spans = texts.flatMap((text, number) =>
    [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => {
      return { id: `${number}.${index}`, text, start: index, end: index + word.length };
    }),
  );
  return textSet({ id: 'words', spans }).stimuli;
}

const spanOf = (text: string, start = 0, end = text.length) =>
  textSet({ id: 'span', spans: [{ id: 'the span', text, start, end }] }).stimuli;

/** Surprisals of tokens, one forward pass a token, each with all before it in its window. */
async function slowSurprisals(ids: Int32Array): Promise<readonly number[]> {
  await using session = await openSession(tinyGpt());
  const bits = [0];
  for (let position = 1; position < ids.length; position++) {
    // Windows of 16 tokens begin 8 after one another; a token counts in the first that holds it.
    const start = position < 16 ? 0 : 8 * (Math.floor((position - 16) / 8) + 1);
    const before = BigInt64Array.from(ids.subarray(start, position), BigInt);
    const feeds = {
      input_ids: { type: 'int64', shape: [1, before.length], values: before },
    } as const;
    const { logits } = await session.run(feeds);
    const last = Array.from((logits!.values as Float32Array).slice(-vocabulary));
    const total = last.reduce((sum, one) => sum + Math.exp(one), 0);
    bits.push(-Math.log2(Math.exp(last[ids[position] as number] as number) / total));
  }
  return bits;
}

describe('languageModel', () => {
  it('finds tokens of a long text as surprising as one pass a token does', async () => {
    const reader = await openReader(made(), context);
    for await (const { ids, bits } of tokenSurprisals(reader, [long, 'the'], context)) {
      const expected = await slowSurprisals(ids);
      expect(ids[0]).toBe(259);
      expect(bits).toHaveLength(expected.length);
      for (const [at, one] of expected.entries()) expect(bits[at]).toBeCloseTo(one, 4);
    }
  });

  it.each(['plain', 'cached', 'merged'] as const)('says where operators run: %s', async (how) => {
    await using model = await open(how);
    const places = [...(await model.placeOperators!(context)).values()];
    expect(places.map(({ operation }) => operation)).toContain('MatMul');
    expect(new Set(places.map(({ device }) => device))).toEqual(new Set(['cpu']));
  });

  it.each(['cached', 'merged'] as const)('reads a model that was exported %s', async (how) => {
    const stimuli = wordsOf(long, 'the heath', 'a');
    const names = ['surprisal'];
    await using plain = await open();
    await using other = await open(how);
    const [expected, found] = [
      (await collectActivations(plain, stimuli, names, context)).get('surprisal'),
      (await collectActivations(other, stimuli, names, context)).get('surprisal'),
    ];
    for (const [at, one] of expected!.entries()) expect(found![at]).toBeCloseTo(one, 4);
  });

  it('finds the residual stream behind each block', async () => {
    for (const how of ['plain', 'cached'] as const) {
      await using model = await open(how);
      expect(model.candidateLayers).toEqual(['h.0', 'h.1']);
    }
    await using merged = await open('merged');
    expect(merged.candidateLayers).toEqual(['$branch1 h.0', '$branch1 h.1']);
  });

  it('reads hidden states of the last token and the mean over tokens, whatever is beside', async () => {
    await using model = await open();
    const names = ['h.1', 'h.1:mean', 'surprisal'];
    const both = await collectActivations(model, wordsOf(long, 'the heath'), names, context);
    const alone = await collectActivations(model, wordsOf('the heath'), names, context);
    for (const name of names) {
      const rest = both.get(name)!.slice(-alone.get(name)!.length);
      for (const [at, one] of rest.entries()) expect(alone.get(name)![at]).toBeCloseTo(one, 5);
    }
    // A word of one token has its state as the mean.
    const ofOne = await collectActivations(model, spanOf('ax', 1), names, context);
    expect(ofOne.get('h.1')).toEqual(ofOne.get('h.1:mean'));
    const whole = await collectActivations(model, spanOf('ax'), ['h.0:mean'], context);
    const apart = await collectActivations(
      model,
      [...spanOf('ax', 0, 1), ...spanOf('ax', 1)],
      ['h.0'],
      context,
    );
    for (let unit = 0; unit < 8; unit++) {
      const mean = (apart.get('h.0')![unit]! + apart.get('h.0')![8 + unit]!) / 2;
      expect(whole.get('h.0:mean')![unit]).toBeCloseTo(mean, 5);
    }
  });

  it('adds up to the surprisal of the whole text', async () => {
    await using model = await open();
    const words = (await collectActivations(model, wordsOf(long), ['surprisal'], context)).get(
      'surprisal',
    )!;
    const [whole] = (await collectActivations(model, spanOf(long), ['surprisal'], context)).get(
      'surprisal',
    )!;
    expect(words.reduce((sum, one) => sum + one, 0)).toBeCloseTo(whole!, 3);
  });

  it('begins windows as texts begin, where that is asked for', async () => {
    await using plain = await open();
    await using begun = await open('plain', { windowsBegin: true });
    const [a, b] = [
      (await collectActivations(plain, wordsOf(long), ['surprisal'], context)).get('surprisal')!,
      (await collectActivations(begun, wordsOf(long), ['surprisal'], context)).get('surprisal')!,
    ];
    expect(a[0]).toBe(b[0]);
    expect(a.at(-1)).not.toBeCloseTo(b.at(-1)!, 3);
    expect(plain.digest).not.toBe(begun.digest);
  });

  it('says 0 of an empty span, and no hidden state', async () => {
    await using model = await open();
    const found = await collectActivations(
      model,
      [...spanOf('ax', 1, 1), ...spanOf('')],
      ['surprisal'],
      context,
    );
    expect([...found.get('surprisal')!]).toEqual([0, 0]);
    const states = () => collectActivations(model, spanOf('ax', 1, 1), ['h.0'], context);
    await expect(states()).rejects.toThrow(/'the span' is empty: it has no token, and so no 'h.0'/);
    await expect(states()).rejects.toMatchObject({ code: 'RESPONSES_INVALID' });
  });

  it('refuses a span that begins within a token', async () => {
    await using model = await open();
    const split = () => collectActivations(model, spanOf('a the', 4, 5), ['surprisal'], context);
    await expect(split()).rejects.toThrow(/No token begins in 'e' \('the span'\)/);
  });

  it('refuses a tokenizer of another size', async () => {
    const other = () => open('plain', { tokenizer: async () => fallbackTokenizer() });
    await expect(other()).rejects.toThrow(
      /the tokenizer of tiny has 267 tokens, and tiny scores 260/,
    );
    await expect(other()).rejects.toMatchObject({ code: 'TOKENIZER_MISMATCH' });
  });

  it('takes the context from the config.json beside a file, and says where it is not known', async () => {
    await using folder = await makeFolder({});
    const network = join(folder.path, 'model.onnx');
    const tokenizer = join(folder.path, 'tokenizer.json');
    await writeFile(network, tinyGpt());
    await writeFile(tokenizer, JSON.stringify(byteLevelTokenizer()));
    const model = () => open('plain', { network, tokenizer, contextLength: undefined });
    await using unknown = await model();
    expect(unknown.notes).toEqual([expect.stringMatching(/is not stated/)]);
    const far = spanOf(`${long} `.repeat(10));
    const reading = () => collectActivations(unknown, far, ['surprisal'], context);
    await expect(reading()).rejects.toThrow(
      /How many tokens .*model.onnx takes at once is not known/,
    );
    await writeFile(join(folder.path, 'config.json'), JSON.stringify({ n_positions: 16 }));
    await using known = await model();
    await using described = await open();
    const [a, b] = [known, described].map((one) =>
      collectActivations(one, far, ['surprisal'], context),
    );
    expect((await a)!.get('surprisal')).toEqual((await b)!.get('surprisal'));
    expect(known.files).toEqual([network, tokenizer, join(folder.path, 'config.json')]);
  });

  it('refuses what is no language model', async () => {
    const image = { name: 'image', type: 'float32', shape: ['n', 3, 8, 8] } as const;
    const outputs = [{ ...image, name: 'logits' }];
    const relu = { operation: 'Relu', inputs: ['image'], outputs: ['logits'] };
    const network = async () => buildModel({ inputs: [image], outputs, nodes: [relu] });
    await expect(open('plain', { network })).rejects.toThrow(
      /no causal language model: it takes image \(float32\)/,
    );
  });

  it('refuses a model that sees what it is to predict from both sides', async () => {
    await expect(open('seeing')).rejects.toMatchObject({
      code: 'MODEL_INPUT_MISMATCH',
      message: expect.stringContaining('sees what stands behind a token'),
    });
  });

  it('refuses layers that there are not, with the nearest', async () => {
    await using model = await open();
    expect(() => model.look(spanOf('a'), ['h.O'], context)).toThrow(/has no layer 'h.O'/);
  });

  it('stops when it is told to', async () => {
    await using model = await open();
    const stopped = createRunContext({ signal: AbortSignal.abort() });
    const reading = () => collectActivations(model, wordsOf(long), ['surprisal'], stopped);
    await expect(reading()).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });

  it('writes the next word until another begins', async () => {
    await using model = await open();
    await using predictor = await model.openWordPredictor!(context);
    const texts = ['the', long, 'a', ''];
    const words = await predictor.predict(texts);
    expect(words).toHaveLength(4);
    const [alone] = await predictor.predict([long]);
    expect(words[1]).toBe(alone);
    for (const word of words) expect(word).toBe(word.trim());
  });
});
