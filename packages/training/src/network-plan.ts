import { VentralError } from '@ventral/errors';
import type { LayerPlace, ParameterDescription } from './layers/layer-kind.ts';
import { kindOf } from './layers/layer-kinds.ts';
import type { InputLayer, Network, NetworkLayer } from './network.ts';

/** What goes into a network, what comes out of it, and what it learns. */
export interface NetworkValues {
  /** Shapes of one sample of each input. */
  readonly inputs: readonly Pick<InputLayer, 'name' | 'shape'>[];
  /** Every parameter, by name. */
  readonly parameters: Readonly<Record<string, ParameterDescription>>;
  /** Shape of one sample of a value, by name; that of the output is there. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** Name of the value that has targets. */
  readonly output: string;
}

/**
 * A network whose layers are known to fit together. Parameters are called `<layer>.<parameter>`, in the
 * order of layers; the output is the last layer.
 */
export interface NetworkPlan extends NetworkValues {
  /** Each layer, in the order of computation. */
  readonly places: readonly LayerPlace<NetworkLayer>[];
}

/**
 * Follows shapes through a network.
 *
 * @throws VentralError `OPTION_INVALID` naming the layer that cannot be used and why
 */
export function planNetwork({ layers }: Network): NetworkPlan {
  const shapes: Record<string, readonly number[]> = {};
  const parameters: Record<string, ParameterDescription> = {};
  const places = layers.map((layer) => {
    const kind = kindOf(layer);
    if (kind === undefined) throw invalidLayer(layer, `is of an unknown kind, '${layer.kind}'`);
    if (!/^[^$]/.test(layer.name))
      throw invalidLayer(layer, "needs a name that begins without '$'");
    if (layer.name in shapes) throw invalidLayer(layer, 'has the name of an earlier one');
    const inputs = kind.reads(layer);
    const inputShapes = inputs.map((name) => {
      const shape = shapes[name];
      if (shape === undefined)
        throw invalidLayer(layer, `reads '${name}', which is no layer before it`);
      return shape;
    });
    const shape = kind.shape(layer, inputShapes);
    if (typeof shape === 'string') throw invalidLayer(layer, shape);
    shapes[layer.name] = shape;
    const parameter = (name: string) => `${layer.name}.${name}`;
    for (const [name, description] of Object.entries(kind.parameters(layer, inputShapes))) {
      parameters[parameter(name)] = description;
    }
    return { layer, inputs, inputShapes, output: layer.name, parameter };
  });
  const output = layers.at(-1)?.name;
  if (output === undefined || Object.keys(parameters).length === 0) {
    throw new VentralError(
      'OPTION_INVALID',
      `A network of ${layers.length} layers learns nothing.`,
      {
        hint: 'Give it at least an input and a dense layer.',
      },
    );
  }
  const inputs = layers.filter((layer) => layer.kind === 'input');
  return { places, inputs, parameters, shapes, output };
}

/** @throws VentralError `LAYER_NOT_FOUND` for a layer that the network does not compute */
export function requireComputed({ places, inputs }: NetworkPlan, layer: string): void {
  const computed = places.map(({ output }) => output);
  if (computed.includes(layer) && !inputs.some(({ name }) => name === layer)) return;
  throw new VentralError('LAYER_NOT_FOUND', `The network computes no layer '${layer}'.`, {
    hint: `It computes: ${computed.join(', ')}.`,
  });
}

function invalidLayer({ name, kind }: NetworkLayer, problem: string): VentralError {
  return new VentralError('OPTION_INVALID', `The ${kind} layer '${name}' ${problem}.`, {
    hint: 'Name each layer once, after the layers it reads, with sizes that fit.',
  });
}
