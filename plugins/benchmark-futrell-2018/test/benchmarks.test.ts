import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { coordinate, encodeNpy, featureMatrix, selectAlong } from '@ventral/arrays';
import * as plugin from '@ventral/benchmark-futrell-2018';
import type { Benchmark, Candidate } from '@ventral/core';
import { futrell2018 } from '@ventral/dataset-futrell-2018';
import { openFeatureFile } from '@ventral/files';
import { createRunContext, featureFileCandidate } from '@ventral/host';
import { deltaLogLikelihood, pearsonr } from '@ventral/metric-reading';
import {
  describeReference,
  makeFolder,
  measuredUncertainty,
  referencePath,
} from '@ventral/testing';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';

const [correlation, gain] = plugin.benchmarks as [Benchmark, Benchmark];
const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
const quick = { ...context, withUncertainty: false };

checkManifest(plugin);
for (const benchmark of [...plugin.benchmarks, ...plugin.futrell2018NextWords])
  checkBenchmark(benchmark);

describe('the benchmarks', () => {
  it.each(plugin.benchmarks)('$id shows texts, and reads surprisal', (benchmark) => {
    expect(benchmark).toMatchObject({
      stimuli: 'text',
      reads: 'surprisal',
      region: 'behavior',
      modality: 'behaviour',
      species: 'human',
    });
  });
});

/** A published table of words by their ids, `story.zone`. */
async function readTable(path: string, story: string, zone: string) {
  const rows: readonly Record<string, string>[] = parse(
    await readFile(referencePath(path), 'utf8'),
    {
      columns: true,
    },
  );
  return new Map(rows.map((row) => [`${row[story]}.${row[zone]}`, row]));
}

/** One column of a table, NaN where it says NA, for all words of Natural Stories. */
const columnOf = (
  table: ReadonlyMap<string, Record<string, string>>,
  name: string,
  ids: readonly string[],
) =>
  featureMatrix(
    Float64Array.from(ids, (id) => Number(table.get(id)?.[name] ?? Number.NaN)),
    ids,
  );

/** The first five stories, which the golden values are of. */
async function firstStories() {
  const { recordings } = await futrell2018.load(quick);
  const stories = coordinate(recordings, 'text_id') as readonly number[];
  const rows = stories.flatMap((story, row) => (story <= 5 ? [row] : []));
  const part = selectAlong(recordings, 'presentation', rows);
  return { recordings: part, ids: coordinate(part, 'stimulus_id') as readonly string[] };
}

interface Found {
  readonly n: number;
  readonly pearson: number;
  readonly spearman: number;
}

describeReference('golden values', 'golden/human/language/natural-stories.json', () => {
  const load = async () => {
    const golden = JSON.parse(
      await readFile(referencePath('golden/human/language/natural-stories.json'), 'utf8'),
    );
    const words = await readTable(
      'golden/human/language/natural-stories-words.csv',
      'story',
      'zone',
    );
    return { golden, words, ...(await firstStories()) };
  };

  it.each(['all', 'not_sentence_first', 'usual'] as const)(
    'of correlations over %s words are met, story by story',
    async (set) => {
      const { golden, words, recordings, ids } = await load();
      const source = columnOf(words, 'nats', ids);
      const { overall, stories } = golden.rule_A_reading_time[set] as {
        overall: Found;
        stories: Record<string, Found>;
      };
      const score = await pearsonr.compare(source, recordings, { words: set }, quick);
      expect(score.extras?.pearsonr).toEqual({
        words: overall.n,
        pearson: expect.closeTo(overall.pearson, 8),
        spearman: expect.closeTo(overall.spearman, 8),
      });
      const texts = coordinate(recordings, 'text_id');
      for (const [story, found] of Object.entries(stories)) {
        const rows = [...texts.keys()].filter((row) => texts[row] === Number(story));
        const own = selectAlong(recordings, 'presentation', rows);
        const named = rows.map((row) => ids[row] as string);
        const ofStory = await pearsonr.compare(
          columnOf(words, 'nats', named),
          own,
          { words: set },
          quick,
        );
        expect(ofStory.extras?.pearsonr?.pearson).toBeCloseTo(found.pearson, 8);
      }
    },
  );

  it.each([
    ['all', 'interleaved'],
    ['all', 'blocks'],
    ['usual', 'interleaved'],
    ['usual', 'blocks'],
  ] as const)('of the gain over %s words with %s folds are met', async (set, folds) => {
    const { golden, words, recordings, ids } = await load();
    const expected = golden.regression[set][folds];
    const options = { words: set, folds };
    const source = columnOf(words, 'nats', ids);
    const score = await deltaLogLikelihood.compare(source, recordings, options, quick);
    expect(score.value).toBeCloseTo(expected.delta_per_word, 8);
    expect(score.raw.perSplit).toEqual(
      expected.folds.map(({ delta }: { delta: number }) => expect.closeTo(delta, 8)),
    );
    expect(score.extras?.delta_loglik).toEqual({
      words: expected.n,
      logLikelihood: expect.closeTo(expected.loglik_full_per_word, 8),
      baselineLogLikelihood: expect.closeTo(expected.loglik_baseline_per_word, 8),
      gain: expect.closeTo(expected.delta_sum, 4),
      slopes: expected.fit_on_all_rows.coefficients
        .slice(-3)
        .map((one: number) => expect.closeTo(one, 5)),
    });
  });
});

