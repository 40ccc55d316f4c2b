import { Tokenizer as Encoder } from '@huggingface/tokenizers';
import { VentralError } from '@ventral/errors';
import { alignPieces } from './align-pieces.ts';
import { pieceReader } from './piece-bytes.ts';
import { encoderOfWords } from './word-encoder.ts';

/** A text as a language model reads it. */
export interface Tokens {
  /** Ids of the tokens; first those that every text begins with. */
  readonly ids: Int32Array;
  /**
   * Index of the character in the text with which each token begins, in UTF-16 units; of the tokens that stand
   * before every text, and of a space that only the tokenizer puts there, that of the character behind. The bytes
   * of one character may be several tokens.
   */
  readonly starts: Int32Array;
}

/** A tokenizer of a causal language model. */
export interface Tokenizer {
  /** What the user calls it. */
  readonly name: string;
  /** Number of ids: the largest and one. */
  readonly size: number;
  /** The tokens that every text begins with; at least one, so that the first of the text is predicted too. */
  readonly beginning: readonly number[];
  /** Ids at which a text ends, or another begins. */
  readonly ends: ReadonlySet<number>;
  /**
   * The tokens of a text, with where they begin.
   *
   * @param of what messages call the text
   * @throws VentralError `TOKENS_UNALIGNED` where the tokens do not spell the text, or it has a character that
   *   the tokenizer does not know
   */
  encode(text: string, of: string): Tokens;
  /** The bytes of the text (UTF-8) that a token stands for: none for one that marks a beginning or an end. */
  bytesOf(id: number): Uint8Array;
}

// What texts begin with where a tokenizer.json does not say it, as the makers of such models do.
const usualBeginnings = ['<|endoftext|>', '<|begin_of_text|>', '<bos>', '<s>', '[BOS]'];
const usualEnds = ['</s>', '<eos>', '[EOS]', '<|end_of_text|>', ...usualBeginnings];

/**
 * Makes a tokenizer of the content of a tokenizer.json, as Hugging Face's tokenizers write it.
 *
 * Texts begin with what its template puts first (in GPT-2's, which has none, with `<|endoftext|>`); what the template
 * puts last is left out. Every piece has to spell characters of the text: byte-level pieces, bytes as a way out,
 * `▁` or a space for a space.
 *
 * @param name what messages call it
 * @throws VentralError `FILE_UNREADABLE` for what is no tokenizer, or has no token that a text could begin with
 */
export function makeTokenizer(json: unknown, name: string): Tokenizer {
  const encoder = openEncoder(json, name);
  const added = new Map(
    [...encoder.get_added_tokens_decoder()].map(([id, { special }]) => [id, special]),
  );
  const beginning = beginningOf(encoder, name);
  const special = [...added].flatMap(([id, isSpecial]) => (isSpecial ? [id] : []));
  const usual = usualEnds.flatMap((piece) => encoder.token_to_id(piece) ?? []);
  const ends = new Set([...beginning, ...special, ...usual]);
  const bytesOfPiece = pieceReader(json, new Set(added.keys()));
  const unknown = unknownPiece(json);
  const encode = encoderOfWords(json, encoder);
  return {
    name,
    size: Math.max(...encoder.get_vocab().values()) + 1,
    beginning,
    ends,
    encode(text, of) {
      const { ids, tokens } = encode(text);
      const at = tokens.indexOf(unknown ?? '');
      const pieces = tokens.map((piece, index) => bytesOfPiece(piece, ids[index] as number));
      const starts = alignPieces(text, at < 0 ? pieces : pieces.slice(0, at), {
        tokenizer: name,
        of,
      });
      if (at >= 0) throw unknownCharacter(text.slice(starts[at] ?? 0), name, of);
      const before = beginning.length;
      const all = {
        ids: new Int32Array(before + ids.length),
        starts: new Int32Array(before + ids.length),
      };
      all.ids.set(beginning);
      all.ids.set(ids, before);
      all.starts.set(starts.subarray(0, ids.length), before);
      return all;
    },
    bytesOf(id) {
      const piece = ends.has(id) ? undefined : encoder.id_to_token(id);
      return piece === undefined || piece === unknown ? new Uint8Array() : bytesOfPiece(piece, id);
    },
  };
}

function openEncoder(json: unknown, name: string): Encoder {
  try {
    const fields = ['normalizer', 'pre_tokenizer', 'post_processor', 'decoder'];
    const whole = { added_tokens: [], ...Object.fromEntries(fields.map((field) => [field, null])) };
    const encoder = new Encoder({ ...whole, ...(json as object) }, {});
    if (encoder.get_vocab().size > 0) return encoder;
    throw new Error('it has no vocabulary');
  } catch (cause) {
    const reason = (cause as Error).message;
    throw unreadable(`${name} is no tokenizer that can be used: ${reason}.`, cause);
  }
}

/** What the template of the tokenizer puts before a text, else what such models begin with. */
function beginningOf(encoder: Encoder, name: string): readonly number[] {
  const whole: readonly number[] = encoder.encode('a').ids;
  const bare: readonly number[] = encoder.encode('a', { add_special_tokens: false }).ids;
  const at = whole.findIndex((_, start) => bare.every((id, index) => whole[start + index] === id));
  if (at > 0) return whole.slice(0, at);
  const usual = usualBeginnings
    .map((piece) => encoder.token_to_id(piece))
    .find((id) => id !== undefined);
  if (usual !== undefined) return [usual];
  throw unreadable(
    `${name} has no token with which texts begin, so that nothing predicts their first word.`,
  );
}

function unreadable(message: string, cause?: unknown): VentralError {
  return new VentralError('FILE_UNREADABLE', message, {
    hint: 'Give the tokenizer.json of the model, as Hugging Face publishes it, with its template of special tokens.',
    cause,
  });
}

/** The piece that stands for whatever a tokenizer does not know. */
function unknownPiece(json: unknown): string | undefined {
  const { model } = json as { readonly model?: Record<string, unknown> };
  if (typeof model?.unk_token === 'string') return model.unk_token;
  const pieces = model?.vocab;
  const at = model?.unk_id;
  return typeof at === 'number' && Array.isArray(pieces) ? String(pieces[at]?.[0]) : undefined;
}

function unknownCharacter(rest: string, tokenizer: string, of: string): VentralError {
  const [word = ''] = rest.trimStart().split(/\s/, 1);
  return new VentralError(
    'TOKENS_UNALIGNED',
    `${tokenizer} has no piece for something in '${word.slice(0, 40)}' of ${of}: what a model expects of it is ` +
      'unknown.',
    { hint: 'Take a model whose tokenizer falls back to bytes, or leave the text out.' },
  );
}
