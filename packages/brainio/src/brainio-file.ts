import type { PinnedFile } from '@ventral/core';
import { signS3Request } from './sign-s3-request.ts';

/** What BrainIO keeps for a data set: recordings or behaviour, or one of the two stimulus files. */
export type BrainioKind = 'assembly' | 'csv' | 'zip';

/** Names one file of BrainIO. */
export interface BrainioFileDescription {
  /** Of the assembly or stimulus set: `dicarlo.MajajHong2015.public`, `hvm-public`. */
  readonly identifier: string;
  readonly kind: BrainioKind;
  /** Lower-case hexadecimal sha1 of the file. */
  readonly sha1: string;
  /** The version of the object in its bucket, where one is stated; `null` is a version's name. */
  readonly versionId?: string;
  /**
   * Bucket and folder.
   * @default 'brainscore-storage/brainio-brainscore'
   */
  readonly bucket?: string;
  /**
   * Whether the file is given only to those with credentials of Amazon Web Services.
   * @default false
   */
  readonly isPrivate?: boolean;
}

const names: Readonly<Record<BrainioKind, (identifier: string) => string>> = {
  assembly: (identifier) => `assy_${identifier}.nc`,
  csv: (identifier) => `stimulus_${identifier}.csv`,
  zip: (identifier) => `stimulus_${identifier}.zip`,
};

// Of brainscore-storage; a signature for another region is refused.
const region = 'us-east-2';

/**
 * The pin of a file that BrainIO keeps on Amazon S3, by BrainIO's rule for names and addresses.
 *
 * Requests for a private file are signed with the credentials of the user: `AWS_ACCESS_KEY_ID` and
 * `AWS_SECRET_ACCESS_KEY` of the environment, else the profile `AWS_PROFILE` (or `default`) in the
 * files of `~/.aws`.
 *
 * @example
 * brainioFile({
 *   identifier: 'dicarlo.MajajHong2015.public',
 *   kind: 'assembly',
 *   sha1: '13d28ca0ce88ee550b54db3004374ae19096e9b9',
 *   versionId: 'null',
 * }).urls;
 * // https://brainscore-storage.s3.amazonaws.com/brainio-brainscore/assy_dicarlo_MajajHong2015_public.nc?versionId=null
 */
export function brainioFile({
  identifier,
  kind,
  sha1,
  versionId,
  bucket = 'brainscore-storage/brainio-brainscore',
  isPrivate = false,
}: BrainioFileDescription): PinnedFile {
  const path = names[kind](identifier.replaceAll('.', '_'));
  const [host = '', ...folders] = bucket.split('/');
  const key = [...folders, path].map(encodeURIComponent).join('/');
  const version = versionId === undefined ? '' : `?versionId=${encodeURIComponent(versionId)}`;
  return Object.freeze({
    path,
    urls: [`https://${host}.s3.amazonaws.com/${key}${version}`],
    hash: { algorithm: 'sha1' as const, digest: sha1 },
    ...(isPrivate ? { authorize: (url: string) => signS3Request(url, region) } : {}),
  });
}
