import { readFile } from 'node:fs/promises';
import { countValues, type NdArray } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { EpochCurve, EpochsState } from '@ventral/training';
import * as v from 'valibot';

/** Where a training stands, and what it is a training of. */
export interface Checkpoint {
  /** All that decides what the training does; plain JSON. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Threads that it began with: with another number, last digits differ. */
  readonly threads: number;
  readonly state: EpochsState;
}

const headerSchema = v.record(
  v.string(),
  v.union([
    v.object({
      dtype: v.literal('F32'),
      shape: v.array(v.number()),
      data_offsets: v.tuple([v.number(), v.number()]),
    }),
    v.record(v.string(), v.string()),
  ]),
);

/**
 * A checkpoint as bytes, in the format of safetensors: the length of a header (8 bytes), the header as JSON, and
 * float32 values. Arrays are called `weight NAME`, `statistic NAME` and `slot 0 NAME`; numbers and settings are in the
 * header, under `__metadata__`.
 *
 * Reference: https://huggingface.co/docs/safetensors
 */
export function encodeCheckpoint({ settings, threads, state }: Checkpoint): Uint8Array {
  const arrays = Object.entries({
    ...prefixed('weight', state.weights),
    ...prefixed('statistic', state.statistics),
    ...Object.fromEntries(
      Object.entries(state.slots).flatMap(([name, own]) =>
        own.map((slot, index) => [`slot ${index} ${name}`, slot]),
      ),
    ),
  });
  let end = 0;
  const described = arrays.map(([name, { shape, values }]) => {
    const begin = end;
    end += 4 * values.length;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }];
  });
  const progress = { steps: state.steps, threads, curves: state.curves };
  const metadata = {
    format: 'ventral-checkpoint-1',
    settings: JSON.stringify(settings),
    progress: JSON.stringify(progress),
  };
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(described) });
  const header = Buffer.from(json);
  const padded = Math.ceil(header.length / 8) * 8;
  const bytes = Buffer.alloc(8 + padded + end, ' ');
  bytes.writeBigUInt64LE(BigInt(padded));
  bytes.set(header, 8);
  let start = 8 + padded;
  for (const [, { values }] of arrays) {
    const single = Float32Array.from(values);
    bytes.set(new Uint8Array(single.buffer), start);
    start += single.byteLength;
  }
  return bytes;
}

/**
 * Reads a checkpoint.
 *
 * @returns undefined where there is none
 * @throws VentralError `DATA_CORRUPT` where it is damaged or no checkpoint
 */
export async function readCheckpoint(path: string): Promise<Checkpoint | undefined> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (bytes === undefined) return undefined;
  try {
    return decode(bytes);
  } catch (cause) {
    throw new VentralError('DATA_CORRUPT', `${path} is no whole checkpoint of a training.`, {
      hint: 'Delete it, and what else the training wrote there, to begin anew; or choose another folder.',
      cause,
    });
  }
}

function decode(bytes: Buffer): Checkpoint {
  const length = Number(bytes.readBigUInt64LE());
  const header = v.parse(headerSchema, JSON.parse(bytes.toString('utf8', 8, 8 + length)));
  const { __metadata__: metadata, ...described } = header;
  const { format, settings, progress } = v.parse(v.record(v.string(), v.string()), metadata);
  if (format !== 'ventral-checkpoint-1') throw new Error('of another format');
  const arrays = Object.entries(described).map(([name, one]) => {
    if (!('data_offsets' in one) || typeof one.data_offsets === 'string') throw new Error(name);
    const [begin, end] = one.data_offsets as [number, number];
    const shape = one.shape as unknown as readonly number[];
    const own = bytes.subarray(8 + length + begin, 8 + length + end);
    if (own.length !== 4 * countValues(shape)) throw new Error(`${name} ends too early`);
    return [name, { shape, values: new Float32Array(new Uint8Array(own).buffer) }] as const;
  });
  const named = (prefix: string) =>
    Object.fromEntries(
      arrays.flatMap(([name, array]) =>
        name.startsWith(`${prefix} `) ? [[name.slice(prefix.length + 1), array]] : [],
      ),
    );
  const weights = named('weight');
  const [first, second] = [named('slot 0'), named('slot 1')];
  const slots = Object.fromEntries(
    Object.keys(weights).map((name) => [
      name,
      [first[name], second[name]].filter(
        (slot): slot is NonNullable<typeof slot> => slot !== undefined,
      ),
    ]),
  );
  const { steps, threads, curves } = JSON.parse(progress as string) as {
    steps: number;
    threads: number;
    curves: readonly EpochCurve[];
  };
  return {
    settings: JSON.parse(settings as string),
    threads,
    state: { weights, statistics: named('statistic'), slots, steps, curves },
  };
}

function prefixed(prefix: string, arrays: Readonly<Record<string, NdArray>>) {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [`${prefix} ${name}`, array]),
  );
}
