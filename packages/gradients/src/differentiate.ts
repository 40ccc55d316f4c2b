import { didYouMean, VentralError } from '@ventral/errors';
import {
  encodeNode,
  extendModel,
  type GraphValue,
  inlineConditions,
  listWeights,
  modelInputs,
  type NodeProto,
  type OnnxModel,
  requireInference,
  tapLayers,
} from '@ventral/onnx';
import { addDefinitions } from './add-definitions.ts';
import { addGradients } from './add-gradients.ts';
import { opsetOf, withCurrentOperators } from './current-operators.ts';
import { createGraphWriter, type GraphWriter, isPrecision } from './graph-writer.ts';
import { namesIn } from './names-in.ts';
import type { Objective } from './objective.ts';
import { relusAfterPools } from './relus-after-pools.ts';
import { findValueSizes, type InputSizes, type ValueSizes } from './value-sizes.ts';

/** Which gradients are wanted. */
export interface GradientRequest {
  /** What is differentiated: an objective, or the name of a single number that the network computes. */
  readonly of: Objective | string;
  /**
   * By what: names of inputs, weights or values in between, or all of a kind; and names of inputs that the
   * objective adds, such as its targets.
   *
   * @default 'inputs'
   */
  readonly by?: readonly string[] | 'inputs' | 'weights' | 'all';
  /** Sizes of inputs that the file leaves open; the number of samples may stay so. */
  readonly sizes?: InputSizes;
  /** Values of the network that are wanted as well, such as its logits. */
  readonly keep?: readonly string[];
}

/** A graph that computes an objective and its gradients in one run. */
export interface Derivative {
  /** Its outputs are the objective, the gradients, and what was to be kept. */
  readonly model: OnnxModel;
  /** Name of the objective, a single number. */
  readonly objective: string;
  /** Name of the gradient by each input or weight, of its type and sizes. */
  readonly gradients: Readonly<Record<string, string>>;
}

/**
 * The gradients of an objective by inputs and weights of a network, as an ONNX graph that any runtime runs:
 * reverse accumulation, written in ordinary operators, so that a result can be differentiated again. What
 * an input or weight does not influence has a gradient of zeros.
 *
 * Nothing is computed. Running it takes the memory of the values that the backward pass reads, in
 * proportion to the samples.
 *
 * Reference: Griewank & Walther (2008), https://doi.org/10.1137/1.9780898717761
 *
 * @throws VentralError `GRADIENT_UNAVAILABLE` where an operator in between has no rule, naming it
 * @throws VentralError `LAYER_NOT_FOUND` for a value that the network does not have
 * @throws VentralError `OPTION_INVALID` for an input or weight that it does not have, or that holds no real
 *   numbers; and where an input leaves open more than the number of samples
 * @throws VentralError `SHAPE_MISMATCH` where a value does not fit its objective
 * @throws VentralError `MODEL_IN_TRAINING` for a network that was exported in training mode
 */
export async function differentiate(
  model: OnnxModel,
  { of, by = 'inputs', sizes = {}, keep = [] }: GradientRequest,
): Promise<Derivative> {
  requireInference(model);
  const network = withCurrentOperators(await inlineConditions(model, sizes));
  const known = await findValueSizes(network, sizes);
  const graph = createGraphWriter('float32', namesIn(network), opsetOf(network));
  const addedSince = (from: number) => graph.nodes.slice(from).map(encodeNode);

  const opset = opsetOf(model);
  const defined = addDefinitions(network.graph.node, known, opset, graph);
  const beforeObjective = graph.nodes.length;
  const inputs: GraphValue[] = [];
  const objective = writeObjective(of, network, known, graph, inputs);
  const variables = variablesOf(network, by, known, inputs);
  const whole = [...defined.nodes, ...addedSince(beforeObjective)];
  const forward = relusAfterPools({ ...defined, nodes: whole }, [objective, ...variables], graph);
  const asExtended = (all: readonly NodeProto[]) =>
    extendModel(network, { nodes: all, inputs, constants: graph.constants, outputs: [] });
  const own = inputs.map(({ name }) => name);
  // Where nothing was added, such as for a number that the network computes itself, it is the same graph.
  const values =
    graph.nodes.length === 0 ? known : await findValueSizes(asExtended(forward.nodes), sizes, own);
  requireSingle(objective, values);

  const beforeGradients = graph.nodes.length;
  const pass = { ...forward, objective, by: variables, values, opset };
  const gradients = addGradients(pass, graph);
  const extended = asExtended([...forward.nodes, ...addedSince(beforeGradients)]);
  const outputs = [objective, ...Object.values(gradients), ...keep];
  return { model: tapLayers(extended, outputs), objective, gradients };
}

