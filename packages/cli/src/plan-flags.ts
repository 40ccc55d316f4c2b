import type { Command, OptionValues } from '@commander-js/extra-typings';
import { VentralError } from '@ventral/errors';
import type { Plan, PlanCells } from '@ventral/runs';
import type { Project, RunSettings } from '@ventral/scoring';
import { collect, list } from './flag-values.ts';
import { parseOptionValues } from './option-values.ts';
import { preprocessingChoices, preprocessingFlag } from './preprocessing-flag.ts';
import { type timeChoices, timeFlag } from './time-flag.ts';
import { tokenizerFlag, tokenizerText } from './tokenizer-flag.ts';

/** Flags that say which scores are wanted, in the place of a plan. */
export type PlanFlags = {
  readonly models?: readonly string[];
  readonly benchmarks?: readonly string[];
  readonly layers?: readonly string[];
  readonly metric?: string;
  readonly option?: readonly string[];
  readonly time?: (typeof timeChoices)[number];
  readonly preprocessing?: string;
  readonly tokenizer?: string;
};

/** Adds the flags that say which scores are wanted. */
export function withPlanFlags<Args extends unknown[], Flags extends OptionValues>(
  command: Command<Args, Flags>,
): Command<Args, Flags & PlanFlags> {
  const withAll = command
    .option('--models <ids...>', 'models and model files; or: installed')
    .option('--benchmarks <ids...>', 'benchmarks; or: installed')
    .option('--layers <names>', 'layers to try, separated by commas; or: all', list)
    .option('--metric <id>', "a metric other than the benchmarks' own")
    .option('--option <name=value>', 'an option of the metric (repeatable)', collect)
    .addOption(timeFlag())
    .option(preprocessingFlag, `for model files: ${preprocessingChoices}`)
    .option(tokenizerFlag, tokenizerText);
  return withAll as unknown as Command<Args, Flags & PlanFlags>;
}

/**
 * The cells of a plan file, or of the flags in its place.
 *
 * @throws VentralError `OPTION_INVALID` where neither says what is wanted, or both do
 */
export async function plannedCells(
  path: string | undefined,
  flags: PlanFlags,
  project: Project,
  settings: RunSettings,
): Promise<PlanCells> {
  const { planCells, readPlan } = await import('@ventral/runs');
  const { models, benchmarks, layers, metric, option, time, preprocessing } = flags;
  const asked = { models, benchmarks, layers, metric, option, time, preprocessing };
  const [besides] = Object.entries(asked).flatMap(([name, value]) => (value ? [name] : []));
  if (path !== undefined && besides !== undefined) {
    throw new VentralError('OPTION_INVALID', `${path} says already what --${besides} would.`, {
      hint: `Say it in the file, and leave out --${besides}.`,
    });
  }
  const plan = path === undefined ? planOf(flags) : await readPlan(path);
  return planCells(plan, project, settings, path);
}

function planOf({ models, benchmarks, layers, metric, option, ...more }: PlanFlags): Plan {
  const { time, preprocessing, tokenizer } = more;
  if (models === undefined || benchmarks === undefined) {
    throw new VentralError('OPTION_INVALID', 'Nothing says which scores are wanted.', {
      hint: 'Give a plan (docs/cluster.md shows one), or --models A B --benchmarks C D.',
    });
  }
  return {
    planVersion: 1,
    scores: [
      {
        models: namesOf(models),
        benchmarks: namesOf(benchmarks),
        ...(layers !== undefined && { layers }),
        ...(metric !== undefined && { metric }),
        ...(option !== undefined && { options: parseOptionValues(option) }),
        ...(time !== undefined && { time }),
        ...(preprocessing !== undefined && { preprocessing }),
        ...(tokenizer !== undefined && { tokenizer }),
      },
    ],
  };
}

function namesOf(names: readonly string[]): 'installed' | readonly string[] {
  return names.length === 1 && names[0] === 'installed' ? 'installed' : names;
}
