import { describeIssues, type ReadonlyDeep } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { jsonProblem } from '../json-problem.ts';
import { deviceFields } from '../run-device.ts';

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const responses = v.pipe(
  v.array(v.number()),
  v.description('One a site, in the unit of the recordings.'),
);

const shownSchema = v.object({
  stimulus: v.pipe(
    text,
    v.description('Id of a stimulus, or name of the file of an image that was made.'),
  ),
  predicted: responses,
  predictedValue: v.pipe(
    v.number(),
    v.description('How far the predicted responses are what is wanted; more is better.'),
  ),
  recorded: v.exactOptional(
    v.pipe(responses, v.description('What was recorded of it, with its noise.')),
  ),
  true: v.exactOptional(
    v.pipe(responses, v.description('What a simulated brain does, without noise.')),
  ),
  value: v.exactOptional(
    v.pipe(v.number(), v.description('Of the true responses; else of those recorded.')),
  ),
});

const controlSchema = v.object({
  best: v.pipe(shownSchema, v.description('The one with the highest value.')),
  mean: v.pipe(v.number(), v.description('Mean value.')),
  count: v.pipe(count, v.description('How many stimuli.')),
});

const targetSchema = v.object({
  name: v.pipe(text, v.description('The site, or the stimulus whose pattern is wanted.')),
  goals: v.pipe(
    v.array(v.number()),
    v.description('One a site, in standard deviations over stimuli.'),
  ),
  chosen: v.pipe(
    v.array(shownSchema),
    v.description('Stimuli that the mapping was not fitted on, chosen by what is predicted.'),
  ),
  synthesized: v.array(shownSchema),
  natural: v.pipe(
    controlSchema,
    v.description('All stimuli there are: the best, and the mean of any.'),
  ),
  queries: v.exactOptional(
    v.pipe(controlSchema, v.description('Random images that the simulated brain was asked about.')),
  ),
});

const estimate = v.object({
  mean: v.number(),
  interval: v.exactOptional(
    v.pipe(
      v.tuple([v.number(), v.number()]),
      v.description("95 %, by Student's t over targets; absent for one."),
    ),
  ),
  targets: count,
});

const fields = v.object({
  controlVersion: v.literal(1),
  model: text,
  digest: text,
  layer: text,
  benchmark: text,
  seed: count,
  device: v.exactOptional(deviceFields.device),
  adapter: deviceFields.adapter,
  aim: v.picklist(['stretch', 'one-hot', 'pattern']),
  mapping: v.picklist(['ridge', 'pls']),
  isComplete: v.pipe(v.boolean(), v.description('Whether all targets are in it.')),
  synthesis: v.object({
    images: v.pipe(count, v.description('Of each target.')),
    steps: count,
    parametrization: v.picklist(['fourier', 'pixels']),
    colors: v.picklist(['grey', 'rgb']),
    stepSize: v.exactOptional(v.number()),
    jitter: v.exactOptional(count),
    smoothness: v.exactOptional(v.number()),
  }),
  fittedOn: v.pipe(count, v.description('Stimuli that the mapping was fitted on.')),
  heldOut: count,
  pool: v.exactOptional(v.pipe(text, v.description('Whose images were chosen from instead.'))),
  sites: v.array(
    v.object({
      id: text,
      predictivity: v.pipe(v.number(), v.description('Correlation over held-out stimuli.')),
      mean: v.number(),
      deviation: v.pipe(v.number(), v.description('Standard deviation over stimuli.')),
    }),
  ),
  targets: v.array(targetSchema),
  summary: v.pipe(
    v.record(text, estimate),
    v.description('What the targets come to together, by name; see docs/results/control.md.'),
  ),
  notes: v.array(text),
});

/** Images that control responses, what they do, and controls, as `ventral control` writes them; plain JSON. */
export interface ControlRecord extends ReadonlyDeep<v.InferOutput<typeof fields>> {}

/** What was wanted, and what came of it. */
export type ControlTarget = ControlRecord['targets'][number];

/** A stimulus, and what it does. */
export type ShownStimulus = ControlTarget['chosen'][number];

/** A mean over targets, with its interval. */
export type ControlEstimate = ControlRecord['summary'][string];

/** The schema of the record of a control; published as registry/control.schema.json. */
export const controlRecordSchema: v.GenericSchema<unknown, ControlRecord> = fields;

/**
 * Checks the record of a control.
 *
 * @param file path it was read from, for the error
 * @throws VentralError `RECORD_INVALID` naming the file and every field that is wrong
 */
export function parseControlRecord(value: unknown, file: string): ControlRecord {
  const problem = jsonProblem(value, 'record');
  const result = problem ? undefined : v.safeParse(controlRecordSchema, value);
  if (result?.success) return result.output;
  const problems = problem ?? describeIssues(result?.issues ?? [], 'record');
  throw new VentralError('RECORD_INVALID', `${file} is no record of a control: ${problems}.`, {
    hint: 'Name a file that ventral control wrote.',
  });
}
