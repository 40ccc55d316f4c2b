import { createHash } from 'node:crypto';
import { isVentralError, VentralError } from '@ventral/errors';
import { parseRecord, type ScoreRecord } from './record.ts';

/** What a score took. */
export interface Cost {
  /** By the clock, from opening the benchmark to the record. */
  readonly seconds: number;
  /** The most memory that the process had by then. */
  readonly peakBytes: number;
}

/** A record as a store keeps it. */
export interface StoredRecord {
  readonly record: ScoreRecord;
  readonly cost: Cost;
}

/** The bytes that are kept: the record with a hash, by which damage is found. */
export function encodeRecord({ record, cost }: StoredRecord): Uint8Array {
  return Buffer.from(JSON.stringify({ sha256: hashOf({ cost, record }), cost, record }));
}

/** Undefined for bytes that are damaged, or of an older form: the score is to be made again. */
export function decodeRecord(bytes: Uint8Array): StoredRecord | undefined {
  try {
    const kept = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return isStored(kept) && isWhole(kept)
      ? { cost: kept.cost, record: parseRecord(kept.record) }
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || isVentralError(error, 'RECORD_INVALID')) return undefined;
    throw error;
  }
}

/** What a file of a store holds. */
interface Kept {
  readonly sha256: string;
  readonly cost: Cost;
  readonly record: object;
}

/**
 * The record in what a store kept; anything else is given back as it is.
 *
 * @throws VentralError `RECORD_INVALID` for one that was damaged
 */
export function withoutStore(json: unknown): unknown {
  if (!isStored(json)) return json;
  if (isWhole(json)) return json.record;
  throw new VentralError('RECORD_INVALID', 'The record was damaged after it was kept.', {
    hint: 'Run its plan again: what is damaged is made again (ventral run).',
  });
}

function isStored(json: unknown): json is Kept {
  if (typeof json !== 'object' || json === null) return false;
  return Object.keys(json).sort().join() === 'cost,record,sha256';
}

function isWhole({ sha256, cost, record }: Kept): boolean {
  return sha256 === hashOf({ cost, record });
}

function hashOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
