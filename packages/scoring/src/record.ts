import { describeIssues, type ReadonlyDeep, scoreSchema, timeAspects } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { jsonProblem } from './json-problem.ts';
import { upgradeRecord } from './older-records.ts';
import { anatomySchema } from './recorded-anatomy.ts';
import { deviceFields } from './run-device.ts';

const text = v.string();
const count: v.GenericSchema<number> = v.pipe(v.number(), v.integer(), v.minValue(0));

const pluginSchema = v.object({
  id: text,
  scoreVersion: count,
  package: v.exactOptional(v.pipe(text, v.description('name@version'))),
});

const fileFields = v.object({
  name: v.pipe(text, v.description('Without its folder.')),
  sha256: v.pipe(text, v.description('Of its content, hexadecimal.')),
  bytes: count,
});

/** A file that the user gave, as a record names it: by its content, not by where it lay. */
export interface RecordedFile extends ReadonlyDeep<v.InferOutput<typeof fileFields>> {}

/** The schema of a file that the user gave. */
export const fileSchema: v.GenericSchema<unknown, RecordedFile> = fileFields;

const modelSchema = v.object({
  id: text,
  package: v.exactOptional(text),
  scoreVersion: v.exactOptional(count),
  file: v.exactOptional(
    v.pipe(
      fileSchema,
      v.description(
        'The model file, or the file of features or choices, for what comes with no package.',
      ),
    ),
  ),
  title: v.exactOptional(
    v.pipe(text, v.description('What the description beside the model file calls it.')),
  ),
  citation: v.exactOptional(v.pipe(text, v.description('What that says is to be cited.'))),
  digest: v.exactOptional(
    v.pipe(text, v.description('Of weights, preprocessing and adapter: of all that it computes.')),
  ),
  anatomy: v.exactOptional(
    v.pipe(
      anatomySchema,
      v.description('How the network is built, counted on its graph; no score is made of it.'),
    ),
  ),
  layer: v.exactOptional(
    v.pipe(text, v.description('The layer compared, where there is one for all regions.')),
  ),
  regionLayers: v.exactOptional(
    v.pipe(
      v.record(text, text),
      v.description(
        'The layer of each region, where they differ; of a region in a window of time under IT@100-200.',
      ),
    ),
  ),
  layerChosenBy: v.exactOptional(
    v.pipe(
      v.picklist(['user', 'model', 'commitment', 'this benchmark']),
      v.description(
        '`commitment`: a layer map beside the model; `this benchmark`: the best of several layers on the very data scored.',
      ),
    ),
  ),
});

const inputsSchema = v.object({
  preprocessing: v.exactOptional(
    v.pipe(
      v.unknown(),
      v.description('Of a model file: the name of a preset, or a description of it.'),
    ),
  ),
  imageSize: v.exactOptional(
    v.pipe(count, v.description('Of a model file: width and height of its input in pixels.')),
  ),
  visualDegrees: v.exactOptional(
    v.pipe(
      v.number(),
      v.description('Of a model file: width of its field of view, where it was said.'),
    ),
  ),
  tokenizer: v.exactOptional(
    v.pipe(fileSchema, v.description('Of a model file of language: what makes tokens of texts.')),
  ),
  layers: v.exactOptional(
    v.pipe(
      v.array(v.union([text, v.record(text, text)])),
      v.minLength(1),
      v.description('What was scored in turn: a layer, or one for each region.'),
    ),
  ),
  metric: v.exactOptional(
    v.pipe(text, v.description("Id of a metric other than the benchmark's own.")),
  ),
  metricOptions: v.pipe(
    v.record(text, v.unknown()),
    v.description('Metric options that were set; the others have their defaults.'),
  ),
  missingParts: v.pipe(
    v.picklist(['refuse', 'leave-out']),
    v.description('What a mean does with a part that cannot be scored.'),
  ),
  time: v.exactOptional(
    v.pipe(v.picklist(timeAspects), v.description('What was compared in each time bin as well.')),
  ),
  ownFiles: v.exactOptional(
    v.pipe(
      text,
      v.description("Digest of files of the user's own that the data set read, such as images."),
    ),
  ),
  stimulusIds: v.exactOptional(
    v.pipe(
      fileSchema,
      v.description('The file that names the stimulus of each row of a file of features.'),
    ),
  ),
});

