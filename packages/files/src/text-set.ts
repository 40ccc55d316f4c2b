import { createHash } from 'node:crypto';
import type { StimulusSet, TextSpan } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';

/** Spans of texts, each with an id that is unique in the set. */
export interface TextSetDescription {
  /** The set's name, such as `Futrell2018`. */
  readonly id: string;
  /** In the order in which they are read; those of one text one after another, so that it is read once. */
  readonly spans: readonly (TextSpan & { readonly id: string })[];
  readonly columns?: StimulusSet['columns'];
}

/**
 * Texts as a set of stimuli. The digest is made of ids, texts and where the spans lie in them: in memory,
 * as long as the texts.
 *
 * @throws VentralError `OPTION_INVALID` for a span that does not lie in its text, or an id that comes twice
 */
export function textSet({ id, spans, columns }: TextSetDescription): StimulusSet<TextSpan> {
  const digest = createHash('sha256').update('texts');
  const known = new Set<string>();
  let before: string | undefined;
  for (const span of spans) {
    requireInside(span);
    if (known.has(span.id)) throw invalid(`The text '${span.id}' comes twice in ${id}.`);
    known.add(span.id);
    digest.update(`\n${JSON.stringify([span.id, span.start, span.end])}`);
    // Once for all spans of a text, which may be a book.
    if (span.text !== before) digest.update(`\n${JSON.stringify(span.text)}`);
    before = span.text;
  }
  return Object.freeze({
    id,
    kind: 'text',
    digest: digest.digest('hex'),
    stimuli: spans.map(({ id: name, ...span }) => {
      const content = Object.freeze(span);
      return Object.freeze({ id: name, load: async () => content });
    }),
    ...(columns && { columns }),
  });
}

function requireInside({ id, text, start, end }: TextSetDescription['spans'][number]): void {
  const isInside = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end;
  if (isInside && end <= text.length) return;
  throw invalid(
    `The text '${id}' is said to lie from ${start} to ${end}, in ${text.length} characters.`,
  );
}

function invalid(message: string): VentralError {
  return new VentralError('OPTION_INVALID', message, {
    hint: 'Report this to the authors of the data set.',
  });
}
