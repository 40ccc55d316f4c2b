import type { StimulusSet, TextSpan } from '@ventral/arrays';
import { defineDataset } from '@ventral/core';
import { fetchFile, readJson, textSet } from '@ventral/files';
import { sourceFiles } from './source-files.ts';
import { readSuite, type Suite } from './suite.ts';

/** A suite, with all its regions as stimuli. */
export interface SyntaxGymSuite extends Suite {
  /** Every region of every sentence, item by item, condition by condition, with ids such as `12/what_nogap/6`. */
  readonly stimuli: StimulusSet<TextSpan>;
}

/**
 * Suites of sentences that differ in syntax, with predictions of where one is more surprising than another for
 * whoever knows English: 34 suites of 1 to 40 items in 2 to 6 conditions. Every sentence is divided into regions; a
 * prediction compares the surprisals of regions across the conditions of an item.
 *
 * Nobody was measured: the predictions are those of linguists, most of them after experiments with readers.
 *
 * Reference: Hu, Gauthier, Qian, Wilcox & Levy (2020), https://doi.org/10.18653/v1/2020.acl-main.158
 *
 * @example
 * const { stimuli, items, predictions } = await syntaxGym.load(createRunContext(), 'mvrr');
 */
export const syntaxGym = defineDataset({
  id: 'SyntaxGym',
  title: 'Sentences that differ in syntax, in 34 suites (SyntaxGym; Hu et al., 2020)',
  citation:
    'Hu, J., Gauthier, J., Qian, P., Wilcox, E. & Levy, R. (2020). A systematic assessment of syntactic generalization ' +
    'in neural language models. ACL, 1725-1744. https://doi.org/10.18653/v1/2020.acl-main.158',
  licence: 'MIT',
  species: 'human',
  modality: 'behaviour',
  stimuli: 'text',
  regions: [],
  parts: sourceFiles,
  async load({ suite: file }, context, name): Promise<SyntaxGymSuite> {
    const suite = readSuite(await readJson(await fetchFile(file, context)), name);
    const spans = suite.items.flatMap(({ conditions }) => Object.values(conditions).flat());
    return Object.freeze({ ...suite, stimuli: textSet({ id: `SyntaxGym.${name}`, spans }) });
  },
});
