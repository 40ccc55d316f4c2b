import { VentralError } from '@ventral/errors';
import { withUnchangedFile } from './unchanged-file.ts';

/**
 * Reads a text file in UTF-8, or in UTF-16 where it begins with a byte order mark, as Excel and
 * Windows write it; the mark is left out.
 *
 * @throws VentralError `FILE_UNREADABLE` where it is missing, or in another encoding
 */
export async function readText(path: string): Promise<string> {
  const bytes = await withUnchangedFile(path, (file) => file.readFile());
  const encoding = encodingOf(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Said below.
  }
  throw new VentralError('FILE_UNREADABLE', `${path} is no text in UTF-8 or UTF-16.`, {
    hint: 'Save it as UTF-8.',
  });
}

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
