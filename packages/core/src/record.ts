import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { describeIssues } from './describe-issues.ts';
import type { Device } from './run-context.ts';
import { ceilingConventions, type Score } from './score.ts';

/** A plugin as a record names it. */
export interface RecordedPlugin {
  readonly id: string;
  readonly scoreVersion: number;
  /** `name@version` of its package. */
  readonly package?: string;
}

/** What was scored, as a record names it. */
export interface RecordedModel {
  readonly id: string;
  readonly package?: string;
  readonly scoreVersion?: number;
  /** Of weights, preprocessing and adapter: of all that the model computes. */
  readonly digest?: string;
  /** The layer compared, where there is one for all regions. */
  readonly layer?: string;
  /** The layer of each region, where they differ. */
  readonly regionLayers?: Readonly<Record<string, string>>;
  /**
   * `commitment`: a layer map beside the model; `this benchmark`: the best of several layers on the
   * very data scored.
   */
  readonly layerChosenBy?: 'user' | 'model' | 'commitment' | 'this benchmark';
}

/** A score with everything needed to make it again; plain JSON. */
export interface ScoreRecord {
  readonly recordVersion: 1;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly benchmark: RecordedPlugin;
  /** Several for a mean over data sets. */
  readonly datasets: readonly RecordedPlugin[];
  readonly model: RecordedModel;
  readonly seed: number;
  readonly device: Device;
  readonly score: Score;
  /** The score of every layer tried, where there were several. */
  readonly layers?: Readonly<Record<string, Score>>;
  /** The files that were read, by hash. */
  readonly data: readonly {
    readonly path: string;
    readonly hash: string;
    readonly bytes?: number;
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

const rawScoreSchema = v.object({
  value: v.number(),
  error: v.exactOptional(v.number()),
  perSplit: v.exactOptional(v.array(v.number())),
  perNeuroid: v.exactOptional(v.array(v.nullable(v.number()))),
  perSubject: v.exactOptional(v.record(text, v.nullable(v.number()))),
});

/** The schema of a score, part of that of a record. */
export const scoreSchema: v.GenericSchema<unknown, Score> = v.object({
  value: v.pipe(v.number(), v.description('The score.')),
  error: v.exactOptional(
    v.pipe(v.number(), v.description('Standard error, in the units of value.')),
  ),
  ceiling: v.exactOptional(v.number()),
  ceilingError: v.exactOptional(v.number()),
  ceilingConvention: v.exactOptional(v.picklist(ceilingConventions)),
  better: v.picklist(['higher', 'lower']),
  raw: v.pipe(rawScoreSchema, v.description('The score before its ceiling.')),
  parts: v.exactOptional(
    v.record(
      text,
      v.lazy(() => scoreSchema),
    ),
  ),
  metric: v.exactOptional(
    v.pipe(
      v.object({ id: text, scoreVersion: count, options: v.record(text, v.unknown()) }),
      v.description('The metric behind the score, with every option.'),
    ),
  ),
  notes: v.exactOptional(v.array(text)),
  splitsDigest: v.exactOptional(text),
});

const pluginSchema = v.object({
  id: text,
  scoreVersion: count,
  package: v.exactOptional(v.pipe(text, v.description('name@version'))),
});

/** The schema of a record; published as registry/record.schema.json. */
export const recordSchema: v.GenericSchema<unknown, ScoreRecord> = v.object({
  recordVersion: v.literal(1),
  createdAt: v.pipe(text, v.isoTimestamp()),
  benchmark: v.pipe(pluginSchema, v.description('The benchmark that was asked for.')),
  datasets: v.array(pluginSchema),
  model: v.object({
    id: text,
    package: v.exactOptional(text),
    scoreVersion: v.exactOptional(count),
    digest: v.exactOptional(
      v.pipe(
        text,
        v.description('Of weights, preprocessing and adapter: of all that it computes.'),
      ),
    ),
    layer: v.exactOptional(text),
    regionLayers: v.exactOptional(v.record(text, text)),
    layerChosenBy: v.exactOptional(
      v.pipe(
        v.picklist(['user', 'model', 'commitment', 'this benchmark']),
        v.description('`this benchmark`: the best of several layers on the very data scored.'),
      ),
    ),
  }),
  seed: count,
  device: v.picklist(['cpu', 'cuda']),
  score: scoreSchema,
  layers: v.exactOptional(
    v.pipe(v.record(text, scoreSchema), v.description('The score of every layer tried.')),
  ),
  data: v.pipe(
    v.array(v.object({ path: text, hash: text, bytes: v.exactOptional(count) })),
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
  const problems = describeIssues(result.issues, 'record');
  throw new VentralError('RECORD_INVALID', `This is no score record: ${problems}.`, {
    hint: 'The format is described by registry/record.schema.json of Ventral.',
  });
}
