import { ceilingConventions, type Device, describeIssues, type Score } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';

/** A plugin as a record names it. */
export interface RecordedPlugin {
  readonly id: string;
  readonly scoreVersion: number;
  /** `name@version` of its package. */
  readonly package?: string;
}

/** A file that the user gave, as a record names it: by its content, not by where it lay. */
export interface RecordedFile {
  /** Without its folder. */
  readonly name: string;
  /** sha256 of its content, hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

/** What was scored, as a record names it. */
export interface RecordedModel {
  readonly id: string;
  readonly package?: string;
  readonly scoreVersion?: number;
  /** The model file or the file of features, for what comes with no package. */
  readonly file?: RecordedFile;
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

/** What the command was given beside model and benchmark: enough to run it again. */
export interface RecordedInputs {
  /** Of a model file: the name of a preset, or a description of the preprocessing. */
  readonly preprocessing?: unknown;
  /** Of a model file: width and height of its input in pixels. */
  readonly imageSize?: number;
  /** What was scored in turn: a layer, or one for each region. */
  readonly layers?: readonly (string | Readonly<Record<string, string>>)[];
  /** Id of a metric other than the benchmark's own. */
  readonly metric?: string;
  /** Metric options that were set; the others have their defaults. */
  readonly metricOptions: Readonly<Record<string, unknown>>;
  /** What a mean does with a part that cannot be scored. */
  readonly missingParts: 'refuse' | 'leave-out';
  /** The file that names the stimulus of each row of a file of features. */
  readonly stimulusIds?: RecordedFile;
}

/** A signature over the canonical JSON (RFC 8785) of a record without this field. */
export interface RecordSignature {
  readonly algorithm: 'ed25519';
  /** SPKI in DER, base64. */
  readonly publicKey: string;
  /** base64 */
  readonly value: string;
}

/** A score with everything needed to make it again; plain JSON. */
export interface ScoreRecord {
  readonly recordVersion: 1;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly benchmark: RecordedPlugin;
  /** Several for a mean over data sets. */
  readonly datasets: readonly RecordedPlugin[];
  /** Several for a mean over benchmarks with different ones. */
  readonly metrics: readonly RecordedPlugin[];
  readonly model: RecordedModel;
  readonly inputs: RecordedInputs;
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
    /**
     * npm's integrity (`sha512-...`) of those packages whose lockfile entry has one; packages of a
     * workspace have none.
     */
    readonly integrity?: Readonly<Record<string, string>>;
    /** The package of the program that scored, where one did: `ventral`. */
    readonly program?: string;
  };
  readonly signature?: RecordSignature;
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

const baselineSchema = v.object({
  id: text,
  title: text,
  value: v.number(),
  error: v.exactOptional(v.number()),
  r2: v.exactOptional(v.number()),
  perSplit: v.exactOptional(v.array(v.number())),
});

const searchSchema = v.object({
  configurations: v.array(
    v.object({
      options: v.record(text, v.unknown()),
      parameterCount: count,
      validationError: v.nullable(v.number()),
      validationErrorError: v.exactOptional(v.number()),
      validationPerSplit: v.array(v.nullable(v.number())),
      epochsPerSplit: v.array(v.nullable(count)),
      chosenInSplits: v.array(count),
    }),
  ),
  best: count,
  sweetSpot: count,
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
  baseline: v.exactOptional(
    v.pipe(baselineSchema, v.description('A simpler way to compare, on the same splits.')),
  ),
  search: v.exactOptional(
    v.pipe(searchSchema, v.description('Every configuration tried, and how one was chosen.')),
  ),
  notes: v.exactOptional(v.array(text)),
  splitsDigest: v.exactOptional(text),
});

const pluginSchema = v.object({
  id: text,
  scoreVersion: count,
  package: v.exactOptional(v.pipe(text, v.description('name@version'))),
});

/** The schema of a file that the user gave. */
export const fileSchema: v.GenericSchema<unknown, RecordedFile> = v.object({
  name: text,
  sha256: text,
  bytes: count,
});

const inputsSchema = v.object({
  preprocessing: v.exactOptional(v.unknown()),
  imageSize: v.exactOptional(count),
  layers: v.exactOptional(v.array(v.union([text, v.record(text, text)]))),
  metric: v.exactOptional(text),
  metricOptions: v.record(text, v.unknown()),
  missingParts: v.picklist(['refuse', 'leave-out']),
  stimulusIds: v.exactOptional(fileSchema),
});

const signatureSchema = v.object({
  algorithm: v.literal('ed25519'),
  publicKey: v.pipe(text, v.description('SPKI in DER, base64.')),
  value: v.pipe(
    text,
    v.description('base64; over the RFC 8785 canonical JSON of the record without this field.'),
  ),
});

/** The schema of a record; published as registry/record.schema.json. */
export const recordSchema: v.GenericSchema<unknown, ScoreRecord> = v.object({
  recordVersion: v.literal(1),
  createdAt: v.pipe(text, v.isoTimestamp()),
  benchmark: v.pipe(pluginSchema, v.description('The benchmark that was asked for.')),
  datasets: v.array(pluginSchema),
  metrics: v.array(pluginSchema),
  model: v.object({
    id: text,
    package: v.exactOptional(text),
    scoreVersion: v.exactOptional(count),
    file: v.exactOptional(v.pipe(fileSchema, v.description('For what comes with no package.'))),
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
  inputs: v.pipe(
    inputsSchema,
    v.description('What the command was given: enough to run it again.'),
  ),
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
    integrity: v.exactOptional(
      v.pipe(v.record(text, text), v.description("npm's integrity of those that have one.")),
    ),
    program: v.exactOptional(
      v.pipe(text, v.description('The one of these that ran the others, such as ventral.')),
    ),
  }),
  signature: v.exactOptional(signatureSchema),
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
