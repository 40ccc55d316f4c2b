import type { GraphWriter } from './graph-writer.ts';
import { kindOf } from './layers/layer-kinds.ts';
import { lossKinds } from './losses/loss-kinds.ts';
import type { NetworkPlan } from './network-plan.ts';
import type { Loss } from './training-engine.ts';

/** Adds the nodes that compute every layer's value from the inputs and the parameters. */
export function addForward({ places }: NetworkPlan, graph: GraphWriter): void {
  for (const place of places) kindOf(place.layer).forward(place, graph);
}

/**
 * Adds the nodes of the loss and, from the last layer to the first, of its gradients.
 *
 * @param targets name of the targets
 * @returns names of the loss and of its gradient by each parameter
 */
export function addLossGradients(
  { places, output }: NetworkPlan,
  loss: Loss,
  targets: string,
  graph: GraphWriter,
): { readonly loss: string; readonly gradients: Readonly<Record<string, string>> } {
  const { loss: lossName, gradient } = lossKinds[loss].compute(output, targets, graph);
  const arriving = new Map<string, string[]>([[output, [gradient]]]);
  const gradients: Record<string, string> = {};
  const learning = learningLayers(places);
  for (const place of [...places].reverse()) {
    const parts = arriving.get(place.output);
    // A layer that nothing reads, or that nothing before it learns from.
    if (parts === undefined || !learning.has(place.output)) continue;
    const whole = parts.length === 1 ? (parts[0] as string) : graph.add('Sum', parts);
    const wanted = place.inputs.map((name) => learning.has(name));
    const passed = kindOf(place.layer).backward(place, whole, wanted, graph);
    for (const [name, value] of Object.entries(passed.parameters)) {
      gradients[place.parameter(name)] = value;
    }
    place.inputs.forEach((name, index) => {
      const part = passed.inputs[index];
      if (part === undefined || !wanted[index]) return;
      arriving.set(name, [...(arriving.get(name) ?? []), part]);
    });
  }
  return { loss: lossName, gradients };
}

/** Layers whose value depends on a parameter: only these need a gradient. */
function learningLayers(places: NetworkPlan['places']): ReadonlySet<string> {
  const learning = new Set<string>();
  for (const { layer, inputs, inputShapes } of places) {
    const learns = Object.keys(kindOf(layer).parameters(layer, inputShapes)).length > 0;
    if (learns || inputs.some((name) => learning.has(name))) learning.add(layer.name);
  }
  return learning;
}
