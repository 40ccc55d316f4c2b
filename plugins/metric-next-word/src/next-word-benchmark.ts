import {
  type Benchmark,
  type Candidate,
  defineBenchmark,
  type Metric,
  oncePerRun,
  type RunContext,
  throwIfInterrupted,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { nextWordAccuracy } from './next-word-accuracy.ts';
import type { TextsDescription } from './texts-description.ts';
import { presentations, type WordRead, wordsRead } from './words-read.ts';

/** What texts are read, and about which of their words is asked. */
export interface NextWordBenchmarkDescription extends TextsDescription {
  /**
   * Every which word is asked about, beginning with the first of those that have something before them.
   * @default 1, every word
   */
  readonly every?: number;
}

// At once; between them it can be stopped.
const batchSize = 64;

/**
 * Makes a benchmark of how often a model expects the very word that comes next, given the text before it: the share of
 * words, as {@link nextWordAccuracy} counts it. Words with nothing before them in their text are not asked about.
 *
 * A candidate with choices of its own, along `stimulus_id`, is asked nothing.
 */
export function nextWordBenchmark({
  every = 1,
  notes = [],
  ...description
}: NextWordBenchmarkDescription): Benchmark {
  const { id, dataset, part } = description;
  const askedOf = oncePerRun(async (context) => {
    const { stimuli } = await dataset.load(context, part);
    const asked: WordRead[] = [];
    let count = 0;
    for await (const read of wordsRead(stimuli)) {
      if (read.word === '' || read.before === '') continue;
      if (count++ % every === 0) asked.push(read);
    }
    return asked;
  });
  return defineBenchmark({
    ...description,
    metric: nextWordAccuracy as Metric<object, 'choices'>,
    region: 'behavior',
    async score(candidate, context, { metric = nextWordAccuracy, metricOptions = {} } = {}) {
      const asked = await askedOf(context);
      const ids = asked.map((one) => one.id);
      const source =
        candidate.choices ??
        presentations(asked.length, {
          stimulus_id: ids,
          choice: await predictWords(id, candidate, asked, context),
        });
      const target = presentations(asked.length, {
        stimulus_id: ids,
        truth: asked.map(({ word }) => word),
        text: asked.map(({ text }) => text),
      });
      const used = metric as Metric<object, 'choices'>;
      const score = await used.compare(source, target, metricOptions, context);
      const all = [...(score.notes ?? []), ...notes];
      return { ...score, ...(all.length > 0 && { notes: all }) };
    },
  });
}

async function predictWords(
  benchmark: string,
  candidate: Candidate,
  asked: readonly WordRead[],
  context: RunContext,
): Promise<readonly string[]> {
  if (candidate.openWordPredictor === undefined) {
    throw new VentralError(
      'OPTION_INVALID',
      `${candidate.id} cannot be asked for the next word, which ${benchmark} scores.`,
      { hint: 'Score a language model that writes, or give the words that it chose.' },
    );
  }
  await using predictor = await candidate.openWordPredictor();
  const words: string[] = [];
  while (words.length < asked.length) {
    throwIfInterrupted(context.signal, `after ${words.length} of ${asked.length} words`);
    const batch = asked.slice(words.length, words.length + batchSize);
    words.push(...(await predictor.predict(batch.map(({ before }) => before))));
    const progress = { task: 'Predicting words', done: words.length, total: asked.length };
    context.report({ ...progress, unit: 'stimuli' });
  }
  return words;
}
