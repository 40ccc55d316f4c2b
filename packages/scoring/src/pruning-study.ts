import { describeIssues, devices, type ReadonlyDeep } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { jsonProblem } from './json-problem.ts';
import { upgradeRecord } from './older-records.ts';
import { fileSchema, recordSchema } from './record.ts';

const text = v.string();
const count: v.GenericSchema<number> = v.pipe(v.number(), v.integer(), v.minValue(0));

const prunedLayerSchema = v.object({
  name: v.pipe(text, v.description('The value that it computes.')),
  operation: v.pipe(text, v.description('The ONNX operator, such as Conv.')),
  weights: count,
  zerosBefore: v.pipe(count, v.description('How many of its weights were zero before.')),
  zerosAfter: count,
});

const pointSchema = v.object({
  sparsity: v.pipe(
    v.number(),
    v.minValue(0),
    v.maxValue(1),
    v.description('The share of zeros asked for.'),
  ),
  layers: v.array(prunedLayerSchema),
  records: v.pipe(
    v.array(recordSchema),
    v.description('A score record of the pruned network for each benchmark.'),
  ),
  failures: v.exactOptional(
    v.pipe(
      v.array(
        v.object({
          benchmark: v.pipe(text, v.description('Id, with or without its scoreVersion.')),
          reason: text,
        }),
      ),
      v.description('Benchmarks on which the pruned network has no score, such as a silent one.'),
    ),
  ),
});

const fields = v.object({
  pruningStudyVersion: v.literal(1),
  model: v.pipe(
    v.array(fileSchema),
    v.minLength(1),
    v.description('The network before pruning, and the files beside it that hold its weights.'),
  ),
  scope: v.pipe(
    v.picklist(['global', 'layer']),
    v.description(
      'Whether the smallest weights of the whole network become zero, or of each layer.',
    ),
  ),
  inputs: v.pipe(
    v.object({
      preprocessing: v.exactOptional(v.unknown()),
      imageSize: v.exactOptional(count),
      visualDegrees: v.exactOptional(v.number()),
      layer: v.exactOptional(
        v.pipe(text, v.description('The layer that was named, where one was.')),
      ),
    }),
    v.description('What every score was made with.'),
  ),
  seed: count,
  device: v.picklist(devices),
  points: v.pipe(v.array(pointSchema), v.description('The least sparse first.')),
});

/** Scores of a network against its sparsity, as `ventral study pruning` writes them; plain JSON. */
export interface PruningStudy extends ReadonlyDeep<v.InferOutput<typeof fields>> {}

/** A network pruned to one sparsity, and its scores. */
export type PruningPoint = PruningStudy['points'][number];

/** A layer of a pruned network. */
export type RecordedPrunedLayer = PruningPoint['layers'][number];

/** The schema of a pruning study; published as registry/pruning-study.schema.json. */
export const pruningStudySchema: v.GenericSchema<unknown, PruningStudy> = fields;

/**
 * Checks a pruning study.
 *
 * @param file path it was read from, for the error
 * @throws VentralError `RECORD_INVALID` naming the file and every field that is wrong
 */
export function parsePruningStudy(value: unknown, file: string): PruningStudy {
  const problem = jsonProblem(value, 'study');
  const result = problem ? undefined : v.safeParse(pruningStudySchema, upgradeStudy(value));
  if (result?.success) return result.output;
  const problems = problem ?? describeIssues(result?.issues ?? [], 'study');
  throw new VentralError('RECORD_INVALID', `${file} is no pruning study: ${problems}.`, {
    hint: 'Name another file with --output, or move this one away.',
  });
}

/** A study whose records are of an earlier version, with those brought into the present form. */
function upgradeStudy(value: unknown): unknown {
  const { points } = Object(value) as { points?: unknown };
  if (!Array.isArray(points)) return value;
  const upgraded = points.map((point) =>
    Array.isArray(point?.records) ? { ...point, records: point.records.map(upgradeRecord) } : point,
  );
  return { ...Object(value), points: upgraded };
}
