import { readText } from './read-text.ts';

/**
 * Reads a text file of one entry a line. Spaces around an entry do not count, nor blank lines at the
 * end.
 *
 * @throws VentralError `FILE_UNREADABLE` where it is missing, or no text
 */
export async function readLines(path: string): Promise<readonly string[]> {
  const text = await readText(path);
  return text
    .trimEnd()
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim());
}

// What tables call a column of names.
const header =
  /^"?((stimulus|stimuli|image|img)?[ _-]?(ids?|names?|files?|file_?names?)|stimulus|image|labels?)"?$/i;

/**
 * The entries of a file without a first line that heads the others, such as `stimulus_id`: where it is
 * one too many, and names what the others are.
 */
export function withoutHeaderLine(lines: readonly string[], count: number): readonly string[] {
  return lines.length === count + 1 && header.test(lines[0] as string) ? lines.slice(1) : lines;
}
