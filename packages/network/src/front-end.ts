import { VentralError } from '@ventral/errors';
import type { ImageSize } from '@ventral/images';
import {
  encodeNode,
  extendModel,
  type GrowingGraph,
  growGraph,
  type ModelLayer,
  modelInputs,
  type NodeProto,
  namesReadBy,
  type OnnxModel,
  subgraphsOf,
  withInputs,
} from '@ventral/onnx';
import { classScores } from './class-scores.ts';
import { type ImageInput, inputShape } from './image-input.ts';

/** A graph that is put before a network: what is made of an image before the network sees it. */
export interface FrontEnd {
  /** All that it depends on, as plain data: part of the digest of the model. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What is to be said beside every score. */
  readonly notes: readonly string[];
  /**
   * Writes down what the network is to see. Of several views of an image the network sees each, and its
   * scores of classes are averaged.
   *
   * @param images name of the images, `images x 3 x height x width` (float32), normalised as the network takes
   *   them
   * @returns names of the views, each of the same sizes; at least one
   */
  write(graph: GrowingGraph, images: string, size: ImageSize): readonly string[];
}

/** A network behind a front end. */
export interface FrontedNetwork {
  readonly network: OnnxModel;
  readonly input: ImageInput;
  /** Whether a value is no layer: it is that of another view than the first. */
  isOfOtherView(name: string): boolean;
}

const typeCodes = { float16: 10, float32: 1, float64: 11 } as const;
const [toFirst, toLast] = [
  [0, 3, 1, 2],
  [0, 2, 3, 1],
];

/**
 * Puts a front end before a network. Values of the network keep their names, and are those of the first view.
 *
 * @param layers all values of the network
 * @throws VentralError `OPTION_INVALID` for several views and a network without scores of classes, or with
 *   branches or loops
 */
export function addFrontEnd(
  network: OnnxModel,
  input: ImageInput,
  layers: readonly ModelLayer[],
  frontEnd: FrontEnd,
): FrontedNetwork {
  const { name, type, layout, size, batch } = input;
  const whole = `${name}/whole`;
  const graph = growGraph();
  const cast = (value: string, output: string, to: keyof typeof typeCodes) =>
    graph.node('Cast', [value], output, { to: { int: typeCodes[to] } });
  const turn = (value: string, output: string, perm: readonly number[] = []) =>
    layout === 'NCHW' ? value : graph.node('Transpose', [value], output, { perm: { ints: perm } });
  const real = type === 'float32' ? whole : cast(whole, `${whole}/real`, 'float32');
  const views = frontEnd.write(graph, turn(real, `${whole}/turned`, toFirst), size);
  for (const [index, view] of views.entries()) {
    cast(turn(view, `${view}/turned`, toLast), nameInView(name, index), type);
  }
  const behind = behindViews(network, layers, name, views.length);
  const shape = inputShape(input, batch).map((one) => one ?? 'images');
  // Such as noise: each view of an image is under the same.
  const others = modelInputs(network).flatMap(({ type: given, shape: sizes, ...other }) =>
    other.name === name || given === undefined
      ? []
      : [{ ...other, type: given, shape: sizes.map((one) => one ?? 'images') }],
  );
  return {
    network: extendModel(withInputs(network, [{ name: whole, type, shape }, ...others]), {
      nodes: [...graph.nodes.map(encodeNode), ...behind.nodes],
      constants: graph.initializers,
      outputs: behind.outputs,
    }),
    input: { ...input, name: whole },
    isOfOtherView: (value) => otherView.test(value),
  };
}

const otherView = / \(view \d+\)$/;

function nameInView(name: string, index: number): string {
  return index === 0 ? name : `${name} (view ${index + 1})`;
}

/** What follows the front end: the network for each view, and the mean of its scores of classes. */
function behindViews(
  network: OnnxModel,
  layers: readonly ModelLayer[],
  image: string,
  views: number,
): { readonly nodes: readonly NodeProto[]; readonly outputs: readonly string[] } {
  const { name, graph } = network;
  if (views === 1) return { nodes: graph.node, outputs: graph.output.map((one) => one.name) };
  const scores = classScores(network, layers).name;
  const ofImage = new Set([image]);
  const seeing = graph.node.filter((node) => {
    const sees = namesReadBy(node).some((one) => ofImage.has(one));
    if (sees) for (const output of node.output) ofImage.add(output);
    return sees;
  });
  const inner = seeing.find((node) => subgraphsOf(node).length > 0);
  if (inner !== undefined) {
    throw new VentralError(
      'OPTION_INVALID',
      `${name} cannot see several views of an image: it has the operator ${inner.opType}.`,
      { hint: 'Export it without branches and loops, or take a front end of one view.' },
    );
  }
  const inView = (index: number) => (one: string) =>
    ofImage.has(one) && one !== '' ? nameInView(one, index) : one;
  const others = Array.from({ length: views - 1 }, (_, other) =>
    seeing.map((node) => ({
      ...node,
      name: node.name && nameInView(node.name, other + 1),
      input: node.input.map(inView(other + 1)),
      output: node.output.map(inView(other + 1)),
    })),
  );
  const averaged = `${scores}/mean`;
  const all = Array.from({ length: views }, (_, index) => nameInView(scores, index));
  const mean = growGraph();
  mean.node('Mean', all, averaged);
  return {
    nodes: [...graph.node, ...others.flat(), ...mean.nodes.map(encodeNode)],
    outputs: [averaged],
  };
}