// Nothing beside these: a signature covers all of a record but itself.
const signatureSchema = v.strictObject({
  algorithm: v.literal('ed25519'),
  publicKey: v.pipe(text, v.description('SPKI in DER, base64.')),
  value: v.pipe(
    text,
    v.description('base64; over the RFC 8785 canonical JSON of the record without this field.'),
  ),
});

const environmentFields = v.object({
  node: text,
  platform: text,
  processor: text,
  packages: v.pipe(v.record(text, text), v.description('Version of every package that took part.')),
  integrity: v.exactOptional(
    v.pipe(
      v.record(text, text),
      v.description(
        "npm's integrity (`sha512-...`) of those packages whose lockfile entry has one; packages of a workspace have none.",
      ),
    ),
  ),
  program: v.exactOptional(
    v.pipe(text, v.description('The one of these that ran the others, such as ventral.')),
  ),
});

const fields = v.object({
  recordVersion: v.literal(3),
  createdAt: v.pipe(text, v.isoTimestamp(), v.description('ISO 8601, UTC.')),
  benchmark: v.pipe(pluginSchema, v.description('The benchmark that was asked for.')),
  datasets: v.pipe(v.array(pluginSchema), v.description('Several for a mean over data sets.')),
  metrics: v.pipe(
    v.array(pluginSchema),
    v.description('Several for a mean over benchmarks with different ones.'),
  ),
  model: modelSchema,
  inputs: v.pipe(
    inputsSchema,
    v.description('What the command was given: enough to run it again.'),
  ),
  seed: v.pipe(count, v.maxValue(2 ** 32 - 1)),
  ...deviceFields,
  score: scoreSchema,
  layers: v.exactOptional(
    v.pipe(
      v.record(text, scoreSchema),
      v.minEntries(1),
      v.description('The score of every layer tried.'),
    ),
  ),
  data: v.pipe(
    v.array(v.object({ path: text, hash: text, bytes: v.exactOptional(count) })),
    v.description('The files that were read, by hash.'),
  ),
  environment: environmentFields,
  signature: v.exactOptional(signatureSchema),
});

/** A score with everything needed to make it again; plain JSON. */
export interface ScoreRecord extends ReadonlyDeep<v.InferOutput<typeof fields>> {}

/** A plugin as a record names it. */
export type RecordedPlugin = ScoreRecord['benchmark'];

/** What was scored, as a record names it. */
export type RecordedModel = ScoreRecord['model'];

/** What the command was given beside model and benchmark: enough to run it again. */
export type RecordedInputs = ScoreRecord['inputs'];

/** A signature over the canonical JSON (RFC 8785) of a record without this field. */
export type RecordSignature = NonNullable<ScoreRecord['signature']>;

/** The schema of what a record says of the machine and the packages. */
export const environmentSchema: v.GenericSchema<unknown, ScoreRecord['environment']> =
  environmentFields;

/** The schema of a record; published as registry/record.schema.json. */
export const recordSchema: v.GenericSchema<unknown, ScoreRecord> = fields;

/**
 * Checks a score record; one of an earlier version is brought into the present form.
 *
 * @throws VentralError `RECORD_INVALID` naming every field that is wrong
 */
export function parseRecord(value: unknown): ScoreRecord {
  const problem = jsonProblem(value, 'record');
  const result = problem ? undefined : v.safeParse(recordSchema, upgradeRecord(value));
  if (result?.success) return result.output;
  const problems = problem ?? describeIssues(result?.issues ?? [], 'record');
  throw new VentralError('RECORD_INVALID', `This is no score record: ${problems}.`, {
    hint: 'The format is described by registry/record.schema.json of Ventral.',
  });
}
