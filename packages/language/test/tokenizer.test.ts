import { makeTokenizer } from '@ventral/language';
import { describe, expect, it } from 'vitest';
import { byteLevelTokenizer, fallbackTokenizer } from './made-tokenizers.ts';

const byteLevel = makeTokenizer(byteLevelTokenizer(), 'bytes');
const fallback = makeTokenizer(fallbackTokenizer(), 'fallback');

/** Characters with which tokens begin, in UTF-16 units; none for those before the text. */
const startsOf = ({ starts }: { readonly starts: Int32Array }) => [...starts.subarray(1)];

describe('makeTokenizer', () => {
  it('begins texts with the template, or as such models do', () => {
    expect([byteLevel.beginning, fallback.beginning]).toEqual([[259], [1]]);
    expect([byteLevel.size, fallback.size]).toEqual([260, 267]);
    expect([...fallback.encode('', 'it').ids]).toEqual([1]);
  });

  it('says where byte-level tokens begin, several in one character', () => {
    // Two bytes, then four, of a character of two UTF-16 units, then a merged word.
    expect(startsOf(byteLevel.encode('é😀 the', 'it'))).toEqual([0, 0, 1, 1, 1, 1, 3]);
    expect(byteLevel.encode('é😀 the', 'it').ids.at(-1)).toBe(258);
  });

  it('says where tokens begin whose space the tokenizer put there', () => {
    const { ids, starts } = fallback.encode('the 日', 'it');
    expect([...ids]).toEqual([1, 266, 259, ...[0xe6, 0x97, 0xa5].map((byte) => byte + 3)]);
    expect([...starts]).toEqual([0, 0, 3, 4, 4, 4]);
  });

  it('takes texts word by word where nothing else comes out', () => {
    const texts = ['the the', ' the', 'the  the', 'the\n the ', 'a<s> the', 'thethe the'];
    const merged = { ...(fallbackTokenizer() as { model: object }) };
    // A piece across two words: texts are taken whole.
    const model = merged.model as { vocab: Record<string, number> };
    const whole = makeTokenizer(
      { ...merged, model: { ...model, vocab: { ...model.vocab, 'e▁': 267 } } },
      'whole',
    );
    for (const text of texts) {
      expect([...fallback.encode(text, 'it').ids]).toEqual([...whole.encode(text, 'it').ids]);
    }
  });

  it('spells bytes of pieces, and nothing for marks', () => {
    const text = (id: number) => new TextDecoder().decode(byteLevel.bytesOf(id));
    expect([text(258), text(259)]).toEqual([' the', '']);
    expect([...fallback.bytesOf(3 + 0xe6)]).toEqual([0xe6]);
    expect(new TextDecoder().decode(fallback.bytesOf(266))).toBe(' the');
  });

  it('refuses to guess where pieces do not spell the text', () => {
    const lower = makeTokenizer(byteLevelTokenizer({ normalizer: { type: 'Lowercase' } }), 'lower');
    expect(() => lower.encode('a The', "the text of '7'")).toThrow(
      /lower makes ' the' of what is ' The' in the text of '7'/,
    );
  });

  it('refuses characters that it does not know', () => {
    const { model, ...rest } = fallbackTokenizer() as { model: object };
    const bare = makeTokenizer({ ...rest, model: { ...model, byte_fallback: false } }, 'bare');
    expect(() => bare.encode('the tea x', 'it')).toThrow(
      /bare has no piece for something in 'x' of it/,
    );
  });

  it('refuses what is no tokenizer, and one that begins with nothing', () => {
    expect(() => makeTokenizer({}, 'x.json')).toThrow(/x.json is no tokenizer that can be used/);
    expect(() => makeTokenizer(null, 'x.json')).toThrow(/x.json is no tokenizer that can be used/);
    const bare = byteLevelTokenizer({ added_tokens: [] });
    expect(() => makeTokenizer(bare, 'x.json')).toThrow(
      /x.json has no token with which texts begin/,
    );
  });
});
