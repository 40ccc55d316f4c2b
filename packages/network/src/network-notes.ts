import type { UnusableLayer } from '@ventral/core';

/**
 * What is to be said beside every score of a network: values that nobody can choose as layers, and
 * operators that say something else each time.
 *
 * @param name id of the model: notes are published, paths are nobody's business
 * @param random names of its random operators
 */
export function networkNotes(
  name: string,
  unusable: readonly UnusableLayer[],
  random: readonly string[] = [],
): readonly string[] {
  const [first] = unusable;
  const count = unusable.length === 1 ? '1 value' : `${unusable.length} values`;
  return [
    ...(first === undefined
      ? []
      : [
          `${count} of ${name} cannot be used as layers and were left out, such as ` +
            `'${first.name}': ${first.reason}.`,
        ]),
    ...(random.length === 0
      ? []
      : [
          `${name} has random operators (${random.join(', ')}): its activations differ from run to ` +
            'run, and so does this score.',
        ]),
  ];
}
