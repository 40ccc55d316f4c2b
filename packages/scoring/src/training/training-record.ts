import { describeIssues, type ReadonlyDeep } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { jsonProblem } from '../json-problem.ts';
import { environmentSchema, fileSchema } from '../record.ts';
import { deviceFields } from '../run-device.ts';

const text = v.string();
const number = v.number();
const count: v.GenericSchema<number> = v.pipe(number, v.integer(), v.minValue(0));

const imagesSchema = v.object({
  id: text,
  digest: v.pipe(text, v.description('Of the images and their order.')),
  images: count,
});

const curveSchema = v.object({
  epoch: v.pipe(count, v.description('Counted from 1.')),
  learningRate: v.pipe(number, v.description('Of its last step.')),
  loss: v.pipe(
    number,
    v.description('Mean over steps of the weighted sum of objectives, before each step.'),
  ),
  objectives: v.pipe(
    v.record(text, number),
    v.description('The same of each objective, without its weight.'),
  ),
  validation: v.exactOptional(
    v.object({
      loss: v.pipe(number, v.description('Mean cross-entropy of the validation images.')),
      accuracy: v.pipe(number, v.description('Share of them that is named rightly.')),
    }),
  ),
});

const fields = v.object({
  trainingRecordVersion: v.literal(1),
  createdAt: v.pipe(text, v.isoTimestamp(), v.description('ISO 8601, UTC.')),
  network: v.object({
    name: v.pipe(text, v.description('As it was asked for; of a file, its name.')),
    file: v.exactOptional(fileSchema),
    weights: v.pipe(count, v.description('How many numbers learn.')),
  }),
  data: v.object({
    training: imagesSchema,
    validation: v.exactOptional(imagesSchema),
    recordings: v.exactOptional(imagesSchema),
    maps: v.exactOptional(imagesSchema),
    classes: v.pipe(v.array(text), v.description('In the order of the outputs.')),
  }),
  settings: v.pipe(
    v.record(text, v.unknown()),
    v.description('All that decides what the training does, beside network, data and seed.'),
  ),
  seed: v.pipe(count, v.maxValue(2 ** 32 - 1)),
  ...deviceFields,
  threads: v.pipe(count, v.description('With another number, last digits differ.')),
  curves: v.pipe(v.array(curveSchema), v.description('Epoch by epoch.')),
  model: v.pipe(fileSchema, v.description('The trained network.')),
  environment: environmentSchema,
});

/** How a network was trained, as `ventral train` writes it beside the network; plain JSON. */
export interface TrainingRecord extends ReadonlyDeep<v.InferOutput<typeof fields>> {}

/** The schema of a training record; published as registry/training.schema.json. */
export const trainingRecordSchema: v.GenericSchema<unknown, TrainingRecord> = fields;

/**
 * Checks a training record.
 *
 * @param file path it was read from, for the error
 * @throws VentralError `RECORD_INVALID` naming the file and every field that is wrong
 */
export function parseTrainingRecord(value: unknown, file: string): TrainingRecord {
  const problem = jsonProblem(value, 'record');
  const result = problem ? undefined : v.safeParse(trainingRecordSchema, value);
  if (result?.success) return result.output;
  const problems = problem ?? describeIssues(result?.issues ?? [], 'record');
  throw new VentralError('RECORD_INVALID', `${file} is no training record: ${problems}.`, {
    hint: 'The format is described by registry/training.schema.json of Ventral.',
  });
}
