import { createHash } from 'node:crypto';
import { isVentralError } from '@ventral/errors';
import { parseRecord, type ScoreRecord } from '@ventral/scoring';

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
    const { sha256, cost, record } = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (sha256 !== hashOf({ cost, record })) return undefined;
    return { cost, record: parseRecord(record) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    if (isVentralError(error, 'RECORD_INVALID')) return undefined;
    throw error;
  }
}

function hashOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
