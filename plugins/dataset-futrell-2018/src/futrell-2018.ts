import { createAssembly, type TextSpan, wordSpans } from '@ventral/arrays';
import { defineDataset, type NeuralData } from '@ventral/core';
import { fetchFiles, readText, textSet } from '@ventral/files';
import { parseReadingTimes, type ReadWord } from './reading-times.ts';
import { divideSentences } from './sentences.ts';
import { sourceFiles } from './source-files.ts';
import { parseFrequencies } from './word-frequencies.ts';

const id = 'Futrell2018';

/**
 * Self-paced reading of ten stories: the mean time for which 62 to 97 people looked at each of 10,256 words, in
 * milliseconds, as realigned in May 2025. Single readers are not in the file.
 *
 * Stimuli are the words, each in the story before it, `1.12` the twelfth word of the first story; the text of a story
 * is its words with a space between each two.
 *
 * Recordings are `presentation x neuroid`, one neuroid, `reading_time`. Coordinates of words:
 *
 * - `text_id`, the story, and `word_within_text_id`, from 1
 * - `sentence_id`, from 1 over all stories, and `word_within_sentence_id`, from 1, as Brain-Score divides them
 * - `word`, with the punctuation that touches it
 * - `word_length` in characters and `log_frequency`, base 2, both without punctuation (Boyce & Levy 2023); NaN for a
 *   word that is not in their corpus
 * - `readers`, how many, and `reading_time_deviation`, the standard deviation over them, in milliseconds
 *
 * References: Futrell et al. (2021), doi:10.1007/s10579-020-09503-7; Boyce & Levy (2023), doi:10.5070/G6011190
 *
 * @example
 * const { stimuli, recordings } = await futrell2018.load(createRunContext());
 */
export const futrell2018 = defineDataset({
  id,
  title: 'Self-paced reading of ten stories, word by word (Natural Stories; Futrell et al., 2018)',
  citation:
    'Futrell, R., Gibson, E., Tily, H. J., Blank, I., Vishnevetsky, A., Piantadosi, S. T. & Fedorenko, E. (2021). The ' +
    'Natural Stories corpus: A reading-time corpus of English texts containing rare syntactic constructions. Language ' +
    'Resources and Evaluation, 55, 63-77. https://doi.org/10.1007/s10579-020-09503-7',
  licence: 'CC-BY-NC-SA-4.0 for stories and reading times; none is stated for the frequencies',
  species: 'human',
  modality: 'behaviour',
  regions: [],
  stimuli: 'text',
  files: sourceFiles,
  async load({ readingTimes, frequencies }, context): Promise<NeuralData<TextSpan>> {
    const task = 'Fetching reading times of ten stories';
    const paths = await fetchFiles([readingTimes, frequencies], task, context);
    const [ofTimes, ofFrequencies] = await Promise.all(paths.map(readText));
    const words = parseReadingTimes(ofTimes as string);
    const known = parseFrequencies(ofFrequencies as string, words);
    const places = divideSentences(words.map(({ word }) => word));
    const spans = storySpans(words);
    const label = <Value extends string | number>(read: (index: number) => Value) => ({
      dim: 'presentation',
      values: words.map((_, index) => read(index)),
    });
    const recordings = createAssembly({
      dims: ['presentation', 'neuroid'],
      shape: [words.length, 1],
      values: Float64Array.from(words, ({ meanTime }) => meanTime),
      coords: {
        stimulus_id: label((index) => spans[index]!.id),
        text_id: label((index) => words[index]!.story),
        word_within_text_id: label((index) => words[index]!.zone),
        sentence_id: label((index) => places[index]!.sentence),
        word_within_sentence_id: label((index) => places[index]!.place),
        word: label((index) => words[index]!.word),
        word_length: label((index) => known[index]!.length),
        log_frequency: label((index) => known[index]!.logFrequency),
        readers: label((index) => words[index]!.readers),
        reading_time_deviation: label((index) => words[index]!.timeDeviation),
        neuroid_id: { dim: 'neuroid', values: ['reading_time'] },
      },
    });
    return Object.freeze({ stimuli: textSet({ id, spans }), recordings });
  },
});

/** The words of each story, in the order of stories. */
function storySpans(words: readonly ReadWord[]): readonly (TextSpan & { readonly id: string })[] {
  const stories = [...new Set(words.map(({ story }) => story))];
  return stories.flatMap((story) => {
    const own = words.flatMap((one) => (one.story === story ? [one.word] : []));
    return wordSpans(own).map((span, index) => ({ id: `${story}.${index + 1}`, ...span }));
  });
}
