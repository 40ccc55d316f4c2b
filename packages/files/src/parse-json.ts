/** The same name twice in one object of JSON: readers differ on which of the two they see. */
export class RepeatedNameError extends SyntaxError {
  override readonly name = 'RepeatedNameError';
}

/**
 * Parses JSON of which every reader sees the same.
 *
 * @throws SyntaxError for what is no JSON
 * @throws RepeatedNameError for an object that has a name twice
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const repeated = repeatedName(text);
  if (repeated === undefined) return value;
  throw new RepeatedNameError(`the name ${JSON.stringify(repeated)} stands twice in one object`);
}

/** The first name that an object has twice, in text that is valid JSON, however deep. */
function repeatedName(text: string): string | undefined {
  // The names of each object around the place that is read; a list has none.
  const around: Set<string>[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[') around.push(new Set());
    else if (character === '}' || character === ']') around.pop();
    else if (character === '"') {
      const begin = at;
      for (at += 1; text[at] !== '"'; at += 1) if (text[at] === '\\') at += 1;
      let next = at + 1;
      while (/\s/.test(text[next] ?? '')) next += 1;
      if (text[next] !== ':') continue;
      const name = JSON.parse(text.slice(begin, at + 1)) as string;
      const names = around.at(-1);
      if (names?.has(name)) return name;
      names?.add(name);
    }
  }
  return undefined;
}
