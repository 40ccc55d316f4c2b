import { isAbsolute, posix, win32 } from 'node:path';
import { VentralError } from '@ventral/errors';

/** One line of a checksum list. */
export interface Checksum {
  /** sha256, lower-case hexadecimal. */
  readonly digest: string;
  /** Path relative to the folder of the list, `/`-separated, never leading out of it. */
  readonly path: string;
}

/**
 * Parses a list of sha256 checksums as GNU `sha256sum` writes it, escaped names included.
 *
 * @param source where the text is from, for messages
 * @throws VentralError `DATA_CORRUPT` for a line that is no checksum, or a path that leads out
 */
export function parseChecksums(text: string, source: string): readonly Checksum[] {
  return text.split('\n').flatMap((raw, index) => {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line === '') return [];
    const found = /^(\\?)([0-9a-fA-F]{64}) [ *](.+)$/.exec(line);
    if (found === null) {
      throw new VentralError(
        'DATA_CORRUPT',
        `Line ${index + 1} of ${source} is no sha256 and path: '${line.slice(0, 100)}'.`,
        { hint: 'Write the list anew: sha256sum FILE... > SHA256SUMS' },
      );
    }
    const [, escaped, digest = '', name = ''] = found;
    const path = posix.normalize(escaped === '' ? name : unescapeName(name));
    if (!isInside(path)) {
      throw new VentralError(
        'DATA_CORRUPT',
        `Line ${index + 1} of ${source} names a path outside its folder: '${name}'.`,
        { hint: 'Do not use a mirror you do not trust.' },
      );
    }
    return [{ digest: digest.toLowerCase(), path }];
  });
}

/** The text of a checksum list, sorted by path; `sha256sum --check` takes it. */
export function formatChecksums(checksums: Iterable<Checksum>): string {
  return [...checksums]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ digest, path }) => {
      const escaped = escapeName(path);
      return `${escaped === path ? '' : '\\'}${digest}  ${escaped}\n`;
    })
    .join('');
}

/** Whether a relative path stays within the folder it is relative to, on any system. */
export function isInside(path: string): boolean {
  return (
    path !== '' &&
    !isAbsolute(path) &&
    !win32.isAbsolute(path) &&
    !/^[A-Za-z]:/.test(path) &&
    !path.includes('\0') &&
    !path.split(/[/\\]/).includes('..')
  );
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r' };

function escapeName(name: string): string {
  return name.replace(/[\\\n\r]/g, (character) => escapes[character] as string);
}

function unescapeName(name: string): string {
  return name.replace(/\\([\\nr])/g, (_, character: string) =>
    character === 'n' ? '\n' : character === 'r' ? '\r' : '\\',
  );
}
