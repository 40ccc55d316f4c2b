import { createHash } from 'node:crypto';
import type { Stimulus, TextSpan } from '@ventral/arrays';
import {
  type ActivationBatch,
  defineModel,
  type Model,
  type ModelDescription,
  type OpenModel,
  type PinnedFile,
  type RunContext,
  throwIfInterrupted,
} from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { fetchFile, hashOwnFile } from '@ventral/files';
import { readArpa } from './arpa.ts';
import { createNextWord } from './next-word.ts';
import type { Ngrams } from './ngrams.ts';
import { createSpanReader } from './span-surprisals.ts';

/** What makes a model of n-grams. */
export interface NgramModelDescription
  extends Omit<ModelDescription<TextSpan>, 'stimuli' | 'visualDegrees' | 'files' | 'open'> {
  /** Path of an ARPA file, or a pinned one that is fetched when the model is opened. */
  readonly file: string | PinnedFile;
}

// Raised when the same file would read the same text otherwise.
const readingVersion = 1;
const layer = { name: 'surprisal', operation: 'Ngram', shape: [1] } as const;
const batchSize = 1024;

/**
 * Makes a model of words that reads texts with n-grams: the baseline of studies of reading. Its only layer is
 * `surprisal`: of a span, the sum over the words that begin in it, in bits.
 *
 * A word between spaces that is not listed is read in pieces, its letters and its marks; a piece that is not listed, in
 * small letters, and else as `<unk>`. Every sentence begins anew; see `readTokens`.
 *
 * @example
 * const model = ngramModel({ id: 'wiki_5gram', title: '5-grams of Wikipedia', file: 'wiki.arpa' });
 */
export function ngramModel({ file, ...description }: NgramModelDescription): Model {
  return defineModel<TextSpan>({
    regionLayers: { behavior: layer.name },
    // Read sooner than a file.
    keepActivations: false,
    ...description,
    stimuli: 'text',
    files: typeof file === 'string' ? [] : [file],
    async open(context) {
      const path = typeof file === 'string' ? file : await fetchFile(file, context);
      const { sha256 } = await hashOwnFile(path);
      const model = await readArpa(path);
      return openNgrams(description.id, model, sha256, typeof file === 'string' ? [path] : []);
    },
  });
}

function openNgrams(
  id: string,
  model: Ngrams,
  sha256: string,
  files: readonly string[],
): OpenModel<TextSpan> {
  const order = model.levels.length;
  return {
    digest: createHash('sha256')
      .update(JSON.stringify({ kind: 'ngrams', readingVersion, sha256 }))
      .digest('hex'),
    layers: [layer],
    candidateLayers: [layer.name],
    devices: ['cpu'],
    files,
    notes: [
      `${order}-grams of ${model.words.length} words; a word that is not among them has the probability of <unk>, ` +
        'and every sentence begins anew.',
    ],
    look: (stimuli, layers, context) => look(id, model, stimuli, layers, context),
    async openWordPredictor() {
      const nextWord = createNextWord(model);
      return {
        predict: async (texts) => texts.map(nextWord),
        async [Symbol.asyncDispose]() {},
      };
    },
    async [Symbol.asyncDispose]() {},
  };
}

async function* look(
  id: string,
  model: Ngrams,
  stimuli: readonly Stimulus<TextSpan>[],
  layers: readonly string[],
  { signal }: RunContext,
): AsyncGenerator<ActivationBatch> {
  for (const name of layers) {
    if (name === layer.name) continue;
    throw new VentralError('LAYER_NOT_FOUND', `The model '${id}' has no layer '${name}'.`, {
      hint: `${didYouMean(name, [layer.name])}Its only layer is '${layer.name}'.`,
    });
  }
  const surprisalOf = createSpanReader(model);
  for (let start = 0; start < stimuli.length; start += batchSize) {
    throwIfInterrupted(signal, `after ${start} of ${stimuli.length} spans`);
    const batch = stimuli.slice(start, start + batchSize);
    const values = new Float32Array(batch.length);
    for (const [row, stimulus] of batch.entries()) values[row] = surprisalOf(await stimulus.load());
    yield {
      start,
      count: batch.length,
      activations: new Map(layers.map((name) => [name, values])),
    };
  }
}
