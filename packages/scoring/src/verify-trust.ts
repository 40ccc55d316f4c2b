import { VentralError } from '@ventral/errors';
import type { CheckedSignature } from './record-signature.ts';

/** Who decides on what a record asks for. */
export interface VerifyListeners {
  /**
   * Asked before anything is done that only someone trusted may ask for: to install and run the packages
   * that the record names, or to compute more than ten times as much as its benchmark does by itself.
   *
   * @param asked what the record asks for, in full sentences
   * @default no, unless the record is signed with the key that was named
   */
  readonly confirm?: ((asked: string) => boolean | Promise<boolean>) | undefined;
}

/** @throws VentralError `RECORD_UNTRUSTED` unless whoever signed is known, or it is confirmed */
export async function requireTrust(
  asked: string,
  signature: CheckedSignature | undefined,
  { confirm }: VerifyListeners,
): Promise<void> {
  if (signature?.keyNamed || (await confirm?.(asked))) return;
  throw new VentralError('RECORD_UNTRUSTED', `Nobody has confirmed this. ${asked}`, {
    hint: 'Name the key of someone you trust with --public-key, or, if you trust the record, say --yes.',
  });
}
