import type { PinnedFile } from '@ventral/core';
import { expect } from 'vitest';

const digestLengths = { sha256: 64, sha1: 40, 'git-blob': 40 } as const;

/**
 * Requires pins to be well formed: relative paths, each once, that stay in their folder; digests of
 * the right length in lower case; at least one address, over TLS; whole sizes.
 */
export function requirePinnedFiles(files: readonly PinnedFile[]): void {
  const paths = files.map(({ path }) => path);
  expect(
    paths.filter((path, index) => paths.indexOf(path) < index),
    'paths are unique',
  ).toEqual([]);
  for (const { path, urls, hash, bytes } of files) {
    const parts = path.split('/');
    const isInside = parts.every((part) => !['', '.', '..'].includes(part) && !/[\\:]/.test(part));
    expect(isInside, `'${path}' is a relative path with /`).toBe(true);
    expect(urls.length, `'${path}' has an address`).toBeGreaterThan(0);
    for (const url of urls) expect(url, `an address of '${path}'`).toMatch(/^https:\/\/[^/]+\//);
    const length = digestLengths[hash.algorithm];
    expect(hash.digest, `the ${hash.algorithm} of '${path}'`).toMatch(/^[0-9a-f]+$/);
    expect(hash.digest.length, `the length of the ${hash.algorithm} of '${path}'`).toBe(length);
    if (bytes === undefined) continue;
    expect(Number.isSafeInteger(bytes) && bytes > 0, `${bytes} bytes of '${path}'`).toBe(true);
  }
}
