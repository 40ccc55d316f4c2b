import { createPublicKey } from 'node:crypto';
import type { Command } from '@commander-js/extra-typings';
import { jsonText } from '../json-text.ts';
import { openOutputFile, refuseOverwriting } from '../output-file.ts';

/** `ventral sign`: signs a record, in place or into another file. */
export function addSign(program: Command): void {
  program
    .command('sign')
    .description('Sign a score record')
    .argument('<record>', 'a score record (.json)')
    .requiredOption('--key <file>', 'a private key made with ventral keygen')
    .option('--output <file>', 'the signed record (default: the record itself)')
    .action(async (record, { key: keyPath, output = record }) => {
      const { fingerprintOf, readKey, readRecord, signRecord } = await import('@ventral/scoring');
      const { json } = await readRecord(record);
      const key = await readKey(keyPath, 'private');
      await refuseOverwriting(output, [keyPath]);
      const file = await openOutputFile(output);
      await file.write(jsonText(await signRecord(json, key)));
      console.log(`Signed with the key ${fingerprintOf(createPublicKey(key))}: ${output}`);
    });
}
