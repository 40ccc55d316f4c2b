import { createPublicKey } from 'node:crypto';
import { fingerprintOf, readKey, readRecordFile, signRecord } from '@ventral/scoring';
import { jsonText } from '../json-text.ts';
import { reserveOutputFile } from '../output-file.ts';

/** Options of `ventral sign`. */
export interface SignOptions {
  readonly key: string;
  readonly output?: string;
}

/** Signs a record, in place or into another file. */
export async function sign(path: string, { key, output = path }: SignOptions): Promise<void> {
  const { json } = await readRecordFile(path);
  const privateKey = await readKey(key, 'private');
  const signed = signRecord(json, privateKey);
  const file = await reserveOutputFile(output);
  await file.finish(jsonText(signed));
  console.log(`Signed with the key ${fingerprintOf(createPublicKey(privateKey))}: ${output}`);
}
