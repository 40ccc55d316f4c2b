import { VentralError } from '@ventral/errors';
import { type NodeProto, namesReadBy } from '@ventral/onnx';
import type { DefinedNetwork } from './add-definitions.ts';
import { type GraphWriter, isPrecision } from './graph-writer.ts';
import { isStandard } from './is-standard.ts';
import { intOf, type NodePlace, wordOf } from './node-place.ts';
import { placeOf } from './place-of.ts';
import { filledLike } from './rules/broadcast.ts';
import { isReversible } from './rules/matrix-products.ts';
import { constants, rules, settings } from './rules/rules.ts';
import type { ValueSizes } from './value-sizes.ts';

interface BackwardPass extends DefinedNetwork {
  readonly objective: string;
  /** Names of what is differentiated by. */
  readonly by: readonly string[];
  readonly values: ValueSizes;
  /** The version of the operators that the network was written in. */
  readonly opset: number;
}

/**
 * Adds the nodes of the backward pass: from the objective to the values before it, the gradient by each is
 * the sum of what the nodes that read it pass on.
 *
 * @returns name of the gradient by each value asked for
 * @throws VentralError `GRADIENT_UNAVAILABLE` where an operator in between has no rule
 */
export function addGradients(
  { nodes, meanings, objective, by, values, opset }: BackwardPass,
  graph: GraphWriter,
): Readonly<Record<string, string>> {
  const isReal = (name: string) => isPrecision(values.type(name));
  // What has no type here, such as a sequence, may hold real numbers.
  const mayBeReal = (name: string) => values.type(name) === undefined || isReal(name);
  const depending = dependingOn(by, nodes, mayBeReal);
  const path = leadingTo(objective, nodes, meanings, depending);
  requireRules(path, meanings, opset, values);

  const arriving = new Map<string, string[]>();
  const pass = (name: string, gradient: string) => {
    arriving.set(name, [...(arriving.get(name) ?? []), gradient]);
  };
  const typed = (name: string) => {
    const type = values.type(name);
    return isPrecision(type) ? graph.in(type) : graph;
  };
  const arrived = (name: string) => {
    const [first = '', ...others] = arriving.get(name) ?? [];
    return others.length === 0 ? first : graph.add('Sum', [first, ...others]);
  };
  pass(objective, filledLike(objective, 1, typed(objective)));
  for (const node of [...path].reverse()) {
    const gradients = node.output.map((name) => (depending.has(name) ? arrived(name) : ''));
    if (gradients.every((gradient) => gradient === '')) continue;
    // Of several results that are real numbers, only those of Split have gradients.
    if (node.opType !== 'Split' && gradients.slice(1).some((gradient) => gradient !== '')) {
      throw unavailable(node, opset, `but by its first output`);
    }
    const meaning = meanings.get(node.output[0] ?? '');
    if (meaning !== undefined) {
      pass(meaning, gradients[0] as string);
      continue;
    }
    // What an index or a condition depends on has no gradient.
    const isWanted = (name: string) => depending.has(name) && isReal(name);
    const place = placeOf(node, values, opset, isWanted);
    const passed = rules[node.opType]?.(place, gradients, graph.in(place.precision)) ?? [];
    for (const [index, name] of node.input.entries()) {
      if (!isWanted(name) || isSetting(node, index)) continue;
      const gradient = passed[index] ?? '';
      if (gradient === '') throw unavailable(node, opset, `by its input ${index + 1}, '${name}',`);
      pass(name, gradient);
    }
  }
  return Object.fromEntries(
    by.map((name) => {
      const gradient = arrived(name) || filledLike(name, 0, typed(name));
      // A name of its own: two values may share a gradient, and a gradient may be read elsewhere.
      return [name, graph.add('Identity', [gradient])];
    }),
  );
}

/**
 * Whole numbers that they give stand for real ones: a network of them is refused like one of other operators
 * without a rule, where it would have a gradient of zeros.
 */
