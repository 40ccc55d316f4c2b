import { basename } from 'node:path';
import { hashOwnFile } from '@ventral/files';
import type { RecordedFile } from './record.ts';

/**
 * A file that the user gave, as a record names it. What is read of it later is what is recorded here.
 *
 * @throws VentralError `FILE_UNREADABLE`
 */
export async function recordInputFile(path: string): Promise<RecordedFile> {
  return { name: basename(path), ...(await hashOwnFile(path)) };
}
