import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isVentralError, VentralError } from '@ventral/errors';
import { explainWriteError } from '@ventral/files';
import { requireKey, type Store } from './store.ts';

/**
 * A store in a folder, which several machines may share: no file is ever locked or changed in place, since
 * shared folders (NFS) keep neither promise. A file is written under another name, then linked or renamed.
 */
export function folderStore(folder: string): Store {
  const root = resolve(folder);
  const pathOf = (key: string) => join(root, requireKey(key));
  /** Calls `write` with a new path beside that of a key, then `place` with both. */
  const placing = async <Result>(
    key: string,
    write: (partial: string) => Promise<void>,
    place: (partial: string, path: string) => Promise<Result>,
  ): Promise<Result> => {
    const path = pathOf(key);
    const partial = join(dirname(path), `.${randomUUID()}.partial`);
    try {
      await mkdir(dirname(path), { recursive: true });
      await write(partial);
      return await place(partial, path);
    } catch (error) {
      throw storeError(explainWriteError(error, path), root);
    } finally {
      await rm(partial, { force: true }).catch(() => {});
    }
  };
  return {
    address: root,
    async read(key) {
      return reading(root, () => readFile(pathOf(key)));
    },
    add: (key, content) => placing(key, (partial) => writeWhole(partial, content), linkOnce),
    write: (key, content) =>
      placing(
        key,
        (partial) => writeWhole(partial, content),
        (partial, path) => rename(partial, path),
      ),
    async remove(key) {
      await placing(
        key,
        async () => {},
        (_, path) => rm(path, { force: true }),
      );
    },
    async list(of) {
      const names = (await reading(root, () => readdir(pathOf(of)))) ?? [];
      return names.filter((name) => !name.startsWith('.'));
    },
    addFile: (key, path) =>
      placing(key, (partial) => copyFile(path, partial, constants.COPYFILE_FICLONE), linkOnce),
    async readFile(key, path) {
      const copied = await reading(root, async () => {
        await copyFile(pathOf(key), path, constants.COPYFILE_FICLONE).catch((error) => {
          throw isFull(error) ? explainWriteError(error, path) : error;
        });
        return true;
      });
      return copied ?? false;
    },
    async [Symbol.asyncDispose]() {},
  };
}

function isFull({ code }: NodeJS.ErrnoException): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** On the disk before it has its name: a machine that fails leaves no empty file of that name. */
async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  await using file = await open(path, 'wx');
  await file.writeFile(content);
  await file.sync();
}

/** Of two that link to one name, one finds it taken: on NFS as well, where "create if absent" may lie. */
async function linkOnce(partial: string, path: string): Promise<boolean> {
  try {
    await link(partial, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // Some file systems know no links: what is renamed into place is whole as well.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EMLINK')
      throw error;
    await rename(partial, path);
    return true;
  }
}

async function reading<Result>(
  root: string,
  read: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw storeError(error, root);
  }
}

function storeError(error: unknown, root: string): unknown {
  if (isVentralError(error, 'DISK_FULL', 'STORE_UNUSABLE')) return error;
  return new VentralError('STORE_UNUSABLE', `The store ${root}: ${(error as Error).message}`, {
    hint: 'Check that the folder is there, and that this user may read and write it.',
    cause: error,
  });
}
