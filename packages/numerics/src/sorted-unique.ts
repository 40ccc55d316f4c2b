/** The distinct values in ascending order: numbers by value, strings by their UTF-16 code units. */
export function sortedUnique<Value extends string | number | boolean>(
  values: Iterable<Value>,
): Value[] {
  return [...new Set(values)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
