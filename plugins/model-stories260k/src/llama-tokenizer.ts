import { VentralError } from '@ventral/errors';

const [unknown, beginning, end] = ['<unk>', '<s>', '</s>'];
/** The first piece that is no special token and no byte. */
const firstPiece = 259;

/**
 * Reads a tokenizer of llama2.c, and says it as a tokenizer.json: a space before each text, every character as its piece
 * or its bytes, and pairs of neighbours merged, of the highest score first. `<s>` begins texts; written in a text, it is
 * spelled out.
 *
 * @param bytes length of the longest piece (int32), then of each piece its score (float32), its length (int32) and
 *   itself in UTF-8
 * @throws VentralError `DATA_CORRUPT` where it ends within a piece
 */
export function readLlamaTokenizer(bytes: Uint8Array): object {
  const pieces = readPieces(bytes);
  const names = pieces.map(({ piece }, id) => specialName(id) ?? piece);
  const vocab = Object.fromEntries(names.map((name, id) => [name, id]));
  const known = new Map(pieces.slice(firstPiece).map(({ piece, score }) => [piece, score]));
  const merges = [...known]
    .toSorted(([, a], [, b]) => b - a)
    .flatMap(([piece]) => splitsOf(piece).filter((pair) => pair.every((part) => known.has(part))));
  const special = { id: beginning, ids: [vocab[beginning]], tokens: [beginning] };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: { type: 'Prepend', prepend: ' ' },
    pre_tokenizer: null,
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: beginning, type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
      ],
      pair: [
        { SpecialToken: { id: beginning, type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { Sequence: { id: 'B', type_id: 1 } },
      ],
      special_tokens: { [beginning]: special },
    },
    decoder: {
      type: 'Sequence',
      decoders: [
        { type: 'ByteFallback' },
        { type: 'Fuse' },
        { type: 'Strip', content: ' ', start: 1, stop: 0 },
      ],
    },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: unknown,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: true,
      byte_fallback: true,
      ignore_merges: false,
      vocab,
      merges,
    },
  };
}

function specialName(id: number): string | undefined {
  if (id >= firstPiece) return undefined;
  const byte = (id - 3).toString(16).toUpperCase().padStart(2, '0');
  return [unknown, beginning, end][id] ?? `<0x${byte}>`;
}

function readPieces(
  bytes: Uint8Array,
): readonly { readonly piece: string; readonly score: number }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: { piece: string; score: number }[] = [];
  try {
    for (let at = 4; at < bytes.length; ) {
      const [score, length] = [view.getFloat32(at, true), view.getInt32(at + 4, true)];
      const text = new Uint8Array(bytes.buffer, bytes.byteOffset + at + 8, length);
      pieces.push({ piece: new TextDecoder().decode(text), score });
      at += 8 + length;
    }
  } catch (cause) {
    throw new VentralError(
      'DATA_CORRUPT',
      `The pieces of the tokenizer end within number ${pieces.length}.`,
      {
        hint: 'Give a tokenizer of llama2.c, such as tok512.bin.',
        cause,
      },
    );
  }
  return pieces;
}

/** All ways to make a piece of two, the shortest first part first. */
function splitsOf(piece: string): readonly (readonly [string, string])[] {
  const characters = Array.from(piece);
  return characters.slice(1).map((_, at) => {
    return [characters.slice(0, at + 1).join(''), characters.slice(at + 1).join('')] as const;
  });
}
