import { VentralError } from '@ventral/errors';
import type { Preprocessing } from '@ventral/images';
import {
  type GrowingGraph,
  listLayers,
  modelInputs,
  type OnnxModel,
  withInputs,
} from '@ventral/onnx';
import { addFrontEnd, type FrontEnd } from './front-end.ts';
import { noiseInput } from './network-noise.ts';

/**
 * A front end that networks are trained behind: its weights never change. Names of its values begin with `front/`.
 * Of several views of an image, a network learns from one, drawn anew each time; the trained one averages its scores
 * over all.
 */
export interface TrainingFrontEnd extends FrontEnd {
  /** What the network behind it takes of an image: channels, height, width. */
  readonly shape: readonly [channels: number, height: number, width: number];
  /**
   * What is done to images before.
   * @default what the network behind it is trained with
   */
  readonly preprocessing?: Preprocessing;
  /**
   * Width of the field of view in degrees of visual angle.
   * @default said nowhere
   */
  readonly visualDegrees?: number;
  /** The value of the front end that stands for a region, such as `{ V1: 'front/vone' }`. */
  readonly regionLayers?: Readonly<Record<string, string>>;
  /**
   * Sizes, for an image, of standard normal numbers that its graph reads from the input {@link noiseInput}.
   * @default it has no noise
   */
  readonly noise?: readonly number[];
}

/** How a front end is asked for. */
export interface FrontEndOptions {
  /** Width and height of the images, in pixels. */
  readonly imageSize: number;
  /** What the user says of it, by name; {@link frontEndSettings} checks it. */
  readonly settings: Readonly<Record<string, number>>;
}

/** What a package exports for each of the front ends that its manifest names. */
export type MakeFrontEnd = (options: FrontEndOptions) => TrainingFrontEnd;

/**
 * The settings of a front end: those that are given, and else the usual ones.
 *
 * @throws VentralError `OPTION_INVALID` for one that there is not, or that is no number
 */
export function frontEndSettings<Name extends string>(
  frontEnd: string,
  given: Readonly<Record<string, number>>,
  usual: Readonly<Record<Name, number>>,
): Readonly<Record<Name, number>> {
  const names = Object.keys(usual);
  for (const [name, value] of Object.entries(given)) {
    if (names.includes(name) && Number.isFinite(value)) continue;
    throw new VentralError(
      'OPTION_INVALID',
      names.includes(name)
        ? `${frontEnd} cannot have ${value} as its ${name}.`
        : `${frontEnd} has no setting '${name}'.`,
      { hint: names.length === 0 ? 'It has none.' : `Its settings are ${names.join(', ')}.` },
    );
  }
  return { ...usual, ...given };
}

/** A network behind a front end. */
export interface NetworkBehind {
  /** As it is used: all views of an image, averaged. */
  readonly whole: OnnxModel;
  /** As it learns: one view. */
  readonly learning: OnnxModel;
  /** What either takes beside images, `images x shape`. */
  readonly drawn: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    /** Standard normal numbers, or 1 for one of the views and 0 for the others. */
    readonly kind: 'normal' | 'choice';
  }[];
}

const choiceInput = 'front/view';

/**
 * Puts a front end before a network that is to be trained. Values and weights of the network keep their names.
 *
 * @param network takes `images x` what the front end gives (float32)
 * @param size width and height of the images in pixels
 * @throws VentralError `OPTION_INVALID` where the network takes something else
 */
export async function putBehind(
  network: OnnxModel,
  frontEnd: TrainingFrontEnd,
  size: number,
): Promise<NetworkBehind> {
  const [input, ...others] = modelInputs(network);
  const [, ...sizes] = input?.shape ?? [];
  const fits =
    sizes.length === 3 &&
    frontEnd.shape.every((one, axis) => sizes[axis] === undefined || sizes[axis] === one);
  if (input?.type !== 'float32' || others.length > 0 || !fits) {
    const stated = sizes.map((one) => one ?? '?').join(' x ');
    throw new VentralError(
      'OPTION_INVALID',
      `${network.name} takes ${stated}, and the front end gives ${frontEnd.shape.join(' x ')}.`,
      {
        hint: 'Name a network that takes that, float32, channels first; resnet-N is built for it.',
      },
    );
  }
  const { name } = input;
  const { layers } = await listLayers(network, { [name]: [undefined, ...frontEnd.shape] });
  const seen = {
    name,
    type: 'float32',
    layout: 'NCHW',
    size: { width: size, height: size },
  } as const;
  const taking = (inputs: NetworkBehind['drawn'], before: FrontEnd) => {
    const own = { name, type: 'float32' as const, shape: ['images', ...frontEnd.shape] };
    const beside = inputs.map((one) => ({
      ...own,
      name: one.name,
      shape: ['images', ...one.shape],
    }));
    const taken = withInputs(network, [own, ...beside]);
    return addFrontEnd(taken, { ...seen, batch: undefined }, layers, before).network;
  };
  const { noise } = frontEnd;
  const noises = noise ? [{ name: noiseInput, shape: noise, kind: 'normal' as const }] : [];
  let views = 0;
  const whole = taking(noises, {
    ...frontEnd,
    write(...given) {
      const all = frontEnd.write(...given);
      views = all.length;
      return all;
    },
  });
  if (views === 1) return { whole, learning: whole, drawn: noises };
  const choice = { name: choiceInput, shape: [views], kind: 'choice' } as const;
  const drawn = [...noises, choice];
  const learning = taking(drawn, {
    ...frontEnd,
    write: (graph, ...given) => [oneOf(graph, frontEnd.write(graph, ...given))],
  });
  return { whole, learning, drawn };
}

/** The view whose number is 1 in {@link choiceInput}, image by image. */
function oneOf(graph: GrowingGraph, views: readonly string[]): string {
  const axis = graph.integers('front/view axis', [1]);
  const bounds = [...views.keys(), views.length].map((at) =>
    graph.integers(`front/view bound ${at}`, [at]),
  );
  const single = graph.integers('front/view sizes', [0, 1, 1, 1]);
  const parts = views.map((view, index) => {
    const [from = '', to = ''] = bounds.slice(index);
    const own = graph.node('Slice', [choiceInput, from, to, axis], `front/is view ${index + 1}`);
    const weight = graph.node('Reshape', [own, single], `front/weight of view ${index + 1}`);
    return graph.node('Mul', [view, weight], `front/part of view ${index + 1}`);
  });
  return graph.node('Sum', parts, 'front/chosen view');
}
