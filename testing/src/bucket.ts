import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import type { PinnedFile } from '@ventral/core';

/** A server on the loopback interface in place of a bucket of files. */
export interface Bucket extends AsyncDisposable {
  /** The address of one file. */
  address(name: string): string;
  /** The pin of one file, by its sha1. */
  pin(name: string): PinnedFile;
  /** The names of the files that were asked for so far. */
  readonly asked: readonly string[];
}

/** Serves the files of a folder. */
export async function openBucket(folder: string): Promise<Bucket> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    const name = basename(new URL(url, 'http://127.0.0.1').pathname);
    asked.push(name);
    createReadStream(join(folder, name))
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const address = (name: string) => `http://127.0.0.1:${port}/folder/${name}?versionId=null`;
  return {
    address,
    pin(name) {
      const digest = createHash('sha1')
        .update(readFileSync(join(folder, name)))
        .digest('hex');
      return { path: name, urls: [address(name)], hash: { algorithm: 'sha1', digest } };
    },
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