/** The names of what is differentiated by, once they are known to be real numbers of the network. */
function variablesOf(
  model: OnnxModel,
  by: GradientRequest['by'] & {},
  values: ValueSizes,
  added: readonly GraphValue[],
): readonly string[] {
  const isReal = ({ type }: { readonly type: string | undefined }) => isPrecision(type);
  const inputs = modelInputs(model);
  const weights = listWeights(model);
  const choices = { inputs, weights, all: [...inputs, ...weights] };
  if (typeof by === 'string') return choices[by].filter(isReal).map(({ name }) => name);
  const computed = model.graph.node.flatMap(({ output }) => output);
  const types = new Map(added.map(({ name, type }) => [name, type]));
  const names = [...choices.all.map(({ name }) => name), ...types.keys(), ...computed];
  for (const name of by) {
    if (!names.includes(name)) {
      throw new VentralError('OPTION_INVALID', `${model.name} has no input or weight '${name}'.`, {
        hint: `${didYouMean(name, names)}It has the inputs ${inputs.map((input) => input.name).join(', ')}.`,
      });
    }
    const type = types.get(name) ?? values.type(name);
    if (!isReal({ type })) {
      throw new VentralError(
        'OPTION_INVALID',
        `'${name}' has no gradient: it holds ${type ?? 'no'} numbers, not real ones.`,
        { hint: 'Leave it out.' },
      );
    }
  }
  return by;
}

function writeObjective(
  of: Objective | string,
  model: OnnxModel,
  { type, sizes }: ValueSizes,
  graph: GraphWriter,
  inputs: GraphValue[],
): string {
  const values = new Set([
    ...[...modelInputs(model), ...listWeights(model)].map(({ name }) => name),
    ...model.graph.node.flatMap(({ output }) => output),
  ]);
  const find = (name: string) => {
    if (!values.has(name)) {
      throw new VentralError('LAYER_NOT_FOUND', `${model.name} has no value '${name}'.`, {
        hint: `${didYouMean(name, values)}It has ${values.size} values.`,
      });
    }
    if (isPrecision(type(name))) return name;
    throw new VentralError(
      'OPTION_INVALID',
      `'${name}' of ${model.name} cannot be differentiated: it holds ${type(name) ?? 'no'} numbers, not ` +
        'real ones.',
      { hint: 'Take the value before it becomes a class, an index or a truth.' },
    );
  };
  if (typeof of !== 'string') {
    const taken = namesIn(model);
    const given = modelInputs(model);
    const input = (value: GraphValue) => {
      const present = [...given, ...inputs].find(({ name }) => name === value.name);
      // Labels that are read already, by an objective before, say the same here. Real numbers may be the
      // network's own, called like targets by accident.
      const isShared =
        !isPrecision(value.type) &&
        present?.type === value.type &&
        present.shape.length === value.shape.length;
      if (isShared) return value.name;
      const isTaken = taken.has(value.name) || inputs.some(({ name }) => name === value.name);
      // Values that are added have such names.
      if (isTaken || /^\$\d+$/.test(value.name)) {
        throw new VentralError(
          'OPTION_INVALID',
          `The objective calls its input '${value.name}', and ${isTaken ? `${model.name} has` : 'its gradient may have'} a value of that name.`,
          { hint: "Give it another name, such as crossEntropy('logits', 'my labels')." },
        );
      }
      inputs.push(value);
      return value.name;
    };
    return of.write({ graph, type, sizes, input, value: find });
  }
  const isComputed = model.graph.node.some(({ output }) => output.includes(find(of)));
  return isComputed ? of : graph.add('Identity', [of]);
}

function requireSingle(of: string, { sizes }: ValueSizes): void {
  const found = sizes(of);
  if (found.every((size) => size === 1)) return;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `'${of}' is ${found.map((size) => size ?? 'samples').join(' x ')}, and no single number to differentiate.`,
    { hint: `Weigh its numbers: of: weightedSum('${of}').` },
  );
}
