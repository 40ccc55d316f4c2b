import { VentralError } from '@ventral/errors';
import { type ModelLayer, namesReadBy, type OnnxModel } from '@ventral/onnx';

const realTypes: ReadonlySet<string> = new Set(['float16', 'float32', 'float64']);

/**
 * Requires a value to be computed from the input through real numbers: a network that was quantised has no
 * slopes, and a gradient of zeros would say that nothing in the image matters.
 *
 * @throws VentralError `GRADIENT_UNAVAILABLE`, naming the first value of whole numbers
 */
export function requireRealPath(
  name: string,
  { graph }: OnnxModel,
  layers: readonly ModelLayer[],
  input: string,
  value: string,
): void {
  const types = new Map(layers.map((layer) => [layer.name, layer.type]));
  const isReal = (one: string) => realTypes.has(types.get(one) ?? 'float32');
  const reached = new Set([input]);
  let cut: string | undefined;
  for (const node of graph.node) {
    if (!namesReadBy(node).some((one) => reached.has(one))) continue;
    for (const output of node.output) {
      if (isReal(output)) reached.add(output);
      else cut ??= output;
    }
  }
  // A layer of whole numbers itself is refused where it is differentiated.
  if (reached.has(value) || cut === undefined || !isReal(value)) return;
  throw new VentralError(
    'GRADIENT_UNAVAILABLE',
    `'${value}' of ${name} sees the image through whole numbers ('${cut}'), which have no slope.`,
    { hint: 'Take the network before it was quantised.' },
  );
}
