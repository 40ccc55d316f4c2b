import { distance } from 'fastest-levenshtein';

/**
 * The names most like a mistyped one, best first; none where nothing is near.
 *
 * @param most at most this many names
 * @default most 3
 */
export function nearestNames(name: string, known: Iterable<string>, most = 3): readonly string[] {
  const wanted = name.toLowerCase();
  return [...known]
    .map((candidate) => {
      const lower = candidate.toLowerCase();
      const contained = lower.includes(wanted) || wanted.includes(lower);
      return { candidate, steps: contained ? 0 : distance(wanted, lower), length: lower.length };
    })
    .filter(({ steps, length }) => steps <= Math.max(2, Math.max(wanted.length, length) / 3))
    .sort(
      (a, b) => a.steps - b.steps || distance(wanted, a.candidate) - distance(wanted, b.candidate),
    )
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** `Did you mean 'a' or 'b'? ` for a hint, empty where nothing is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const names = nearestNames(name, known).map((candidate) => `'${candidate}'`);
  if (names.length === 0) return '';
  const last = names.at(-1) as string;
  const list = names.length === 1 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
  return `Did you mean ${list}? `;
}
