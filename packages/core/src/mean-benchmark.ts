import { isVentralError, VentralError } from '@ventral/errors';
import { type Benchmark, type BenchmarkDescription, defineBenchmark } from './benchmark.ts';
import { meanUncertainty } from './mean-uncertainty.ts';
import type { PinnedFile } from './pinned-file.ts';
import type { Score } from './score.ts';
import { withoutReplicates } from './uncertainty.ts';

/** What a mean of benchmarks is made of. */
export interface MeanBenchmarkDescription
  extends Omit<BenchmarkDescription, 'score' | 'files' | 'parts'> {
  readonly parts: readonly Benchmark[];
  /**
   * What is averaged: `value`, or `raw`, the scores before their ceilings.
   * @default 'value'
   */
  readonly average?: 'value' | 'raw';
}

/**
 * Makes a benchmark whose score is the mean of its parts' scores, each part weighing the same.
 *
 * The spread is that of a mean of independent parts: `sqrt(sum of squares) / n`. A ceiling is stated
 * where every part has one and it is their values that are averaged. Parts are scored one after the
 * other. A part that cannot be scored fails the whole, unless the caller asks to leave out parts
 * whose data or layer are missing; the score then says which. A score over parts that were measured in several
 * ways, such as electrophysiology and behaviour, names them.
 *
 * @throws VentralError `OPTION_INVALID` where parts on data of the species `simulated` would be mixed
 * with others, where the mean says another species than they do, or does not name all of several
 * (`macaque, human`): monkeys and people are not averaged unseen; or where parts show stimuli of several kinds
 */
export function defineMeanBenchmark(description: MeanBenchmarkDescription): Benchmark {
  refuseMixture(description);
  requireOneKind(description);
  requireNamedSpecies(description);
  // Parts may share files; parts of different data sets may have different ones of the same name.
  const files = new Map<string, PinnedFile>();
  for (const file of description.parts.flatMap((part) => part.files)) {
    files.set(`${file.hash.digest} ${file.path}`, file);
  }
  const { average = 'value', ...rest } = description;
  return defineBenchmark({
    seesTime: description.parts.every(({ seesTime }) => seesTime === true),
    ...rest,
    files: [...files.values()],
    async score(candidate, context, options = {}) {
      const parts: Record<string, Score> = {};
      const notes: string[] = [];
      let outOfReach = false;
      const total = description.parts.length;
      const report = (done: number) =>
        context.report({ task: `Scoring ${description.id}`, done, total, unit: 'parts' });
      for (const [done, part] of description.parts.entries()) {
        report(done);
        try {
          const score = await part.score(candidate, context, options);
          parts[part.id] = { ...score, scoreVersion: part.scoreVersion };
        } catch (error) {
          const isMissing = isVentralError(error, 'DATA_UNAVAILABLE', 'LAYER_REQUIRED');
          if (options.missingParts !== 'leave-out' || !isMissing) throw error;
          notes.push(`Not the mean of all ${total} parts. Left out ${part.id}: ${error.message}`);
          if (notes.length === total) throw error;
          outOfReach ||= error.code === 'DATA_UNAVAILABLE';
        }
      }
      report(total);
      notes.push(...mixtureNotes(description.parts.filter(({ id }) => id in parts)));
      const score = average === 'raw' ? meanBeforeCeilings(parts) : meanScore(parts);
      return {
        ...score,
        ...(notes.length > 0 && { notes }),
        ...(outOfReach && { outOfReach }),
      };
    },
  });
}

/** A mean over brains that are simulated and brains that are not would say nothing of either. */
function refuseMixture(mean: MeanBenchmarkDescription): void {
  const all = [mean, ...mean.parts];
  const simulated = all.filter(({ species }) => species === 'simulated').length;
  if (simulated === 0 || simulated === all.length) return;
  const named = all.map(({ id, species }) => `${id} (${species})`).join(', ');
  throw new VentralError(
    'OPTION_INVALID',
    `A mean may not mix simulated and real data: ${named}.`,
    {
      hint: "Take the mean of simulated parts apart, and give it the species 'simulated'.",
    },
  );
}

/** No model could be shown all of it. */
function requireOneKind({ id, parts }: MeanBenchmarkDescription): void {
  const kinds = [...new Set(parts.map(({ stimuli }) => stimuli))];
  if (kinds.length < 2) return;
  throw new VentralError(
    'OPTION_INVALID',
    `The parts of ${id} show stimuli of several kinds: ${kinds.join(', ')}.`,
    { hint: 'Take the mean over the benchmarks of one kind.' },
  );
}

