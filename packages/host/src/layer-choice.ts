/**
 * The layers that a choice names: the layer of this very name, where there is one, else the parts of
 * a sum such as `fire5/concat+fire7/concat`, each once.
 *
 * @param known names of the model's layers
 * @returns names that may be unknown, for whoever reads the layers to refuse
 */
export function layersOfChoice(choice: string, known: Iterable<string>): readonly string[] {
  return new Set(known).has(choice) ? [choice] : [...new Set(choice.split('+'))];
}
