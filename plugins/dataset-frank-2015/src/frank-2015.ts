import { createAssembly, type TextSpan, wordSpans } from '@ventral/arrays';
import { defineDataset, type NeuralData } from '@ventral/core';
import { fetchFile, readText, textSet } from '@ventral/files';
import { type MeasuredWord, parseMeasures } from './measured-words.ts';
import { measureNames } from './measures.ts';
import { sourceFiles } from './source-files.ts';

const id = 'Frank2015';

/**
 * How people read 205 sentences of novels, one word at a time: eleven measures of 1,726 words, each averaged over
 * readers; single readers are not in the file. The first word of a sentence has none.
 *
 * A part is a measure:
 *
 * - `self_paced_reading_time`: milliseconds for which a word was shown, in self-paced reading
 * - `RTfirstfix`, `RTfirstpass`, `RTrightbound`, `RTgopast`: milliseconds of the first fixation, of all in the first
 *   pass, of all before a later word, and of all until the eyes went past; readers who skip a word count as 0, as
 *   means down to 9 ms show
 * - `ELAN`, `LAN`, `N400`, `EPNP`, `P600`, `PNP`: size of six components of EEG, in microvolts; region
 *   `language_system`
 *
 * Stimuli are the words, each in the sentence before it, `96.3` the third word of sentence 96. Recordings are
 * `presentation x neuroid`, one neuroid, the measure. Coordinates of words:
 *
 * - `text_id` and `sentence_id`, the sentence; `word_within_text_id` and `word_within_sentence_id`, from 2
 * - `word`, with the punctuation that touches it, and `word_length`, with it
 * - `log_frequency`: natural logarithm of how often it stands in Subtlex; NaN for words that are not there
 *
 * References: Frank et al. (2013), doi:10.3758/s13428-012-0313-y, for reading; Frank et al. (2015),
 * doi:10.1016/j.bandl.2014.10.006, for EEG; de Varda et al. (2023), doi:10.3758/s13428-023-02261-8, for the table
 *
 * @example
 * const { stimuli, recordings } = await frank2015.load(createRunContext(), 'N400');
 */
export const frank2015 = defineDataset({
  id,
  title: 'Reading times, eye movements and EEG on 205 sentences, word by word (Frank et al., 2015)',
  citation:
    'Frank, S. L., Otten, L. J., Galli, G. & Vigliocco, G. (2015). The ERP response to the amount of information ' +
    'conveyed by words in sentences. Brain and Language, 140, 1-11. https://doi.org/10.1016/j.bandl.2014.10.006; ' +
    'Frank, S. L., Fernandez Monsalve, I., Thompson, R. L. & Vigliocco, G. (2013). Reading time data for evaluating ' +
    'broad-coverage models of English sentence processing. Behavior Research Methods, 45, 1182-1190. ' +
    'https://doi.org/10.3758/s13428-012-0313-y',
  licence: 'None is stated by the repository that publishes the table',
  species: 'human',
  regions: ['language_system'],
  stimuli: 'text',
  parts: Object.fromEntries(measureNames.map((name) => [name, sourceFiles])),
  async load(files, context, part): Promise<NeuralData<TextSpan>> {
    const words = parseMeasures(await readText(await fetchFile(files.measures, context)));
    const stimuli = textSet({ id, spans: words.map(spanOf) });
    const label = <Value extends string | number>(read: (word: MeasuredWord) => Value) => ({
      dim: 'presentation',
      values: words.map(read),
    });
    const recordings = createAssembly({
      dims: ['presentation', 'neuroid'],
      shape: [words.length, 1],
      values: Float64Array.from(words, ({ measured }) => measured[part] as number),
      coords: {
        stimulus_id: { dim: 'presentation', values: stimuli.stimuli.map((one) => one.id) },
        text_id: label(({ sentence }) => sentence),
        word_within_text_id: label(({ place }) => place),
        sentence_id: label(({ sentence }) => sentence),
        word_within_sentence_id: label(({ place }) => place),
        word: label(({ words: all, place }) => all[place - 1] as string),
        word_length: label(({ length }) => length),
        log_frequency: label(({ logFrequency }) => logFrequency),
        neuroid_id: { dim: 'neuroid', values: [part] },
      },
    });
    return Object.freeze({ stimuli, recordings });
  },
});

function spanOf({ sentence, words, place }: MeasuredWord): TextSpan & { readonly id: string } {
  return { id: `${sentence}.${place}`, ...(wordSpans(words)[place - 1] as TextSpan) };
}
