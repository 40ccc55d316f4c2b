import { describeIssues, type ReadonlyDeep } from '@ventral/core';
import { decoders } from '@ventral/decoding';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { jsonProblem } from '../json-problem.ts';
import { deviceFields } from '../run-device.ts';

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const accuracySchema = v.object({
  accuracy: v.pipe(
    share,
    v.description('Share of tests that are answered rightly, mean over populations.'),
  ),
  standardError: v.exactOptional(
    v.pipe(
      v.number(),
      v.minValue(0),
      v.description('Over neuroids and, where examples are stimuli, over these as well.'),
    ),
  ),
  interval: v.exactOptional(
    v.pipe(v.strictTuple([share, share]), v.description("95 %, by Student's t.")),
  ),
});

const decodedFields = {
  identity: accuracySchema,
  invariance: v.exactOptional(
    v.pipe(
      v.object({ ...accuracySchema.entries, byPosition: v.record(text, share) }),
      v.description('Learnt at all positions but the one that is tested, and the mean over these.'),
    ),
  ),
  confusion: v.pipe(
    v.array(v.array(share)),
    v.description('Share of the tests of each class, a row, that are answered by each, a column.'),
  ),
};

const windowSchema = v.object({
  start: v.number(),
  end: v.pipe(v.number(), v.description('In ms after onset; not part of the window.')),
});

const pointSchema = v.object({
  window: v.exactOptional(windowSchema),
  ...decodedFields,
  reliability: v.exactOptional(
    v.pipe(
      v.object({
        neuroids: v.pipe(count, v.description('Of which it is the median: those that vary.')),
        halves: v.pipe(v.number(), v.description("Pearson's r of two halves of the trials.")),
        corrected: v.pipe(v.number(), v.description('Of all trials together, by Spearman-Brown.')),
        interval: v.exactOptional(
          v.pipe(
            v.strictTuple([v.number(), v.number()]),
            v.description('Of the corrected median, 95 %, over neuroids.'),
          ),
        ),
      }),
      v.description('Median over neuroids; absent without single trials.'),
    ),
  ),
});

const layerSchema = v.object({
  layer: text,
  features: v.pipe(count, v.description('Units of the whole layer.')),
  units: v.pipe(count, v.description('Of these, drawn and decoded.')),
  ...decodedFields,
});

const fields = v.object({
  decodingVersion: v.literal(1),
  dataset: v.object({
    address: text,
    package: text,
    region: v.exactOptional(text),
    neuroids: count,
  }),
  label: text,
  position: v.exactOptional(text),
  classes: v.array(text),
  positions: v.exactOptional(v.array(text)),
  chance: share,
  examplesAre: v.pipe(
    v.picklist(['trials', 'stimuli']),
    v.description(
      'Trials: each neuroid has its own, drawn apart. Stimuli: means over their repetitions, the same for all.',
    ),
  ),
  examples: v.pipe(count, v.description('Of each class at each position.')),
  folds: count,
  populations: count,
  seed: count,
  decoder: v.picklist(Object.keys(decoders)),
  points: v.pipe(v.array(pointSchema), v.description('Of the recordings, one a window of time.')),
  network: v.exactOptional(
    v.object({
      model: text,
      package: text,
      digest: text,
      device: v.exactOptional(deviceFields.device),
      adapter: deviceFields.adapter,
      layers: v.array(layerSchema),
    }),
  ),
  notes: v.array(text),
});

/** What can be told from recordings, and when, beside the layers of a network; plain JSON. */
export interface DecodingRecord extends ReadonlyDeep<v.InferOutput<typeof fields>> {}

/** How well classes are told, with its interval. */
export type DecodedAccuracy = DecodingRecord['points'][number]['identity'];

/** What is told of one window of time, or one layer. */
export type DecodedPoint = Pick<
  DecodingRecord['points'][number],
  'identity' | 'invariance' | 'confusion'
>;

/** The schema of the record of a decoding; published as registry/decoding.schema.json. */
export const decodingRecordSchema: v.GenericSchema<unknown, DecodingRecord> = fields;

/**
 * Checks the record of a decoding.
 *
 * @param file path it was read from, for the error
 * @throws VentralError `RECORD_INVALID` naming the file and every field that is wrong
 */
export function parseDecodingRecord(value: unknown, file: string): DecodingRecord {
  const problem = jsonProblem(value, 'record');
  const result = problem ? undefined : v.safeParse(decodingRecordSchema, value);
  if (result?.success) return result.output;
  const problems = problem ?? describeIssues(result?.issues ?? [], 'record');
  throw new VentralError('RECORD_INVALID', `${file} is no record of a decoding: ${problems}.`, {
    hint: 'Name a file that ventral decode wrote.',
  });
}
