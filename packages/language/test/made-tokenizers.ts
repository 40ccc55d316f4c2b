/** Tokenizers as Hugging Face's library writes them, small. */

const isPrintable = (byte: number) =>
  (byte > 32 && byte < 127) || (byte > 160 && byte < 256 && byte !== 173);

/** The characters that stand for bytes in GPT-2's pieces, printable ones first. */
const byteCharacters = (() => {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const printable = bytes.filter(isPrintable).map((byte) => String.fromCodePoint(byte));
  return [
    ...printable,
    ...Array.from({ length: 256 - printable.length }, (_, at) => String.fromCodePoint(256 + at)),
  ];
})();

const merged = [
  ['Ġ', 't'],
  ['h', 'e'],
  ['Ġt', 'he'],
] as const;

/** Byte-level as GPT-2's: 256 bytes, ` t`, `he`, ` the`, and `<|endoftext|>`, 260 in all. */
export function byteLevelTokenizer(changes: object = {}): object {
  const pieces = [...byteCharacters, ...merged.map((pair) => pair.join(''))];
  const end = { id: 259, content: '<|endoftext|>', special: true, normalized: false };
  return {
    added_tokens: [{ ...end, single_word: false, lstrip: false, rstrip: false }],
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true },
    post_processor: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: false },
    decoder: { type: 'ByteLevel' },
    model: {
      type: 'BPE',
      vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])),
      merges: merged.map((pair) => pair.join(' ')),
    },
    ...changes,
  };
}

/** With `▁` for spaces and bytes for unknown characters, as Llama's: 3 special tokens, 256 bytes, a few pieces. */
export function fallbackTokenizer(changes: object = {}): object {
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
  );
  const pieces = [
    '<unk>',
    '<s>',
    '</s>',
    ...bytes,
    ...['▁', 't', 'h', 'e', 'a', '▁t', 'he', '▁the'],
  ];
  return {
    added_tokens: [0, 1, 2].map((id) => {
      return {
        id,
        content: pieces[id],
        special: true,
        normalized: false,
        single_word: false,
        lstrip: false,
        rstrip: false,
      };
    }),
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'Prepend', prepend: '▁' },
        { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
      ],
    },
    pre_tokenizer: null,
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ SpecialToken: { id: '<s>', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
      pair: [],
      special_tokens: { '<s>': { id: '<s>', ids: [1], tokens: ['<s>'] } },
    },
    decoder: { type: 'ByteFallback' },
    model: {
      type: 'BPE',
      unk_token: '<unk>',
      byte_fallback: true,
      vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])),
      merges: ['▁ t', 'h e', '▁t he'],
    },
    ...changes,
  };
}
