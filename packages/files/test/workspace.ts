import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PinnedFile, ProgressEvent, RunContext } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { expect } from 'vitest';
import type { Patience } from '../src/http-client.ts';

/** An empty folder, with a run context whose cache lies in it. */
export interface Workspace extends AsyncDisposable {
  readonly folder: string;
  readonly context: RunContext;
  /** Everything that was reported. */
  readonly events: ProgressEvent[];
  /** Paths of the files in the cache, relative to it and without the digest. */
  cached(): Promise<readonly string[]>;
}

/** Patience for a server on this machine. */
export const impatience: Patience = {
  retries: 2,
  firstDelay: 5,
  longestDelay: 50,
  silence: 60_000,
};

/** Patience for one that falls silent: so much that a busy machine is not taken for a silent server. */
export const shortSilence: Patience = { ...impatience, silence: 4000 };

export async function makeWorkspace(settings: Partial<RunContext> = {}): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'ventral-files-'));
  const events: ProgressEvent[] = [];
  const context = createRunContext({
    cacheFolder: join(folder, 'cache'),
    mirrors: [],
    offline: false,
    report: (event) => events.push(event),
    ...settings,
  });
  return {
    folder,
    context,
    events,
    async cached() {
      const all = await readdir(join(folder, 'cache'), { recursive: true, withFileTypes: true });
      return all.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    },
    // Processes that were killed may still write a last piece.
    [Symbol.asyncDispose]: () =>
      rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  };
}

/** Bytes that are different each time. */
export function someBytes(count: number): Uint8Array {
  return new Uint8Array(randomBytes(count));
}

/** A pin of the given content by its sha256. */
export function pin(content: Uint8Array, ...urls: readonly string[]): PinnedFile {
  return {
    path: 'images/photographs.zip',
    urls,
    hash: { algorithm: 'sha256', digest: createHash('sha256').update(content).digest('hex') },
    bytes: content.length,
  };
}

/** Expects a file to hold exactly these bytes. */
export async function expectContent(path: string, content: Uint8Array): Promise<void> {
  const found = await readFile(path);
  expect(found.length).toBe(content.length);
  expect(found.equals(content)).toBe(true);
}

/** The object id git gives to this content. */
export function gitBlob(content: Uint8Array): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