const surprisals = 'data/natural-stories-surprisals/natural_stories_surprisals.csv';

describeReference('published surprisals', surprisals, () => {
  const models = [
    ['Transformer-XL', 'txl', 'txl_surp', 9782, 0.262, 0.0020633086357818835],
    ['the 5-gram', '5-gram', 'ngram_surp', 9445, 0.252, 0.0035290044979425024],
    ['the GRNN', 'grnn', 'grnn_surp', 9464, 0.25, 0.00778116944408455],
    ['GPT-2', 'gpt2', 'gpt_surp', 10_256, 0.288, 0.011600224453477885],
  ] as const;
  const options = { words: 'all', missing: 'leave-out' } as const;

  it.each(models)('of %s correlate with reading as they did', async (_, name, column, count, r) => {
    const table = await readTable(surprisals, 'Story_Num', 'Word_In_Story_Num');
    const { recordings } = await futrell2018.load(quick);
    const ids = coordinate(recordings, 'stimulus_id') as readonly string[];
    const { extras, notes } = await pearsonr.compare(
      columnOf(table, column, ids),
      recordings,
      options,
      quick,
    );
    expect(extras?.pearsonr).toMatchObject({ words: count, pearson: expect.closeTo(r, 3) });
    const missing = ids.length - count;
    expect(notes?.[0]).toEqual(
      missing === 0 ? undefined : expect.stringContaining(`${missing} of 10256`),
    );
    const golden = JSON.parse(
      await readFile(referencePath('golden/human/language/natural-stories.json'), 'utf8'),
    );
    const first = await firstStories();
    const ofFirst = await pearsonr.compare(
      columnOf(table, column, first.ids),
      first.recordings,
      options,
      quick,
    );
    const { n, pearson, spearman } = golden.published[name].all as Found;
    expect(ofFirst.extras?.pearsonr).toEqual({
      words: n,
      pearson: expect.closeTo(pearson, 9),
      spearman: expect.closeTo(spearman, 9),
    });
  });

  // Gains from NumPy, with each story held out.
  it.each(models)(
    'of %s add to the prediction of stories',
    async (_, _name, column, _count, _r, expected) => {
      const table = await readTable(surprisals, 'Story_Num', 'Word_In_Story_Num');
      const candidate = candidateOf((ids) => columnOf(table, column, ids));
      const score = await gain.score(candidate, quick, { metricOptions: { missing: 'leave-out' } });
      expect(score.value).toBeCloseTo(expected, 9);
      expect(score.raw.perSplit).toHaveLength(10);
    },
  );

  it('are scored from a file, over the quoted ceiling', async () => {
    const table = await readTable(surprisals, 'Story_Num', 'Word_In_Story_Num');
    // In the order of the file, which is not that of the words.
    const ids = [...table.keys()].reverse();
    const values = Float64Array.from(ids, (id) => Number(table.get(id)?.gpt_surp));
    await using folder = await makeFolder({
      'gpt2.npy': Buffer.from(encodeNpy(values, [ids.length, 1])),
    });
    const file = await openFeatureFile(join(folder.path, 'gpt2.npy'));
    const score = await correlation.score(featureFileCandidate('gpt2.npy', file, ids), context);
    expect(score.raw.value).toBeCloseTo(0.30297631861976004, 12);
    expect(score.value).toBeCloseTo(0.30297631861976004 / 0.858, 12);
    expect(score).toMatchObject({ ceiling: 0.858, ceilingConvention: 'r/c' });
    expect(score.notes).toEqual([expect.stringMatching(/0\.858, is quoted .* single readers/)]);
    const { units, interval } = measuredUncertainty(score);
    expect(units).toEqual({ texts: 10 });
    expect(interval[0]).toBeLessThan(score.value);
    expect(interval[1]).toBeGreaterThan(score.value);
  });

  it('are refused where words have none, until leaving them out is asked for', async () => {
    const table = await readTable(surprisals, 'Story_Num', 'Word_In_Story_Num');
    const candidate = candidateOf((ids) => columnOf(table, 'txl_surp', ids));
    for (const benchmark of [correlation, gain]) {
      await expect(benchmark.score(candidate, quick)).rejects.toMatchObject({
        code: 'RESPONSES_INVALID',
        message: expect.stringContaining(
          "474 of 10256 words have no surprisal (NaN), the first is '1.1'",
        ),
        hint: expect.stringContaining('missing=leave-out'),
      });
    }
  });

  it('are of these stories only if all of them are there', async () => {
    const candidate = candidateOf((ids) => featureMatrix(new Float64Array(5), ids.slice(0, 5)));
    await expect(correlation.score(candidate, quick)).rejects.toMatchObject({
      code: 'STIMULI_MISMATCH',
      message: expect.stringContaining('10251 of 10256'),
    });
  });
});

function candidateOf(
  read: (ids: readonly string[]) => ReturnType<typeof featureMatrix>,
): Candidate {
  return {
    id: 'published',
    record: async ({ stimuli }) => read(stimuli.map(({ id }) => id)),
  };
}

describeReference('scoring Natural Stories', 'data/futrell2018-natural-stories', () => {
  for (const benchmark of plugin.benchmarks) checkBenchmark(benchmark, { context });
});
