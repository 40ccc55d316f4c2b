import type { StandardSchemaV1 } from '@standard-schema/spec';
import { didYouMean, VentralError } from '@ventral/errors';

/**
 * Fills in and checks the options of a metric.
 *
 * @throws VentralError `OPTION_INVALID` naming every option that does not exist or is out of range
 */
export async function checkOptions<Options extends object>(
  metric: string,
  schema: StandardSchemaV1<unknown, Options>,
  given: Partial<Options>,
): Promise<Options> {
  const { validate } = schema['~standard'];
  const defaults = await validate({});
  if (defaults.issues !== undefined) {
    const problems = defaults.issues.map(describeIssue).join('; ');
    throw new VentralError(
      'PLUGIN_BROKEN',
      `An option of '${metric}' has no default: ${problems}.`,
      {
        hint: 'Report this to the authors of the metric: every option needs a default.',
      },
    );
  }
  const names = Object.keys(defaults.value);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new VentralError('OPTION_INVALID', `The metric '${metric}' has no option '${unknown}'.`, {
      hint: `${didYouMean(unknown, names)}See what it takes with: ventral info ${metric}`,
    });
  }
  const result = await validate(given);
  if (result.issues === undefined) return result.value;
  const problems = result.issues.map((issue) => `${metric}.${describeIssue(issue)}`).join('; ');
  throw new VentralError('OPTION_INVALID', `An option cannot be used: ${problems}.`, {
    hint: `See what the metric takes with: ventral info ${metric}`,
  });
}

function describeIssue({ path = [], message }: StandardSchemaV1.Issue): string {
  const names = path.map((part) => (typeof part === 'object' ? part.key : part));
  return `${names.map(String).join('.')} is not valid (${message})`;
}
