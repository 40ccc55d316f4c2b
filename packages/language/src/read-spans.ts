import type { Stimulus, TextSpan } from '@ventral/arrays';
import type { ActivationBatch, RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { openCausalRun, type PartReading } from './causal-run.ts';
import type { ContextWindow } from './context-windows.ts';
import { type Passage, readWindows } from './read-windows.ts';
import type { Reader } from './reader.ts';
import { spanTokens, type TokenRange } from './span-tokens.ts';

/** The layer of every language model that holds surprisal in bits, one number a span. */
export const surprisalLayer = 'surprisal';
const meanSuffix = ':mean';

/** A hidden state, as it is read of a span. */
interface StateColumn {
  /** Name of the layer. */
  readonly name: string;
  readonly state: string;
  readonly width: number;
  readonly isMean: boolean;
}

/** What has been read of a span so far. */
interface SpanReading extends TokenRange {
  /** Its tokens that have not been read. */
  left: number;
  bits: number;
  /** One array a column; sums where it is a mean. */
  readonly states: Float64Array[];
}

interface SpanPassage extends Passage {
  /** In the order of the stimuli. */
  spans: SpanReading[];
}

/** Names of the layers that a hidden state is read as: of the last token of a span, and the mean over all. */
export function layersOfState(state: string): readonly string[] {
  return [state, `${state}${meanSuffix}`];
}

/**
 * Reads spans of texts and yields what is asked for, in order, each text once for all of its spans that follow one
 * another. Surprisal is the sum over the tokens of a span of minus the binary logarithm of their probability.
 *
 * @param names of layers that there are
 * @throws VentralError `RESPONSES_INVALID` where a hidden state is asked for of a span without tokens
 * @throws VentralError `TOKENS_UNALIGNED`, `MODEL_INPUT_MISMATCH`, `MODEL_FAILED`, `INTERRUPTED`
 */
export async function* readSpans(
  reader: Reader,
  stimuli: readonly Stimulus<TextSpan>[],
  names: readonly string[],
  context: RunContext,
): AsyncGenerator<ActivationBatch> {
  const columns = columnsOf(reader, names);
  const scores = names.includes(surprisalLayer);
  const states = [...new Set(columns.map(({ state }) => state))];
  await using run = await openCausalRun(reader.causal, states, scores, context.device);
  const waiting: SpanReading[] = [];
  let start = 0;
  const takeDone = (): ActivationBatch | undefined => {
    const open = waiting.findIndex(({ left }) => left > 0);
    const done = waiting.splice(0, open < 0 ? waiting.length : open);
    if (done.length === 0) return undefined;
    const batch = { start, count: done.length, activations: activationsOf(done, names, columns) };
    start += done.length;
    return batch;
  };
  const passages = passagesOf(reader, stimuli, columns, waiting);
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  for await (const readings of readWindows(reader, run, passages, width, context)) {
    for (const { passage, window, reading } of readings) {
      for (const span of passage.spans) addReading(span, window, reading, columns);
      passage.spans = passage.spans.filter(({ left }) => left > 0);
    }
    const batch = takeDone();
    if (batch !== undefined) yield batch;
  }
  const rest = takeDone();
  if (rest !== undefined) yield rest;
}

function columnsOf({ causal }: Reader, names: readonly string[]): readonly StateColumn[] {
  return names.flatMap((name) => {
    const own = causal.states.find((state) => layersOfState(state.name).includes(name));
    if (own === undefined) return [];
    return [{ name, state: own.name, width: own.width, isMean: name !== own.name }];
  });
}

/** Texts with the spans that follow one another in them; each span is put into `waiting` first. */
async function* passagesOf(
  reader: Reader,
  stimuli: readonly Stimulus<TextSpan>[],
  columns: readonly StateColumn[],
  waiting: SpanReading[],
): AsyncGenerator<SpanPassage> {
  const { tokenizer } = reader;
  let passage: SpanPassage | undefined;
  let text: string | undefined;
  let find: ReturnType<typeof spanTokens> | undefined;
  for (const stimulus of stimuli) {
    const span = await stimulus.load();
    if (find === undefined || span.text !== text) {
      if (passage !== undefined) yield passage;
      const of = `the text of '${stimulus.id}'`;
      const tokens = tokenizer.encode(span.text, of);
      passage = { ids: tokens.ids, of, spans: [] };
      find = spanTokens(span.text, tokens, tokenizer.beginning.length);
      text = span.text;
    }
    const range = find(span, stimulus.id);
    if (range.from === range.to && columns.length > 0) throw noState(stimulus.id, columns);
    const states = columns.map(({ width }) => new Float64Array(width));
    const reading = { ...range, left: range.to - range.from, bits: 0, states };
    waiting.push(reading);
    passage?.spans.push(reading);
  }
  if (passage !== undefined) yield passage;
}

/** Adds what a window says of the tokens of a span that count there. */
function addReading(
  span: SpanReading,
  { from, end }: ContextWindow,
  { logProbabilities, states }: PartReading,
  columns: readonly StateColumn[],
): void {
  const [first, behind] = [Math.max(span.from, from), Math.min(span.to, end)];
  if (first >= behind) return;
  span.left -= behind - first;
  for (let token = first - from; token < behind - from && logProbabilities.length > 0; token++) {
    span.bits -= (logProbabilities[token] as number) / Math.LN2;
  }
  for (const [index, { state, width, isMean }] of columns.entries()) {
    const own = span.states[index] as Float64Array;
    const values = states.get(state) as Float32Array;
    const count = isMean ? span.to - span.from : 1;
    const begin = isMean ? first : Math.max(first, span.to - 1);
    for (let token = begin - from; token < behind - from; token++) {
      for (let unit = 0; unit < width; unit++) {
        own[unit]! += (values[token * width + unit] as number) / count;
      }
    }
  }
}

function activationsOf(
  spans: readonly SpanReading[],
  names: readonly string[],
  columns: readonly StateColumn[],
): ReadonlyMap<string, Float32Array> {
  return new Map(
    names.map((name) => {
      const index = columns.findIndex((column) => column.name === name);
      if (index < 0) return [name, Float32Array.from(spans, ({ bits }) => bits)];
      const { width } = columns[index] as StateColumn;
      const values = new Float32Array(spans.length * width);
      for (const [row, { states }] of spans.entries()) {
        values.set(states[index] as Float64Array, row * width);
      }
      return [name, values];
    }),
  );
}

function noState(id: string, [column]: readonly StateColumn[]): VentralError {
  return new VentralError(
    'RESPONSES_INVALID',
    `'${id}' is empty: it has no token, and so no '${column?.name}'.`,
    { hint: "Leave it out, or read 'surprisal' alone, which is 0 where nothing is read." },
  );
}
