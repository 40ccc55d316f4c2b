import { VentralError } from '@ventral/errors';

const space = 0x20;

/** What messages call a tokenizer and a text. */
interface Named {
  readonly tokenizer: string;
  readonly of: string;
}

/**
 * Finds where each piece begins in a text. Pieces have to spell it, byte by byte; a space before a piece may be there
 * only for the tokenizer, and white space of the text may be in no piece.
 *
 * @param pieces bytes (UTF-8) of each, the text from its beginning
 * @returns index of the character that each piece begins with, in UTF-16 units, and behind them that of the character
 *   at which they end
 * @throws VentralError `TOKENS_UNALIGNED` where a piece does not spell what stands at its place
 */
export function alignPieces(
  text: string,
  pieces: readonly Uint8Array[],
  { tokenizer, of }: Named,
): Int32Array {
  const bytes = new TextEncoder().encode(text);
  const starts = new Int32Array(pieces.length + 1);
  let at = 0;
  const place = characterCounter(bytes);
  for (const [index, piece] of pieces.entries()) {
    const own = piece[0] === space && bytes[at] !== space ? piece.subarray(1) : piece;
    const skipped = skipSpace(bytes, at, own);
    if (!own.every((byte, offset) => bytes[skipped + offset] === byte)) {
      const found = text.slice(place(at)).slice(0, 20);
      throw new VentralError(
        'TOKENS_UNALIGNED',
        `${tokenizer} makes '${new TextDecoder().decode(piece)}' of what is '${found}' in ${of}: which of its ` +
          'tokens belong to which word cannot be told.',
        {
          hint:
            'It changes texts before it cuts them, such as to lower case or to composed characters: write the ' +
            'texts as it does, or take another model.',
        },
      );
    }
    starts[index] = place(skipped);
    at = skipped + own.length;
  }
  starts[pieces.length] = place(at);
  return starts;
}

/** Where a piece begins that leaves out white space of the text before it. */
function skipSpace(bytes: Uint8Array, from: number, piece: Uint8Array): number {
  let at = from;
  while (isSpace(bytes[at]) && piece[0] !== bytes[at]) at += 1;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === space || (byte !== undefined && byte >= 9 && byte <= 13);
}

/** The UTF-16 index of the character that a byte belongs to; asked for from left to right. */
function characterCounter(bytes: Uint8Array): (at: number) => number {
  let [byte, units, begun] = [0, 0, 0];
  return (at) => {
    // One character further than asked for: the byte may lie inside it.
    while (byte <= at && byte < bytes.length) {
      begun = units;
      const first = bytes[byte] as number;
      const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
      byte += length;
      units += length === 4 ? 2 : 1;
    }
    return at < byte ? begun : units;
  };
}