const quantizers: ReadonlySet<string> = new Set(['QuantizeLinear', 'DynamicQuantizeLinear']);

/** The values that change when one of those given changes. */
function dependingOn(
  given: readonly string[],
  nodes: readonly NodeProto[],
  mayBeReal: (name: string) => boolean,
): ReadonlySet<string> {
  const depending = new Set(given);
  const quantized = new Set<string>();
  for (const node of nodes) {
    if (isStandard(node) && constants.has(node.opType)) continue;
    const set = new Set(node.input.filter((_, index) => isSetting(node, index)));
    const works = namesReadBy(node).filter((name) => !set.has(name) || node.input[0] === name);
    if (!works.some((name) => depending.has(name))) continue;
    const isQuantized =
      quantizers.has(node.opType) || node.input.some((name) => quantized.has(name));
    for (const name of node.output) {
      if (!mayBeReal(name) && !isQuantized) continue;
      depending.add(name);
      if (!mayBeReal(name)) quantized.add(name);
    }
  }
  return depending;
}

function isSetting(node: NodeProto, index: number): boolean {
  return isStandard(node) && (settings[node.opType]?.includes(index) ?? false);
}

/** The nodes between what is differentiated by and the objective. */
function leadingTo(
  objective: string,
  nodes: readonly NodeProto[],
  meanings: ReadonlyMap<string, string>,
  depending: ReadonlySet<string>,
): readonly NodeProto[] {
  const read = new Set([objective]);
  const path: NodeProto[] = [];
  for (const node of [...nodes].reverse()) {
    if (!node.output.some((name) => read.has(name) && depending.has(name))) continue;
    path.push(node);
    const meaning = meanings.get(node.output[0] ?? '');
    for (const name of meaning === undefined ? namesReadBy(node) : [meaning]) read.add(name);
  }
  return path.reverse();
}

function requireRules(
  path: readonly NodeProto[],
  meanings: ReadonlyMap<string, string>,
  opset: number,
  values: ValueSizes,
): void {
  const lacks = (node: NodeProto) => {
    if (meanings.has(node.output[0] ?? '')) return false;
    if (!isStandard(node) || !Object.hasOwn(rules, node.opType)) return true;
    if (node.output.some((name) => name !== '' && values.type(name) === undefined)) return true;
    const place = placeOf(node, values, opset, () => false);
    return isOutOfReach(place);
  };
  const missing = path.filter(lacks);
  const [first] = missing;
  if (first === undefined) return;
  const others = [...new Set(missing.map(({ opType }) => opType))].filter(
    (operator) => operator !== first.opType,
  );
  throw unavailable(first, opset, others.length === 0 ? '' : `(nor have ${others.join(', ')})`);
}

/** Whether a node uses a setting that the rule of its operator does not know. */
function isOutOfReach(place: NodePlace): boolean {
  const { operation } = place;
  if (operation === 'Einsum') return !isReversible(wordOf(place, 'equation', ''));
  if (operation === 'MaxPool') return intOf(place, 'storage_order', 0) === 1;
  if (operation !== 'Resize') return false;
  return (
    wordOf(place, 'coordinate_transformation_mode', '') === 'tf_crop_and_resize' ||
    wordOf(place, 'keep_aspect_ratio_policy', 'stretch') !== 'stretch'
  );
}

function unavailable(node: NodeProto, opset: number, what: string): VentralError {
  const operator = node.domain === '' ? node.opType : `${node.domain}.${node.opType}`;
  return new VentralError(
    'GRADIENT_UNAVAILABLE',
    `The operator ${operator} (node '${node.name || node.output[0]}', opset ${opset}) has no gradient here` +
      `${what && ` ${what}`}.`,
    {
      hint:
        'Differentiate a value before that node, or export the network without it. docs/gradients.md lists ' +
        'the operators that have gradients.',
    },
  );
}
