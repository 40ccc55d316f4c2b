import { defineMetric, throwIfInterrupted, unitResampling } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { digestSplits, groupValues, mean } from '@ventral/numerics';
import * as v from 'valibot';
import { drawnOption, drawnUnits } from './drawn-units.ts';
import { foldNotes, foldsOption, foldWords } from './folds.ts';
import { heldOutLogLikelihood, slopesOf } from './held-out-log-likelihood.ts';
import { predictorOptions, wordPredictors } from './predictors.ts';
import { missingOption, readWords } from './word-readings.ts';
import { selectWords, wordsOption } from './word-set.ts';

/**
 * How much better reading is predicted with a language model's surprisal than without: the gain in log-likelihood of
 * held-out words, in nats a word; 0 or less where surprisal says nothing that length and frequency do not say.
 *
 * Features have one column, the surprisal of each word, in whatever unit; recordings one measure of each word, with
 * the coordinates `text_id`, `word_within_text_id` (from 1), `word_length`, `log_frequency` (NaN where unknown), and
 * those that the set of words is told by. Two linear regressions are fitted by least squares: on length and
 * frequency of a word and of the words before it (spill-over), and on these with the surprisal of the same words.
 * Errors are taken as normal, of the variance that the fit leaves.
 *
 * Extras hold `words`, how many were predicted; `logLikelihood` and `baselineLogLikelihood`, nats a word; `gain`,
 * their difference over all words; and `slopes`, how much reading changes with the surprisal of the word and of each
 * before it, in the unit of the readings over that of surprisal, fitted on all words.
 *
 * The interval draws whole texts again, or sentences; nothing is fitted again.
 *
 * Time grows with folds times words, memory with both.
 *
 * Method: Frank & Bod (2011), https://doi.org/10.1177/0956797611409589; Goodkind & Bicknell (2018),
 * https://doi.org/10.18653/v1/W18-0102; with products and without spill-over: de Varda, Marelli & Amenta (2023),
 * https://doi.org/10.3758/s13428-023-02261-8
 */
export const deltaLogLikelihood = defineMetric({
  id: 'delta_loglik',
  title: "Gain in log-likelihood of people's reading by surprisal (nats a word)",
  citation:
    'Goodkind, A. & Bicknell, K. (2018). Predictive power of word surprisal for reading times is a linear function of ' +
    'language model quality. CMCL 2018, 10-18. https://doi.org/10.18653/v1/W18-0102',
  source: 'features',
  better: 'higher',
  unit: 'nats a word',
  options: v.object({
    words: wordsOption('usual'),
    ...predictorOptions,
    folds: foldsOption,
    missing: missingOption,
    drawn: drawnOption,
  }),
  async compareTarget(source, target, { words: set, folds, missing, drawn, ...settings }, run) {
    throwIfInterrupted(run.signal, 'before words were compared');
    const words = await readWords(source, target, missing);
    const predictors = wordPredictors(words, selectWords(words, set), settings);
    const { words: predicted, baseline, full } = predictors;
    if (predicted.length === 0) {
      throw new VentralError(
        'RESPONSES_INVALID',
        `None of ${words.ids.length} words has surprisal, length and frequency, of its own and of the ` +
          `${settings.spillover} words before it.`,
        { hint: 'Compare another set of words, or choose a smaller spillover.' },
      );
    }
    const readings = Float64Array.from(predicted, (word) => words.readings[word] as number);
    const texts = words.labels('text_id');
    const splits = foldWords(
      predicted.map((word) => String(texts[word])),
      folds,
    );
    const logLikelihoodOf = async (task: string, columns: typeof full) =>
      heldOutLogLikelihood(columns, readings, splits, run.step(task, 'splits'));
    const without = await logLikelihoodOf('Predicting reading without surprisal', baseline);
    const withSurprisal = await logLikelihoodOf('Predicting reading with surprisal', full);
    const gains = withSurprisal.map((one, word) => one - without[word]!);
    const slopes = (await slopesOf(full, readings)).slice(baseline.shape[1]);
    const { ids, ofWord } = drawnUnits(words, predicted, drawn);
    const units = groupValues(
      ofWord.map((unit) => ids[unit] as string),
      gains,
    );
    return {
      value: mean([...gains]),
      perSplit: splits.map(({ test }) => mean(test.map((word) => gains[word] as number))),
      resampling: unitResampling(drawn, units.ids, gains, (_, counts) => units.meanOf(counts)),
      splitsDigest: digestSplits(
        splits,
        predicted.map((word) => words.ids[word] as string),
      ),
      extras: {
        words: predicted.length,
        logLikelihood: mean([...withSurprisal]),
        baselineLogLikelihood: mean([...without]),
        gain: gains.reduce((sum, one) => sum + one, 0),
        slopes: [...slopes],
      },
      notes: [...words.notes, ...foldNotes[folds]],
    };
  },
});
