import { defineMetric, throwIfInterrupted } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import {
  createMatrix,
  digestSplits,
  pearson,
  resampleCorrelations,
  spearman,
} from '@ventral/numerics';
import * as v from 'valibot';
import { drawnOption, drawnUnits } from './drawn-units.ts';
import { missingOption, readWords } from './word-readings.ts';
import { selectWords, wordsOption } from './word-set.ts';

/**
 * How strongly a language model's surprisal correlates with how people read, over words: the absolute value of
 * Pearson's r, in [0, 1]. Nothing is fitted, so the unit of surprisal does not matter.
 *
 * Features have one column, the surprisal of each word; recordings one measure of each word, with the coordinates
 * `text_id` and those that the set of words is told by ({@link wordsOption}). Extras hold `pearson`, with its sign,
 * `spearman`, and how many `words` were compared.
 *
 * The interval draws whole texts again, or sentences. It is one of the correlation in the direction that was found
 * on all words, so that it reaches below 0 where that is uncertain.
 *
 * Time and memory grow with the number of words.
 *
 * Method: `pearsonr` of Brain-Score's language benchmarks. Schrimpf et al. (2021),
 * https://doi.org/10.1073/pnas.2105646118
 */
export const pearsonr = defineMetric({
  id: 'pearsonr',
  title: "Correlation of surprisal with people's reading, over words",
  citation:
    'Schrimpf, M., Blank, I. A., Tuckute, G., Kauf, C., Hosseini, E. A., Kanwisher, N., Tenenbaum, J. B. & Fedorenko, ' +
    'E. (2021). The neural architecture of language: Integrative modeling converges on predictive processing. PNAS, ' +
    '118(45), e2105646118. https://doi.org/10.1073/pnas.2105646118',
  source: 'features',
  better: 'higher',
  options: v.object({
    words: wordsOption('not_sentence_first'),
    missing: missingOption,
    drawn: drawnOption,
  }),
  async compareTarget(source, target, { words: set, missing, drawn }, run) {
    throwIfInterrupted(run.signal, 'before words were compared');
    const words = await readWords(source, target, missing);
    const selected = selectWords(words, set).filter(
      (word) => !Number.isNaN(words.surprisals[word]),
    );
    if (selected.length < 3) {
      throw new VentralError(
        'RESPONSES_INVALID',
        `Of ${words.ids.length} words, ${selected.length} are left to correlate; it takes 3.`,
        { hint: 'Compare another set of words, or give surprisals of more of them.' },
      );
    }
    const x = Float64Array.from(selected, (word) => words.surprisals[word] as number);
    const y = Float64Array.from(selected, (word) => words.readings[word] as number);
    const r = pearson(x, y);
    const { ids, ofWord } = drawnUnits(words, selected, drawn);
    const shape = [selected.length, 1] as const;
    return {
      value: Math.abs(r),
      resampling: {
        units: { [drawn]: { ids } },
        isCorrelation: true,
        async replicate(plan, { signal }) {
          const { stimuli } = await resampleCorrelations(
            [
              {
                stimuli: ofWord,
                sides: [createMatrix(shape, x), createMatrix(shape, y)],
                correlations: Float64Array.of(r),
              },
            ],
            { stimuli: plan.counts(drawn) },
            { signal, transform: (one) => Math.sign(r) * one },
          );
          return { [drawn]: stimuli };
        },
      },
      splitsDigest: digestSplits([{ train: [], test: selected }], words.ids),
      extras: { words: selected.length, pearson: r, spearman: spearman(x, y) },
      notes: [
        ...words.notes,
        ...(r < 0 ? [`The correlation is negative, ${r.toFixed(3)}; the score is its size.`] : []),
      ],
    };
  },
});
