import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isVentralError, VentralError } from '@ventral/errors';
import { hashOwnFile } from '@ventral/files';
import { type CellNetwork, networkFolder, type PlannedCell } from '@ventral/scoring';
import type { Store } from './store.ts';

/** Keeps the files of a network in a store, by their content. */
export async function addNetwork(
  { cell: { network }, path }: PlannedCell,
  store: Store,
): Promise<void> {
  if (network === undefined || path === undefined) return;
  const folder = networkFolder(network, path);
  const there = new Set(await store.list(networkAt(network)));
  for (const { name } of network.files) {
    const stored = storedName(name);
    if (!there.has(stored)) {
      await store.addFile(`${networkAt(network)}/${stored}`, join(folder, name));
    }
  }
}

/**
 * The path of a network on this machine, its files checked by their hashes.
 *
 * @throws VentralError `DATA_UNAVAILABLE`, `DATA_CORRUPT`
 */
export async function fetchNetwork(
  network: CellNetwork,
  cacheFolder: string,
  store: Store,
): Promise<string> {
  const folder = join(cacheFolder, networkAt(network));
  for (const file of network.files) {
    const path = join(folder, file.name);
    if (await isFile(path, file.sha256)) continue;
    await mkdir(dirname(path), { recursive: true });
    const partial = `${path}.${randomUUID()}.partial`;
    try {
      const key = `${networkAt(network)}/${storedName(file.name)}`;
      const found = await store.readFile(key, partial);
      if (!found)
        throw networkError('DATA_UNAVAILABLE', file.name, 'is not in the store', store.address);
      if (!(await isFile(partial, file.sha256))) {
        await store.remove(key);
        throw networkError('DATA_CORRUPT', file.name, 'is damaged in the store', store.address);
      }
      await rename(partial, path);
    } finally {
      await rm(partial, { force: true });
    }
  }
  return join(folder, network.name);
}

function networkAt({ files }: CellNetwork): string {
  const content = JSON.stringify(files.map(({ name, sha256 }) => [name, sha256]));
  return `networks/${createHash('sha256').update(content).digest('hex')}`;
}

// A store has no folders within those of networks.
function storedName(name: string): string {
  return encodeURIComponent(name).replaceAll('%', '=');
}

async function isFile(path: string, sha256: string): Promise<boolean> {
  try {
    return (await hashOwnFile(path)).sha256 === sha256;
  } catch (error) {
    if (isVentralError(error, 'FILE_UNREADABLE')) return false;
    throw error;
  }
}

function networkError(
  code: 'DATA_UNAVAILABLE' | 'DATA_CORRUPT',
  name: string,
  what: string,
  where: string,
): VentralError {
  return new VentralError(code, `${name} ${what} ${where}.`, {
    hint: 'Submit the plan again from where the network lies: ventral run.',
  });
}
