const deepest = 100;
// Names that objects have of themselves: what is kept under one is lost on the way through a schema.
const lostNames = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Why a value cannot be part of a record, though it was valid JSON: a number beyond the range of doubles,
 * which JSON reads as infinity; a name that would be lost; or more levels than anything in a record has.
 *
 * @param whole name of the value
 */
export function jsonProblem(value: unknown, whole: string): string | undefined {
  // No recursion: how deep a file goes is up to whoever wrote it.
  const waiting = [{ inner: value, path: whole, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { inner, path, depth } = next;
    if (depth > deepest) return `${path.slice(0, 60)}... has more than ${deepest} levels`;
    for (const [name, entry] of Object.entries(Object(inner))) {
      if (lostNames.has(name)) return `${path} has the name '${name}', which cannot be kept`;
      if (typeof entry === 'number' && !Number.isFinite(entry)) {
        return `${path}.${name} is ${entry}, which is no number that JSON can hold`;
      }
      if (typeof entry !== 'object' || entry === null) continue;
      waiting.push({ inner: entry, path: `${path}.${name}`, depth: depth + 1 });
    }
  }
  return undefined;
}
