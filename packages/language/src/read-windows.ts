import { type RunContext, throwIfInterrupted } from '@ventral/core';
import type { CausalRun, PartReading, ReadPart } from './causal-run.ts';
import { type ContextWindow, contextWindows } from './context-windows.ts';
import { packByLength } from './pack-by-length.ts';
import { type Reader, tokensAtOnce, windowLength } from './reader.ts';

/** A text that is read. */
export interface Passage {
  /** Ids of its tokens, with those that it begins with. */
  readonly ids: Int32Array;
  /** What messages call it. */
  readonly of: string;
}

/** What a model says of the tokens of a window that count there. */
export interface WindowReading<Read extends Passage> {
  readonly passage: Read;
  /** Positions of these tokens: from `from` up to and without `end`. */
  readonly window: ContextWindow;
  readonly reading: PartReading;
}

interface PassageWindow<Read extends Passage> {
  readonly passage: Read;
  readonly window: ContextWindow;
}

// Windows that are looked at together, so that those of like length are read side by side.
const batchesTogether = 4;

/**
 * Reads texts, in windows where they are longer than the context, side by side where they are short. Memory is that of
 * a few batches, whatever the length of a text.
 *
 * @param statesWidth numbers that are read of a token, hidden states together
 * @returns windows as they have been read; those of like length come together, so not in order
 * @throws VentralError `INTERRUPTED` soon after the context's signal aborts
 */
export async function* readWindows<Read extends Passage>(
  reader: Reader,
  run: CausalRun,
  passages: AsyncIterable<Read>,
  statesWidth: number,
  { signal }: RunContext,
): AsyncGenerator<readonly WindowReading<Read>[]> {
  const most = tokensAtOnce(reader, statesWidth);
  let read = 0;
  for await (const windows of takeTogether(windowsOf(reader, passages), batchesTogether * most)) {
    for (const batch of packByLength(windows, lengthOf, most, reader.causal.inputs.rows)) {
      throwIfInterrupted(signal, `after ${read} windows of text`);
      const readings = await run.read(batch.map((one) => partOf(reader, one)));
      read += batch.length;
      yield batch.map((one, index) => ({ ...one, reading: readings[index] as PartReading }));
    }
  }
}

function lengthOf({ window: { start, end } }: PassageWindow<Passage>): number {
  return end - start;
}

async function* windowsOf<Read extends Passage>(
  reader: Reader,
  passages: AsyncIterable<Read>,
): AsyncGenerator<PassageWindow<Read>> {
  const beginning = reader.tokenizer.beginning.length;
  for await (const passage of passages) {
    const { ids, of } = passage;
    const length = windowLength(reader, ids.length, of);
    for (const window of contextWindows(ids.length, beginning, length)) yield { passage, window };
  }
}

function partOf(
  { tokenizer, windowsBegin }: Reader,
  { passage, window: { start, end, from } }: PassageWindow<Passage>,
): ReadPart {
  const ids = passage.ids.subarray(start, end);
  if (start === 0 || !windowsBegin) return { ids, from: from - start };
  const begun = ids.slice();
  begun[0] = tokenizer.beginning[0] as number;
  return { ids: begun, from: from - start };
}

async function* takeTogether<Read extends Passage>(
  windows: AsyncIterable<PassageWindow<Read>>,
  most: number,
): AsyncGenerator<PassageWindow<Read>[]> {
  let taken: PassageWindow<Read>[] = [];
  let tokens = 0;
  for await (const one of windows) {
    taken.push(one);
    tokens += lengthOf(one);
    if (tokens < most) continue;
    yield taken;
    [taken, tokens] = [[], 0];
  }
  if (taken.length > 0) yield taken;
}
