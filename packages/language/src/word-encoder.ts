import type { Tokenizer as Encoder } from '@huggingface/tokenizers';

/** What a tokenizer makes of a text, without what it puts before and behind. */
export type EncodeText = (text: string) => {
  readonly ids: readonly number[];
  readonly tokens: readonly string[];
};

interface Step {
  readonly type: string;
  readonly normalizers?: readonly Step[];
}

/**
 * Encodes texts word by word, where that is certain to be the same: tokenizers that cut nothing beforehand would be
 * given a whole book as one word, which takes time and memory. It is where the tokenizer puts a space before all that
 * it is given, and no piece holds a space behind another character, so that none reaches from one word into the next.
 *
 * @param json content of its tokenizer.json
 */
export function encoderOfWords(json: unknown, encoder: Encoder): EncodeText {
  const encode: EncodeText = (text) => encoder.encode(text, { add_special_tokens: false });
  if (!isCutAtWords(json, encoder)) return encode;
  const added = [...encoder.get_added_tokens_decoder().values()].map(({ content }) => content);
  return (text) => {
    if (added.some((content) => text.includes(content))) return encode(text);
    const ids: number[] = [];
    const tokens: string[] = [];
    for (const [index, word] of text.split(/(?<=\S)(?= \S)/u).entries()) {
      // The tokenizer puts the space back, which the first word alone does not have.
      const encoded = encode(index === 0 ? word : word.slice(1));
      for (const id of encoded.ids) ids.push(id);
      for (const token of encoded.tokens) tokens.push(token);
    }
    return { ids, tokens };
  };
}

function isCutAtWords(json: unknown, encoder: Encoder): boolean {
  const { model, normalizer, pre_tokenizer } = json as Readonly<Record<string, Step | null>>;
  const steps = normalizer?.normalizers ?? [normalizer];
  const prepends = steps[0]?.type === 'Prepend';
  const keeps = steps.every((step) => step?.type === 'Prepend' || step?.type === 'Replace');
  if (model?.type !== 'BPE' || pre_tokenizer != null || !prepends || !keeps) return false;
  return [...encoder.get_vocab(false).keys()].every((piece) => !/[^ ▁][ ▁]/u.test(piece));
}