/** A mean over several species is of none of them: its own has to name them all. */
function requireNamedSpecies({ id, parts, ...mean }: MeanBenchmarkDescription): void {
  const species = mean.species ?? mean.dataset?.species ?? '';
  const [stated, measured] = [speciesIn([species]), speciesIn(parts.map((part) => part.species))];
  if (stated.length === 0 && measured.length < 2) return;
  if (stated.join() === measured.join()) return;
  const said = stated.length === 0 ? 'no species' : `the species '${species}'`;
  const named = parts.map((part) => `${part.id} (${part.species})`).join(', ');
  throw new VentralError('OPTION_INVALID', `${id} says ${said}; its parts are of ${named}.`, {
    hint: `Take the mean of one species, or name all: '${measured.join(', ')}'.`,
  });
}

function mixtureNotes(parts: readonly Benchmark[]): readonly string[] {
  const ways = new Set(parts.flatMap(({ modality }) => modality?.split(', ') ?? []));
  return ways.size < 2 ? [] : [`A mean over several modalities: ${[...ways].join(', ')}.`];
}

/** Each once, in order. */
function speciesIn(stated: readonly string[]): readonly string[] {
  const names = stated.flatMap((text) => text.split(/,| and /)).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))].sort();
}

/**
 * The mean of several scores, with the scores kept as its parts.
 *
 * @throws VentralError `SHAPE_MISMATCH` where there are none, or some count up and others down
 */
export function meanScore(parts: Readonly<Record<string, Score>>): Score {
  const scores = Object.values(parts);
  const [first] = scores;
  if (first === undefined) {
    throw new VentralError('SHAPE_MISMATCH', 'There are no scores to take the mean of.');
  }
  if (scores.some(({ better }) => better !== first.better)) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `Scores of ${Object.keys(parts).join(', ')} have no common mean: for some, higher is better, for others lower.`,
    );
  }
  const value = mean(scores.map((score) => score.value));
  return {
    better: first.better,
    value,
    ...optional('uncertainty', withoutReplicates(meanUncertainty(value, parts))),
    ...optional('spread', spreadOfMean(scores.map(({ spread }) => spread))),
    ...optional('ceiling', meanOfAll(scores.map(({ ceiling }) => ceiling))),
    ...optional('ceilingSpread', spreadOfMean(scores.map(({ ceilingSpread }) => ceilingSpread))),
    ...optional(
      'ceilingConvention',
      inCommon(scores.map(({ ceilingConvention }) => ceilingConvention)),
    ),
    raw: {
      value: mean(scores.map(({ raw }) => raw.value)),
      ...optional('spread', spreadOfMean(scores.map(({ raw }) => raw.spread))),
    },
    ...optional('metric', inCommon(scores.map(({ metric }) => metric))),
    parts,
  };
}

/** The mean before ceilings; it keeps its own replicates, as those of its parts are after theirs. */
function meanBeforeCeilings(parts: Readonly<Record<string, Score>>): Score {
  const raw = beforeCeilings(parts);
  const score = meanScore(raw);
  return { ...score, ...optional('uncertainty', meanUncertainty(score.value, raw)), parts };
}

function beforeCeilings(parts: Readonly<Record<string, Score>>): Readonly<Record<string, Score>> {
  const scores = Object.entries(parts).map(([id, { better, raw, metric, ...part }]) => {
    const { value, spread, uncertainty = part.uncertainty } = raw;
    const measured = { ...optional('spread', spread), ...optional('uncertainty', uncertainty) };
    return [id, { better, value, ...measured, raw, ...optional('metric', metric) }] as const;
  });
  return Object.fromEntries(scores);
}

function inCommon<Value>(values: readonly Value[]): Value | undefined {
  const [first] = values;
  const text = JSON.stringify(first);
  return values.every((value) => JSON.stringify(value) === text) ? first : undefined;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function meanOfAll(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? mean(known) : undefined;
}

function spreadOfMean(spreads: readonly (number | undefined)[]): number | undefined {
  const known = spreads.filter((spread) => spread !== undefined);
  return known.length === spreads.length ? Math.hypot(...known) / known.length : undefined;
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]?: Value });
}
