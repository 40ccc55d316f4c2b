import { VentralError } from '@ventral/errors';

/**
 * Where records, networks and what goes with them are kept: a folder that several machines see, or a
 * bucket. An object is there whole or not at all: presence is completion.
 *
 * Keys are paths of plain names, `records/<key>.json`; see {@link requireKey}.
 *
 * @throws VentralError `STORE_UNUSABLE` where it cannot be reached, read or written; `DISK_FULL`
 */
export interface Store extends AsyncDisposable {
  /** As a user names it: a folder, `s3://bucket/prefix`. */
  readonly address: string;
  /** Undefined where there is none. */
  read(key: string): Promise<Uint8Array | undefined>;
  /** Writes what is not there yet. @returns whether it was not; the first one stays */
  add(key: string, content: Uint8Array): Promise<boolean>;
  /** Writes, in the place of what was there. */
  write(key: string, content: Uint8Array): Promise<void>;
  /** What is not there is removed already. */
  remove(key: string): Promise<void>;
  /** Names directly below a folder of keys, such as `records`; in no order. */
  list(folder: string): Promise<readonly string[]>;
  /** {@link add} of a file, which may be large. */
  addFile(key: string, path: string): Promise<boolean>;
  /** Copies to a path that does not exist. @returns whether it was there */
  readFile(key: string, path: string): Promise<boolean>;
}

/**
 * Refuses a key that could lead out of a store.
 *
 * @throws VentralError `STORE_UNUSABLE`
 */
export function requireKey(key: string): string {
  if (/^[\w@+=-][\w@+=. -]*(\/[\w@+=-][\w@+=. -]*)*$/.test(key) && key.length <= 900) return key;
  throw new VentralError('STORE_UNUSABLE', `'${key.slice(0, 100)}' is no key of a store.`, {
    hint: 'A key is made of names joined by /; none begins with a dot.',
  });
}
