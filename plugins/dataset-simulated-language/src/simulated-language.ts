import { type Assembly, createAssembly, type NdArray, type TextSpan } from '@ventral/arrays';
import { defineDataset, type NeuralData, type RespondingDataset } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { textSet } from '@ventral/files';
import { RandomState } from '@ventral/numerics';
import { featureCount, languageFeatures } from './language-features.ts';
import { drawSentences } from './sentences.ts';

const region = 'language_system';
const [sentenceCount, siteCount, repeats] = [320, 24, 4];
const [sentenceSeed, siteSeed, noiseSeed] = [1, 2, 3];
/** Standard deviation of a trial, in that of a site's responses. */
const noise = 1;

/** Recordings of the simulated region, with what is known of them. */
export interface SimulatedLanguage extends NeuralData<TextSpan> {
  /** Every presentation, with the coordinate `repetition` as well. */
  readonly trials: Assembly;
  /** What the sites respond without noise: `sentences x sites`. */
  readonly truth: { readonly responses: NdArray<Float64Array> };
}

/**
 * A simulated language region whose truth is known: 24 sites that respond to 320 sentences, four times each. Nothing in
 * it was measured in a person; nothing is fetched.
 *
 * Method: a site weighs what a sentence is about, how long it is, and how long and plain its words are, by weights of
 * its own; its response is `ln(1 + exp(x))` of the weighted sum, in arbitrary units. Trials have normal noise as large
 * as the response varies over the sentences.
 *
 * @example
 * const { stimuli, recordings, truth } = await simulatedLanguage.load(createRunContext());
 * const responses = await simulatedLanguage.respond([{ text: 'Nobody knows.', start: 0, end: 13 }], 'language_system');
 */
export const simulatedLanguage = Object.freeze({
  ...defineDataset({
    id: 'SimulatedLanguage',
    title: 'Simulated language region with known truth: responses to sentences',
    citation:
      'Simulated by @ventral/dataset-simulated-language: no measurement. It stands for recordings such as ' +
      'those of Tuckute et al. (2024), https://doi.org/10.1038/s41562-023-01783-7',
    licence: 'MIT, as the package that makes them',
    species: 'simulated',
    modality: 'simulation',
    stimuli: 'text',
    regions: [region],
    files: {},
    load: async (): Promise<SimulatedLanguage> => record(),
  }),
  async respond(texts, asked) {
    if (asked === region) return respond(texts.map(({ text, end }) => text.slice(0, end)));
    throw new VentralError('OPTION_INVALID', `SimulatedLanguage has no region '${asked}'.`, {
      hint: `Its region is ${region}.`,
    });
  },
} satisfies RespondingDataset<SimulatedLanguage, TextSpan>);

function record(): SimulatedLanguage {
  const sentences = drawSentences(sentenceSeed, sentenceCount);
  const ids = sentences.map((_, row) => `sentence${String(row).padStart(3, '0')}`);
  const spans = sentences.map((text, row) => ({ id: ids[row]!, text, start: 0, end: text.length }));
  const truth = respond(sentences);
  const spreads = Float64Array.from({ length: siteCount }, (_, site) => spreadOf(truth, site));
  const random = new RandomState(noiseSeed);
  const trials = new Float64Array(sentenceCount * repeats * siteCount);
  const means = new Float64Array(sentenceCount * siteCount);
  for (let trial = 0; trial < sentenceCount * repeats; trial++) {
    const row = Math.floor(trial / repeats);
    for (let site = 0; site < siteCount; site++) {
      const cell = row * siteCount + site;
      const value = truth.values[cell]! + noise * spreads[site]! * random.standardNormal();
      trials[trial * siteCount + site] = value;
      means[cell]! += value / repeats;
    }
  }
  const along = (dim: string, values: readonly (string | number)[]) => ({ dim, values });
  const sites = Array.from({ length: siteCount }, (_, site) => site);
  const ofSites = {
    neuroid_id: along(
      'neuroid',
      sites.map((site) => `simulated.${String(site).padStart(2, '0')}`),
    ),
    region: along(
      'neuroid',
      sites.map(() => region),
    ),
    // Eight sites each, as if of three people.
    subject: along(
      'neuroid',
      sites.map((site) => `simulated${Math.floor(site / 8)}`),
    ),
  };
  const presented = ids.flatMap((id) => Array.from({ length: repeats }, () => id));
  const repetition = presented.map((_, trial) => trial % repeats);
  return Object.freeze({
    stimuli: textSet({ id: 'SimulatedLanguage', spans }),
    recordings: createAssembly({
      dims: ['presentation', 'neuroid'],
      shape: [sentenceCount, siteCount],
      values: means,
      coords: { stimulus_id: along('presentation', ids), ...ofSites },
    }),
    trials: createAssembly({
      dims: ['presentation', 'neuroid'],
      shape: [sentenceCount * repeats, siteCount],
      values: trials,
      coords: {
        stimulus_id: along('presentation', presented),
        repetition: along('presentation', repetition),
        ...ofSites,
      },
    }),
    truth: { responses: truth },
  });
}

/** What the sites respond to texts, without noise: `texts x sites`. */
function respond(texts: readonly string[]): NdArray<Float64Array> {
  const weights = new Float64Array(siteCount * featureCount);
  new RandomState(siteSeed).fillNormal(weights);
  const values = new Float64Array(texts.length * siteCount);
  for (const [row, text] of texts.entries()) {
    const features = languageFeatures(text);
    for (let site = 0; site < siteCount; site++) {
      let sum = 0;
      for (const [axis, value] of features.entries()) {
        sum += weights[site * featureCount + axis]! * value;
      }
      values[row * siteCount + site] = Math.log1p(Math.exp(sum));
    }
  }
  return { shape: [texts.length, siteCount], values };
}

function spreadOf({ values }: NdArray<Float64Array>, site: number): number {
  const own = values.filter((_, cell) => cell % siteCount === site);
  const mean = own.reduce((sum, one) => sum + one, 0) / own.length;
  return Math.sqrt(own.reduce((sum, one) => sum + (one - mean) ** 2, 0) / own.length);
}
