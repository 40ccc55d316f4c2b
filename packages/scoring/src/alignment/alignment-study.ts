import { describeIssues, devices, type ReadonlyDeep } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { jsonProblem } from '../json-problem.ts';
import { fileSchema, recordSchema } from '../record.ts';

const text = v.string();
const number = v.number();
const count: v.GenericSchema<number> = v.pipe(number, v.integer(), v.minValue(0));

const conditionFields = {
  towards: v.pipe(
    v.picklist(['none', 'recordings', 'shuffled', 'region']),
    v.description(
      'What the layer was to be like: nothing, the recordings, the same exchanged between stimuli, or those of the ' +
        'control region.',
    ),
  ),
  weight: v.pipe(
    number,
    v.minValue(0),
    v.description('Of the objective beside classification; 0 without.'),
  ),
};

const networkSchema = v.object({
  ...conditionFields,
  seed: count,
  folder: v.pipe(text, v.description('Where its training is, beside the study.')),
  model: fileSchema,
  accuracy: v.exactOptional(
    v.pipe(number, v.description('Share of the validation images that is named rightly.')),
  ),
  heldOut: v.pipe(
    v.object({
      stimuli: count,
      sites: count,
      similarity: v.pipe(
        number,
        v.description('Linear CKA of the layer and the held-out sites over the held-out stimuli.'),
      ),
      predictivity: v.pipe(
        number,
        v.description(
          "Median over held-out sites of Pearson's r between responses to the held-out stimuli and what ridge " +
            'regression on the other stimuli predicts.',
        ),
      ),
    }),
    v.description('By recordings that no network of its seed was trained on.'),
  ),
  records: v.pipe(v.array(recordSchema), v.description('A score record for each benchmark.')),
});

const intervalField = v.exactOptional(
  v.pipe(
    v.strictTuple([number, number]),
    v.description("95 % over seeds, by Student's t; absent for one seed."),
  ),
);

const meanSchema = v.object({
  ...conditionFields,
  measure: v.pipe(text, v.description('similarity, predictivity, accuracy, or a benchmark.')),
  seeds: count,
  mean: number,
  interval: intervalField,
});

const differenceSchema = v.object({
  measure: text,
  weight: number,
  control: v.picklist(['none', 'shuffled', 'region']),
  seeds: v.pipe(count, v.description('With both networks.')),
  difference: v.pipe(
    number,
    v.description('Trained towards the recordings less the control, mean over seeds.'),
  ),
  interval: intervalField,
});

const fields = v.object({
  alignmentStudyVersion: v.literal(1),
  settings: v.pipe(
    v.record(text, v.unknown()),
    v.description('All that every training and comparison has in common.'),
  ),
  device: v.picklist(devices),
  networks: v.array(networkSchema),
  means: v.pipe(v.array(meanSchema), v.description('Of networks that differ in their seed alone.')),
  differences: v.pipe(v.array(differenceSchema), v.description('Paired by seed.')),
});

/** Networks trained towards recordings, and how brain-like they are; plain JSON. */
export interface AlignmentStudy extends ReadonlyDeep<v.InferOutput<typeof fields>> {}

/** One network of a study of alignment. */
export type AlignedNetwork = AlignmentStudy['networks'][number];

/** What a network was trained towards. */
export type AlignmentCondition = Pick<AlignedNetwork, 'towards' | 'weight'>;

/** The schema of a study of alignment; published as registry/alignment-study.schema.json. */
export const alignmentStudySchema: v.GenericSchema<unknown, AlignmentStudy> = fields;

/**
 * Checks a study of alignment.
 *
 * @param file path it was read from, for the error
 * @throws VentralError `RECORD_INVALID` naming the file and every field that is wrong
 */
export function parseAlignmentStudy(value: unknown, file: string): AlignmentStudy {
  const problem = jsonProblem(value, 'study');
  const result = problem ? undefined : v.safeParse(alignmentStudySchema, value);
  if (result?.success) return result.output;
  const problems = problem ?? describeIssues(result?.issues ?? [], 'study');
  throw new VentralError('RECORD_INVALID', `${file} is no study of alignment: ${problems}.`, {
    hint: 'Name another folder with --output, or move this file away.',
  });
}
