import type { Score } from '@ventral/core';
import { mean } from '@ventral/numerics';
import * as v from 'valibot';

const baselineSchema = v.object({
  id: v.string(),
  title: v.string(),
  value: v.number(),
  error: v.exactOptional(v.number()),
  r2: v.exactOptional(v.number()),
});

const perSplit = v.array(v.nullable(v.number()));
const searchSchema = v.object({
  configurations: v.array(
    v.object({
      options: v.record(v.string(), v.unknown()),
      parameterCount: v.number(),
      validationError: v.nullable(v.number()),
      validationErrorError: v.exactOptional(v.number()),
      validationPerSplit: perSplit,
      epochsPerSplit: perSplit,
      chosenInSplits: v.array(v.number()),
    }),
  ),
  best: v.number(),
  sweetSpot: v.number(),
});

/** A simpler way to compare, on the same splits. */
export type Baseline = v.InferOutput<typeof baselineSchema>;

/** Every configuration that a metric tried; `best` and `sweetSpot` are indices. */
export type Search = v.InferOutput<typeof searchSchema>;

/**
 * What the command shows of a metric's extras: a `baseline` and a `search`, whichever metric they are
 * of, where they have the form above. The baseline of a mean is the mean of those of its parts.
 */
export function shownExtras(score: Score): { baseline?: Baseline; search?: Search } {
  const { baseline, search } = score.extras?.[score.metric?.id ?? ''] ?? {};
  const searched = v.safeParse(searchSchema, search);
  const beside = v.safeParse(baselineSchema, baseline);
  const averaged = beside.success ? beside.output : meanBaseline(Object.values(score.parts ?? {}));
  return {
    ...(averaged && { baseline: averaged }),
    ...(searched.success && { search: searched.output }),
  };
}

/** Where every part stands beside the same one. */
function meanBaseline(parts: readonly Score[]): Baseline | undefined {
  const baselines = parts.flatMap((part) => shownExtras(part).baseline ?? []);
  const [first] = baselines;
  if (first === undefined || baselines.length < parts.length) return undefined;
  if (baselines.some(({ id }) => id !== first.id)) return undefined;
  const known = (field: 'error' | 'r2') => {
    const values = baselines.flatMap((baseline) => baseline[field] ?? []);
    return values.length === baselines.length ? values : undefined;
  };
  const [errors, explained] = [known('error'), known('r2')];
  return {
    id: first.id,
    title: first.title,
    value: mean(baselines.map(({ value }) => value)),
    ...(errors && { error: Math.hypot(...errors) / errors.length }),
    ...(explained && { r2: mean(explained) }),
  };
}
