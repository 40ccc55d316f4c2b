const utf8 = new TextEncoder();
const lowerOne = '▁';

/**
 * How the pieces of a tokenizer spell bytes of a text (UTF-8). In byte-level tokenizers every character of a piece is a
 * byte; else `<0x0A>` is one, where the tokenizer falls back to bytes, and `▁` is a space, where it writes spaces so.
 *
 * @param json content of its tokenizer.json
 * @param added ids of tokens that are text as they stand
 */
export function pieceReader(
  json: unknown,
  added: ReadonlySet<number>,
): (piece: string, id: number) => Uint8Array {
  const { model, ...around } = json as { readonly model?: Readonly<Record<string, unknown>> };
  const outside = JSON.stringify({ ...around, added_tokens: [], post_processor: null });
  const isByteLevel = outside.includes('"ByteLevel"');
  const hasLowerOne = outside.includes(lowerOne) || outside.includes('"Metaspace"');
  const fallsBack = model?.byte_fallback === true;
  return (piece, id) => {
    if (added.has(id)) return utf8.encode(piece);
    if (isByteLevel)
      return Uint8Array.from(piece, (character) => byteOfCharacter.get(character) ?? 0);
    const byte = fallsBack ? /^<0x([0-9A-F]{2})>$/.exec(piece)?.[1] : undefined;
    if (byte !== undefined) return Uint8Array.of(Number.parseInt(byte, 16));
    return utf8.encode(hasLowerOne ? piece.replaceAll(lowerOne, ' ') : piece);
  };
}

/**
 * The byte behind each character of byte-level pieces: printable ones of Latin-1 stand for themselves, the other bytes
 * for characters from 256 on, in order.
 *
 * Reference: Radford et al. (2019), Language models are unsupervised multitask learners (GPT-2)
 */
const byteOfCharacter: ReadonlyMap<string, number> = (() => {
  const isPrintable = (byte: number) =>
    (byte > 32 && byte < 127) || (byte > 160 && byte < 256 && byte !== 173);
  let next = 256;
  return new Map(
    Array.from({ length: 256 }, (_, byte) => [
      String.fromCodePoint(isPrintable(byte) ? byte : next++),
      byte,
    ]),
  );
})();
