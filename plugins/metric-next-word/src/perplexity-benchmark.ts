import { type Benchmark, defineBenchmark, type Metric, oncePerRun } from '@ventral/core';
import { perplexity } from './perplexity.ts';
import type { TextsDescription } from './texts-description.ts';
import { presentations, wordsRead } from './words-read.ts';

/**
 * Makes a benchmark of how little texts surprise a model, by {@link perplexity}. Spans of nothing but white space are
 * line ends, all others words.
 */
export function perplexityBenchmark({ notes = [], ...description }: TextsDescription): Benchmark {
  const { dataset, part } = description;
  const textsOf = oncePerRun(async (context) => {
    const { stimuli } = await dataset.load(context, part);
    const [ids, isWord, texts]: [string[], boolean[], string[]] = [[], [], []];
    for await (const { id, word, text } of wordsRead(stimuli)) {
      ids.push(id);
      isWord.push(word !== '');
      texts.push(text);
    }
    const labels = { stimulus_id: ids, is_word: isWord, text: texts };
    return { stimuli, target: presentations(ids.length, labels) };
  });
  return defineBenchmark({
    ...description,
    metric: perplexity,
    region: 'behavior',
    reads: 'surprisal',
    async score(candidate, context, { metric = perplexity, metricOptions = {} } = {}) {
      const { stimuli, target } = await textsOf(context);
      const surprisals = await candidate.record(stimuli, 'behavior');
      const used = metric as Metric<object>;
      const score = await used.compare(surprisals, target, metricOptions, context);
      const all = [...(score.notes ?? []), ...notes];
      return { ...score, ...(all.length > 0 && { notes: all }) };
    },
  });
}
