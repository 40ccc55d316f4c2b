import type { TextSpan } from '@ventral/arrays';
import {
  defineModel,
  type Layer,
  type Model,
  type ModelDescription,
  type OpenModel,
} from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { networkAnatomy, placeOperators, randomOperators } from '@ventral/onnx';
import { causalFeeds } from './causal-inputs.ts';
import { type OpenReader, openReader, type ReaderDescription } from './open-reader.ts';
import { layersOfState, readSpans, surprisalLayer } from './read-spans.ts';
import { openWordPredictor } from './word-predictor.ts';

// Of a text that shows where operators run.
const fewTokens = 8;

/** What makes a model of a causal language model. */
export interface LanguageModelDescription
  extends Omit<ModelDescription<TextSpan>, 'files' | 'open' | 'stimuli' | 'visualDegrees'>,
    ReaderDescription {
  /**
   * Pinned files that a network or a tokenizer is built from.
   * @default those that the network and the tokenizer are
   */
  readonly files?: ModelDescription['files'];
  /**
   * Hidden states worth comparing with the brain.
   * @default the residual stream behind each block
   */
  readonly candidateLayers?: readonly string[];
}

/**
 * Makes a model of a causal language model that reads spans of texts. Its layers are `surprisal`, the surprisal of a
 * span in bits, and its hidden states: of the last token of a span under the name of the value in the network, and the
 * mean over its tokens with `:mean` behind the name. `surprisal` stands for behaviour unless the description says
 * otherwise.
 *
 * @example
 * const model = languageModel({
 *   id: 'gpt2',
 *   title: 'GPT-2',
 *   network: 'gpt2/model.onnx',
 *   tokenizer: 'gpt2/tokenizer.json',
 *   contextLength: 1024,
 * });
 */
export function languageModel(described: LanguageModelDescription): Model {
  const {
    network,
    tokenizer,
    contextLength,
    windowsBegin,
    candidateLayers,
    files,
    ...description
  } = described;
  const pinned = [network, tokenizer].filter((one) => typeof one === 'object');
  return defineModel<TextSpan>({
    ...description,
    regionLayers: { behavior: surprisalLayer, ...description.regionLayers },
    stimuli: 'text',
    files: files ?? pinned,
    async open(context): Promise<OpenModel<TextSpan>> {
      const reader = await openReader(described, context);
      const layers = layersOf(reader);
      const ends = reader.causal.states.filter(({ isBlockEnd }) => isBlockEnd);
      const states = ends.length > 0 ? ends : reader.causal.states;
      const candidates = candidateLayers ?? states.map(({ name }) => name);
      return {
        digest: reader.digest,
        layers,
        candidateLayers: candidates.length > 0 ? candidates : [surprisalLayer],
        anatomy: networkAnatomy(reader.causal.network),
        files: reader.files,
        notes: notesOf(description.id, reader),
        async placeOperators({ device }) {
          const { network: graph, inputs } = reader.causal;
          const { rows = 1, length = fewTokens } = inputs;
          const text = Int32Array.from(reader.tokenizer.beginning).subarray(0, length);
          return placeOperators(graph, causalFeeds(inputs, [text], rows, length), { device });
        },
        look(stimuli, names, lookContext) {
          requireLayers(reader.name, layers, names);
          return readSpans(reader, stimuli, names, lookContext);
        },
        openWordPredictor: (predictContext) => openWordPredictor(reader, predictContext),
        async [Symbol.asyncDispose]() {},
      };
    },
  });
}

function layersOf({ causal }: OpenReader): readonly Layer[] {
  const ofStates = causal.states.flatMap(({ name, operation, width }) =>
    layersOfState(name).map((layer) => ({ name: layer, operation, shape: [width] })),
  );
  return [...ofStates, { name: surprisalLayer, operation: 'LogSoftmax', shape: [1] }];
}

function requireLayers(model: string, layers: readonly Layer[], names: readonly string[]): void {
  const known = new Set(layers.map(({ name }) => name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new VentralError('LAYER_NOT_FOUND', `${model} has no layer '${unknown}'.`, {
    hint: `${didYouMean(unknown, known)}List them with: ventral layers ${model}`,
  });
}

function notesOf(id: string, { causal, contextLength }: OpenReader): readonly string[] {
  const random = randomOperators(causal.network);
  return [
    ...(contextLength === undefined
      ? [`How many tokens ${id} takes at once is not stated: texts of up to 512 are read whole.`]
      : []),
    ...(random.length === 0
      ? []
      : [`${id} has random operators (${random.join(', ')}): it says something else each time.`]),
  ];
}
