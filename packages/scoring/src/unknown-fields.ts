/**
 * The fields of what was read that are not in what it was understood as, by path: nothing is known of
 * what they say.
 *
 * @param read plain JSON
 * @param understood the same, as far as its schema goes
 */
export function unknownFields(
  read: unknown,
  understood: unknown,
  path = 'record',
): readonly string[] {
  return Object.entries(Object(read)).flatMap(([name, value]) => {
    const inner = `${path}.${name}`;
    if (!Object.hasOwn(Object(understood), name)) return [inner];
    if (typeof value !== 'object') return [];
    return unknownFields(value, Reflect.get(Object(understood), name), inner);
  });
}
