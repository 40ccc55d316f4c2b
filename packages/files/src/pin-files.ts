import type { PinnedFile } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { parseChecksums } from './checksum-list.ts';

/**
 * Pins files that lie at one address, by what `sha256sum` says of them.
 *
 * @param address of the folder they lie in: a repository at one commit, OSF, Zenodo
 * @param checksums a line a file: its sha256, two spaces, and its path within the folder
 * @throws VentralError `DATA_CORRUPT` for a line that is no checksum, or where there is none
 *
 * @example
 * const [responses, ...images] = pinFiles('https://example.org/data', `
 * c0a10da1d7e725079f72017ca4a58a2e306d20e954a44da5881311803afc30e6  responses.csv
 * b616b0f14c8ebda98979a52a444e1e0ad9490b0a5f3be3ad4bafbb830c467ad0  images/grating1.png
 * `);
 */
export function pinFiles(
  address: string,
  checksums: string,
): readonly [PinnedFile, ...PinnedFile[]] {
  const [first, ...rest] = parseChecksums(checksums, `the files at ${address}`).map(
    ({ path, digest }): PinnedFile => ({
      path,
      urls: [`${address}/${path}`],
      hash: { algorithm: 'sha256', digest },
    }),
  );
  if (first !== undefined) return [first, ...rest];
  throw new VentralError('DATA_CORRUPT', `No files are pinned at ${address}.`, {
    hint: 'Write a line a file, as sha256sum does.',
  });
}
