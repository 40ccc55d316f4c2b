import type { StimulusSet, TextSpan } from '@ventral/arrays';
import { defineDataset, type PinnedFile } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { fetchFile, readText, textSet } from '@ventral/files';
import { splitArticles, wordsAndLineEnds } from './articles.ts';

/** Articles to read. */
export interface WikitextData {
  /**
   * Every word and every line end, with ids of article and place, `12/345`, and the column `title` of the article. Each
   * article is a text of its own.
   */
  readonly stimuli: StimulusSet<TextSpan>;
}

const test: PinnedFile = {
  path: 'ressources/ml/wikitext-2/test.txt',
  urls: [
    'https://raw.githubusercontent.com/mschrimpf/neural-nlp/6e1a989b24fff0ffd7cac67d880a94136c4b4fb5/ressources/ml/wikitext-2/test.txt',
  ],
  hash: {
    algorithm: 'sha256',
    digest: 'c8e3ae92a2980cb187dd60e3204581534277a640e165fbc16550245dd5e100d7',
  },
  bytes: 1286232,
};

/**
 * The test articles of WikiText-2, in the copy that Schrimpf et al. (2021) scored language models on: 60 articles of
 * Wikipedia, 241,211 words and 4,358 line ends.
 *
 * It is the raw text: every word is as it was written, none is replaced by `<unk>`. Punctuation is parted from words by
 * spaces, and hyphens, points and commas within words and numbers are written `@-@`, `@.@`, `@,@`.
 *
 * References: Merity, Xiong, Bradbury & Socher (2016), https://doi.org/10.48550/arXiv.1609.07843; Schrimpf et al.
 * (2021), https://doi.org/10.1073/pnas.2105646118
 *
 * @example
 * const { stimuli } = await wikitext2.load(createRunContext());
 */
export const wikitext2 = defineDataset({
  id: 'Wikitext2',
  title: 'Articles of Wikipedia to read (WikiText-2, test; Merity et al., 2016)',
  citation:
    'Merity, S., Xiong, C., Bradbury, J. & Socher, R. (2016). Pointer sentinel mixture models. ' +
    'https://doi.org/10.48550/arXiv.1609.07843',
  licence: 'CC-BY-SA-3.0',
  species: 'human',
  stimuli: 'text',
  regions: [],
  files: { test },
  async load(files, context): Promise<WikitextData> {
    const articles = splitArticles(await readText(await fetchFile(files.test, context)));
    if (articles.length === 0) {
      throw new VentralError('DATA_CORRUPT', `${files.test.path} has no articles.`, {
        hint: 'Fetch it again.',
      });
    }
    const spans = articles.flatMap(({ text }, article) =>
      wordsAndLineEnds(text).map((span, place) => ({ id: `${article + 1}/${place + 1}`, ...span })),
    );
    const titles = new Map(articles.map(({ text, title }) => [text, title]));
    const title = spans.map(({ text }) => titles.get(text) as string);
    return Object.freeze({ stimuli: textSet({ id: 'Wikitext2', spans, columns: { title } }) });
  },
});
