import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import type { Device } from './run-context.ts';
import type { Score } from './score.ts';

/** A plugin as a record names it. */
export interface RecordedPlugin {
  readonly id: string;
  readonly scoreVersion: number;
  /** `name@version` of its package. */
  readonly package?: string | undefined;
}

/** What was scored, as a record names it. */
export interface RecordedModel {
  readonly id: string;
  readonly package?: string | undefined;
  readonly scoreVersion?: number | undefined;
  /** Of weights, preprocessing and adapter: of all that the model computes. */
  readonly digest?: string | undefined;
  readonly layer?: string | undefined;
  /** `this benchmark`: the best of several layers on the very data scored. */
  readonly layerChosenBy?: 'user' | 'model' | 'this benchmark' | undefined;
}

/** A score with everything needed to make it again; plain JSON. */
export interface ScoreRecord {
  readonly recordVersion: 1;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly benchmark: RecordedPlugin;
  readonly dataset: RecordedPlugin;
  readonly metric: RecordedPlugin & { readonly options: Readonly<Record<string, unknown>> };
  readonly model: RecordedModel;
  readonly seed: number;
  readonly device: Device;
  readonly score: Score;
  /** The score of every layer tried, where there were several. */
  readonly layers?: Readonly<Record<string, Score>> | undefined;
  /** The files that were read, by hash. */
  readonly data: readonly {
    readonly path: string;
    readonly hash: string;
    readonly bytes?: number | undefined;
  }[];
  readonly environment: {
    readonly node: string;
    readonly platform: string;
    readonly processor: string;
    /** Version of every package that took part. */
    readonly packages: Readonly<Record<string, string>>;
  };
}

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const numberOrNull = v.nullable(v.number());

const rawScoreSchema = v.object({
  value: v.number(),
  error: v.optional(v.number()),
  perSplit: v.optional(v.array(numberOrNull)),
  perNeuroid: v.optional(v.array(numberOrNull)),
});

const scoreSchema: v.GenericSchema<unknown, Score> = v.object({
  value: v.pipe(v.number(), v.description('The score.')),
  error: v.optional(v.pipe(v.number(), v.description('Standard error, in the units of value.'))),
  ceiling: v.optional(v.number()),
  ceilingError: v.optional(v.number()),
  ceilingConvention: v.optional(v.picklist(['raw', 'r/c', '(r/c)^2', 'r^2/c'])),
  better: v.picklist(['higher', 'lower']),
  raw: v.pipe(rawScoreSchema, v.description('The score before its ceiling.')),
  parts: v.optional(
    v.record(
      text,
      v.lazy(() => scoreSchema),
    ),
  ),
  notes: v.optional(v.array(text)),
  splitsDigest: v.optional(text),
}) as v.GenericSchema<unknown, Score>;

const pluginSchema = v.object({
  id: text,
  scoreVersion: count,
  package: v.optional(v.pipe(text, v.description('name@version'))),
});

/** The schema of a record; published as registry/record.schema.json. */
export const recordSchema: v.GenericSchema<unknown, ScoreRecord> = v.object({
  recordVersion: v.literal(1),
  createdAt: v.pipe(text, v.isoTimestamp()),
  benchmark: v.pipe(pluginSchema, v.description('The benchmark that was asked for.')),
  dataset: pluginSchema,
  metric: v.object({ ...pluginSchema.entries, options: v.record(text, v.unknown()) }),
  model: v.object({
    id: text,
    package: v.optional(text),
    scoreVersion: v.optional(count),
    digest: v.optional(
      v.pipe(
        text,
        v.description('Of weights, preprocessing and adapter: of all that it computes.'),
      ),
    ),
    layer: v.optional(text),
    layerChosenBy: v.optional(
      v.pipe(
        v.picklist(['user', 'model', 'this benchmark']),
        v.description('`this benchmark`: the best of several layers on the very data scored.'),
      ),
    ),
  }),
  seed: count,
  device: v.picklist(['cpu', 'cuda']),
  score: scoreSchema,
  layers: v.optional(
    v.pipe(v.record(text, scoreSchema), v.description('The score of every layer tried.')),
  ),
  data: v.pipe(
    v.array(v.object({ path: text, hash: text, bytes: v.optional(count) })),
    v.description('The files that were read, by hash.'),
  ),
  environment: v.object({
    node: text,
    platform: text,
    processor: text,
    packages: v.pipe(
      v.record(text, text),
      v.description('Version of every package that took part.'),
    ),
  }),
});

/**
 * Checks a score record.
 *
 * @throws VentralError `RECORD_INVALID` naming every field that is wrong
 */
export function parseRecord(value: unknown): ScoreRecord {
  const result = v.safeParse(recordSchema, value);
  if (result.success) return result.output;
  const problems = result.issues.map(
    (issue) => `${v.getDotPath(issue) ?? 'record'}: ${issue.message}`,
  );
  throw new VentralError('RECORD_INVALID', `This is no score record: ${problems.join('; ')}.`, {
    hint: 'The format is described by registry/record.schema.json of Ventral.',
  });
}
