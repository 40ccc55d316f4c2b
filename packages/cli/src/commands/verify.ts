import { discoverPlugins } from '@ventral/host';
import {
  checkSignature,
  compareRecords,
  describeComparison,
  readKey,
  readRecordFile,
  recomputeRecord,
  type Verification,
  verificationText,
  verifyInstalled,
} from '@ventral/scoring';
import { type RunOptions, runWith } from '../run.ts';

/** Options of `ventral verify`. */
export interface VerifyOptions extends Omit<RunOptions, 'seed' | 'device'> {
  readonly model?: string;
  readonly stimulusIds?: string;
  readonly install?: boolean;
  readonly tolerance?: number;
  readonly publicKey?: string;
  readonly json?: boolean;
}

/** Checks a record and its signature, scores again, and says whether the two are equal. */
export async function verify(path: string, options: VerifyOptions): Promise<void> {
  const { json, record } = await readRecordFile(path);
  const key =
    options.publicKey === undefined ? undefined : await readKey(options.publicKey, 'public');
  const signature = checkSignature(json, record.signature, key);
  const { tolerance = 1e-9 } = options;
  const compared = await runWith(options, async (context) => {
    if (options.install) return verifyInstalled(path, record, { ...options, tolerance }, context);
    const index = await discoverPlugins(process.cwd());
    const again = await recomputeRecord(record, options, index, context);
    const names = ['recorded', 'recomputed'] as const;
    return describeComparison(compareRecords(record, again, { tolerance, names }));
  });
  const verification: Verification = { ...compared, ...(signature && { signature }) };
  console.log(
    options.json ? JSON.stringify(verification, undefined, 2) : verificationText(verification),
  );
  if (verification.verdict !== 'equal') process.exitCode = 1;
}
