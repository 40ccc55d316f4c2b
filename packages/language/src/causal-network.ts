import { VentralError } from '@ventral/errors';
import { inferValues, modelInputs, type OnnxModel, requireInference } from '@ventral/onnx';
import { type CausalInputs, causalInputs, inputSizes } from './causal-inputs.ts';
import { type HiddenState, hiddenStates } from './hidden-states.ts';
import { withoutCacheBranch } from './without-cache-branch.ts';

/** A causal language model whose inputs and outputs are known. */
export interface CausalNetwork {
  /** What the user calls it. */
  readonly name: string;
  readonly network: OnnxModel;
  readonly inputs: CausalInputs;
  /** The value that scores every token as the next, before any softmax: texts x tokens x vocabulary. */
  readonly logits: string;
  /** Number of tokens that it scores; undefined where the file leaves it open. */
  readonly vocabulary: number | undefined;
  /** Its values of texts x tokens x width, in the order of computation. */
  readonly states: readonly HiddenState[];
}

// Sizes that few others have: they tell which axes count texts and tokens.
const [someTexts, someTokens] = [31, 37];

/**
 * Finds the way through a language model: what it takes, what scores the next token, and its hidden states.
 *
 * @throws VentralError `MODEL_INPUT_MISMATCH` for what is no causal language model
 * @throws VentralError `MODEL_IN_TRAINING`, `MODEL_UNREADABLE`
 */
export async function causalNetwork(name: string, read: OnnxModel): Promise<CausalNetwork> {
  requireInference(read);
  const network = await withoutCacheBranch(read);
  const inputs = causalInputs(name, modelInputs(network));
  const sizes = { rows: inputs.rows ?? someTexts, length: inputs.length ?? someTokens };
  const shown = [...inputSizes(inputs, sizes.rows, sizes.length)];
  const values = await inferValues(
    network,
    shown.map(([input, shape]) => ({ ...input, shape })),
  );
  const scores = findScores(name, network);
  const logits = beforeSoftmax(network, scores);
  const vocabulary = values.get(logits)?.sizes.at(-1);
  return {
    name,
    network,
    inputs,
    logits,
    vocabulary: typeof vocabulary === 'number' ? vocabulary : undefined,
    states: hiddenStates(network, inputs.ids.name, values, sizes).filter(
      (state) => state.name !== logits && state.name !== scores,
    ),
  };
}

/** The output that scores tokens: `logits`, or the first that holds no keys, values or hidden states. */
function findScores(name: string, { graph }: OnnxModel): string {
  const outputs = graph.output.map((output) => output.name);
  const scores =
    outputs.find((output) => output === 'logits') ??
    outputs.find(
      (output) => !/past|present|hidden|cache|state|block|layer|attention/i.test(output),
    );
  if (scores !== undefined) return scores;
  throw new VentralError(
    'MODEL_INPUT_MISMATCH',
    `${name} is no causal language model: none of its outputs scores tokens (${outputs.join(', ')}).`,
    {
      hint: 'Export the model with its head, such as AutoModelForCausalLM, as an output named logits.',
    },
  );
}

/** What the scores are made of where they are probabilities. */
function beforeSoftmax({ graph }: OnnxModel, scores: string): string {
  const node = graph.node.find(({ output }) => output.includes(scores));
  return (node?.opType === 'Softmax' ? node.input[0] : undefined) ?? scores;
}
