import { describeIssues, type ReadonlyDeep, timeAspects } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { readText } from '@ventral/files';
import { load } from 'js-yaml';
import * as v from 'valibot';

const text = v.pipe(v.string(), v.nonEmpty());
const names = (what: string) =>
  v.pipe(
    v.union([v.literal('installed'), v.pipe(v.array(text), v.minLength(1))]),
    v.description(`${what}; or \`installed\`: all that are.`),
  );
const seed = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1));

const scoresSchema = v.strictObject({
  models: names('Ids of models, and paths of model files, relative to this file'),
  benchmarks: names('Ids of benchmarks'),
  layers: v.exactOptional(
    v.pipe(
      v.array(text),
      v.minLength(1),
      v.description('Or `all`. By default the committed ones.'),
    ),
  ),
  metric: v.exactOptional(v.pipe(text, v.description("Other than the benchmarks' own."))),
  options: v.exactOptional(v.pipe(v.record(text, v.unknown()), v.description('Of the metric.'))),
  missing: v.exactOptional(
    v.pipe(v.picklist(['refuse', 'leave-out']), v.description('A part that cannot be scored.')),
  ),
  time: v.exactOptional(
    v.pipe(
      v.union([v.literal(true), v.picklist(timeAspects)]),
      v.description('What is scored in each time bin as well; `true`: responses.'),
    ),
  ),
  preprocessing: v.exactOptional(v.pipe(v.unknown(), v.description('Of model files.'))),
  imageSize: v.exactOptional(v.pipe(v.number(), v.description('Of model files, in pixels.'))),
  tokenizer: v.exactOptional(
    v.pipe(text, v.description('Of model files of language: path of it, relative to this file.')),
  ),
  seeds: v.exactOptional(v.pipe(v.array(seed), v.minLength(1), v.description('By default 1.'))),
});

const fields = v.strictObject({
  planVersion: v.literal(1),
  scores: v.pipe(
    v.array(scoresSchema),
    v.minLength(1),
    v.description('In each, every model is scored on every benchmark.'),
  ),
});

/** Which scores are wanted, as a file says it: YAML or JSON. */
export interface Plan extends ReadonlyDeep<v.InferOutput<typeof fields>> {}

/** Models on benchmarks, and how. */
export type PlannedScores = Plan['scores'][number];

/** The schema of a plan; published as registry/plan.schema.json. */
export const planSchema: v.GenericSchema<unknown, Plan> = fields;

/**
 * Reads a plan from a file.
 *
 * @throws VentralError `OPTION_INVALID` naming every field that is wrong; `FILE_UNREADABLE`
 */
export async function readPlan(path: string): Promise<Plan> {
  const content = await readText(path);
  let value: unknown;
  try {
    value = load(content);
  } catch (cause) {
    throw invalid(path, (cause as Error).message, cause);
  }
  const result = v.safeParse(planSchema, value);
  if (result.success) return result.output;
  throw invalid(path, describeIssues(result.issues, 'plan'));
}

function invalid(path: string, why: string, cause?: unknown): VentralError {
  return new VentralError('OPTION_INVALID', `${path} is no plan: ${why}.`, {
    hint: 'docs/cluster.md shows one; registry/plan.schema.json describes it.',
    ...(cause !== undefined && { cause }),
  });
}
