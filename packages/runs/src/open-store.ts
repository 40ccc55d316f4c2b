import { VentralError } from '@ventral/errors';
import { importFromProject } from '@ventral/host';
import { folderStore } from './folder-store.ts';
import type { Store } from './store.ts';

/** What opens an address: an export of a package that is installed beside Ventral. */
export type OpenStore = (address: string) => Promise<Store>;

/**
 * Opens a store by its address: a folder, or `s3://bucket/prefix`, which the package @ventral/store-s3
 * opens.
 *
 * @param folder of the project that the package is installed in
 * @throws VentralError `DEPENDENCY_MISSING`, `OPTION_INVALID`, `STORE_UNUSABLE`
 */
export async function openStore(address: string, folder: string): Promise<Store> {
  const [scheme] = /^[a-z][a-z\d+]*(?=:\/\/)/i.exec(address) ?? [];
  if (scheme === undefined) return folderStore(address);
  if (scheme === 's3') {
    const open = await importFromProject('@ventral/store-s3', 'openS3Store', folder, address);
    return (open as OpenStore)(address);
  }
  throw new VentralError('OPTION_INVALID', `'${address}' is no address of a store.`, {
    hint: 'Give a folder, or s3://bucket/prefix.',
  });
}
