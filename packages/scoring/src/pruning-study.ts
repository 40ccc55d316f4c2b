import { type Device, describeIssues } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { fileSchema, type RecordedFile, recordSchema, type ScoreRecord } from './record.ts';

/** A layer of a pruned network. */
export interface RecordedPrunedLayer {
  /** The value that it computes. */
  readonly name: string;
  /** The ONNX operator, such as `Conv`. */
  readonly operation: string;
  readonly weights: number;
  /** How many of its weights were zero before. */
  readonly zerosBefore: number;
  readonly zerosAfter: number;
}

/** A network pruned to one sparsity, and its scores. */
export interface PruningPoint {
  /** The share of zeros asked for, from 0 to below 1. */
  readonly sparsity: number;
  readonly layers: readonly RecordedPrunedLayer[];
  /** A record for each benchmark. */
  readonly records: readonly ScoreRecord[];
}

/** Scores of a network against its sparsity, as `ventral study pruning` writes them; plain JSON. */
export interface PruningStudy {
  readonly pruningStudyVersion: 1;
  /** The network before it is pruned, and the files beside it that hold its weights. */
  readonly model: readonly RecordedFile[];
  /** Whether the smallest weights of the whole network become zero, or those of each layer. */
  readonly scope: 'global' | 'layer';
  /** What every score was made with. */
  readonly inputs: {
    readonly preprocessing?: unknown;
    readonly imageSize?: number;
    /** The layer that was named, where one was. */
    readonly layer?: string;
  };
  readonly seed: number;
  readonly device: Device;
  /** The least sparse first. */
  readonly points: readonly PruningPoint[];
}

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The schema of a pruning study; published as registry/pruning-study.schema.json. */
export const pruningStudySchema: v.GenericSchema<unknown, PruningStudy> = v.object({
  pruningStudyVersion: v.literal(1),
  model: v.pipe(
    v.array(fileSchema),
    v.minLength(1),
    v.description('The network before pruning, and the files beside it that hold its weights.'),
  ),
  scope: v.picklist(['global', 'layer']),
  inputs: v.object({
    preprocessing: v.exactOptional(v.unknown()),
    imageSize: v.exactOptional(count),
    layer: v.exactOptional(text),
  }),
  seed: count,
  device: v.picklist(['cpu', 'cuda']),
  points: v.array(
    v.object({
      sparsity: v.pipe(
        v.number(),
        v.minValue(0),
        v.maxValue(1),
        v.description('The share of zeros asked for.'),
      ),
      layers: v.array(
        v.object({
          name: text,
          operation: text,
          weights: count,
          zerosBefore: count,
          zerosAfter: count,
        }),
      ),
      records: v.pipe(
        v.array(recordSchema),
        v.description('A score record of the pruned network for each benchmark.'),
      ),
    }),
  ),
});

/**
 * Checks a pruning study.
 *
 * @param file path it was read from, for the error
 * @throws VentralError `RECORD_INVALID` naming the file and every field that is wrong
 */
export function parsePruningStudy(value: unknown, file: string): PruningStudy {
  const result = v.safeParse(pruningStudySchema, value);
  if (result.success) return result.output;
  const problems = describeIssues(result.issues, 'study');
  throw new VentralError('RECORD_INVALID', `${file} is no pruning study: ${problems}.`, {
    hint: 'Name another file with --output, or move this one away.',
  });
}
