import type { Device } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { whileUnchanged } from '@ventral/files';
import { externalFiles, type OnnxModel, openSession, type Tensor, toFloat32 } from '@ventral/onnx';
import { causalFeeds } from './causal-inputs.ts';
import type { CausalNetwork } from './causal-network.ts';
import { expectingNetwork, reading, surprisedNetwork } from './reading-graphs.ts';

/** Ids of a part of a text, and which of its tokens are asked about. */
export interface ReadPart {
  readonly ids: Int32Array;
  /** The first token that is asked about, from 0; it and all behind it. */
  readonly from: number;
}

/** What a model says of the tokens of a part that are asked about. */
export interface PartReading {
  /** Natural logarithm of the probability of each; empty where that was not asked for. */
  readonly logProbabilities: Float32Array;
  /** Hidden states by name, `tokens x width`. */
  readonly states: ReadonlyMap<string, Float32Array>;
}

/** The part of a language model that is needed for reading, ready to run. */
export interface CausalRun extends AsyncDisposable {
  /** Reads parts side by side; at least one, of one token at least. */
  read(parts: readonly ReadPart[]): Promise<readonly PartReading[]>;
}

/**
 * Makes a language model ready to read.
 *
 * @param states names of the hidden states that are wanted
 * @param scores whether log-probabilities are wanted
 * @throws VentralError `MODEL_UNREADABLE` where the runtime refuses the graph
 */
export async function openCausalRun(
  causal: CausalNetwork,
  states: readonly string[],
  scores: boolean,
  device: Device,
): Promise<CausalRun> {
  const session = await openGraph(surprisedNetwork(causal, states, scores), device);
  const isFed = new Set(session.inputs.map(({ name }) => name));
  return {
    async read(parts) {
      const { rows, length, feeds } = feedsOf(causal, parts, isFed);
      if (scores) Object.assign(feeds, askedTokens(parts, length));
      const results = await session.run(feeds);
      const found = new Map(Object.entries(results).map(([name, one]) => [name, toFloat32(one)]));
      const logs = found.get(reading.logProbabilities) ?? new Float32Array();
      let done = 0;
      return parts.map(({ ids, from }, row) => {
        const begin = done;
        done += ids.length - from;
        const ofStates = states.map((name) => {
          const values = found.get(name) as Float32Array;
          const width = values.length / (rows * length);
          const [first, last] = [row * length + from, row * length + ids.length];
          return [name, values.subarray(first * width, last * width)] as const;
        });
        return { logProbabilities: logs.subarray(begin, done), states: new Map(ofStates) };
      });
    },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

/** A language model that says which token comes next. */
export interface ExpectingRun extends AsyncDisposable {
  /** The token that is expected most behind each text. */
  expect(texts: readonly Int32Array[]): Promise<readonly number[]>;
}

/** Makes a language model ready to say which token comes next. */
export async function openExpectingRun(
  causal: CausalNetwork,
  device: Device,
): Promise<ExpectingRun> {
  const session = await openGraph(expectingNetwork(causal), device);
  const isFed = new Set(session.inputs.map(({ name }) => name));
  return {
    async expect(texts) {
      const parts = texts.map((ids) => ({ ids, from: ids.length }));
      const { length, feeds } = feedsOf(causal, parts, isFed);
      const last = texts.map((ids, row) => BigInt(row * length + ids.length - 1));
      feeds[reading.places] = {
        type: 'int64',
        shape: [last.length],
        values: BigInt64Array.from(last),
      };
      const results = await session.run(feeds);
      return Array.from((results[reading.expected] as Tensor).values as BigInt64Array, Number);
    },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

function openGraph(network: OnnxModel, device: Device) {
  return whileUnchanged(externalFiles(network), () => openSession(network, { device }));
}

/** What the network itself is fed, where its inputs are needed for what is asked. */
function feedsOf(
  { inputs, name }: CausalNetwork,
  parts: readonly ReadPart[],
  isFed: ReadonlySet<string>,
) {
  const texts = parts.map(({ ids }) => ids);
  const longest = Math.max(...texts.map(({ length }) => length));
  const rows = inputs.rows ?? texts.length;
  const length = inputs.length ?? longest;
  if (longest > length || texts.length > rows) {
    throw new VentralError(
      'MODEL_INPUT_MISMATCH',
      `${name} takes ${rows} texts of ${length} tokens at once, not ${texts.length} of ${longest}.`,
    );
  }
  const all = Object.entries(causalFeeds(inputs, texts, rows, length));
  return { rows, length, feeds: Object.fromEntries(all.filter(([one]) => isFed.has(one))) };
}

function askedTokens(parts: readonly ReadPart[], length: number): Record<string, Tensor> {
  const count = parts.reduce((sum, { ids, from }) => sum + ids.length - from, 0);
  const places = new BigInt64Array(count);
  const targets = new BigInt64Array(count);
  let at = 0;
  for (const [row, { ids, from }] of parts.entries()) {
    for (let position = from; position < ids.length; position++, at++) {
      // What stands before a token predicts it.
      places[at] = BigInt(row * length + position - 1);
      targets[at] = BigInt(ids[position] as number);
    }
  }
  return {
    [reading.places]: { type: 'int64', shape: [count], values: places },
    [reading.targets]: { type: 'int64', shape: [count, 1], values: targets },
  };
}
