import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { VentralError } from '@ventral/errors';
import type { RecordedFile } from './record.ts';

/**
 * A file that the user gave, as a record names it; read once, in pieces.
 *
 * @throws VentralError `FILE_UNREADABLE`
 */
export async function recordInputFile(path: string): Promise<RecordedFile> {
  const hash = createHash('sha256');
  try {
    const { size } = await stat(path);
    await pipeline(createReadStream(path), hash);
    return { name: basename(path), sha256: hash.digest('hex'), bytes: size };
  } catch (cause) {
    throw new VentralError('FILE_UNREADABLE', `${path} cannot be read.`, { cause });
  }
}
