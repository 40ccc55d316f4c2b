import { type Assembly, coordinate, type StimulusSet, type TextSpan } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { textSet } from '@ventral/files';

/** What recordings do not say of the texts that they were made with. */
export interface TextSettings {
  /** The set's name, such as `Pereira2018.243sentences`. */
  readonly id: string;
  /** Label of the presentations that says which text each piece is of: `passage_label`; `stimulus_id` for none. */
  readonly text: string;
  /**
   * Label of the presentations that holds the pieces.
   * @default 'stimulus'
   */
  readonly piece?: string;
}

const beforePunctuation = /^[.,!?;:]/;

/**
 * The pieces of texts that recordings were made with, in the order in which texts first appear and pieces were
 * presented: a piece is read behind the pieces of its text that came before it.
 *
 * Pieces are joined by one space, but for those that begin with a mark (`. , ! ? ; :`); blanks at their ends are left
 * out, and an empty piece is an empty span. Brain-Score language joins them so as well, except that it keeps such
 * blanks, which makes two spaces of one.
 *
 * @throws VentralError `SHAPE_MISMATCH` where the labels are missing
 * @throws VentralError `DATA_CORRUPT` for a piece that is no text, or a stimulus that was presented twice
 */
export function textStimuli(
  recordings: Assembly,
  { id, text: label, piece: pieceLabel = 'stimulus' }: TextSettings,
): StimulusSet<TextSpan> {
  const ids = coordinate(recordings, 'stimulus_id').map(String);
  requireOnce(id, ids);
  const pieces = coordinate(recordings, pieceLabel);
  const piecesOf = new Map<string, { id: string; piece: string }[]>();
  for (const [row, name] of coordinate(recordings, label).entries()) {
    const piece = pieces[row];
    if (typeof piece !== 'string') {
      throw corrupt(`Stimulus '${ids[row]}' of ${id} is ${piece}, and no text.`);
    }
    const known = piecesOf.get(String(name)) ?? [];
    known.push({ id: ids[row]!, piece: piece.trim() });
    piecesOf.set(String(name), known);
  }
  const spans = [...piecesOf.values()].flatMap((own) => {
    let text = '';
    const places = own.map(({ id: name, piece }) => {
      if (text !== '' && piece !== '' && !beforePunctuation.test(piece)) text += ' ';
      const start = text.length;
      text += piece;
      return { id: name, start, end: text.length };
    });
    return places.map((place) => ({ ...place, text }));
  });
  return textSet({ id, spans });
}

function requireOnce(id: string, ids: readonly string[]): void {
  const twice = ids.find((name, row) => ids.indexOf(name) !== row);
  if (twice !== undefined) throw corrupt(`Stimulus '${twice}' of ${id} was presented twice.`);
}

function corrupt(message: string): VentralError {
  return new VentralError('DATA_CORRUPT', message, {
    hint: 'Each presentation needs an id of its own, and the text that was read.',
  });
}
