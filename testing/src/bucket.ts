import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';

/** A server on the loopback interface in place of a bucket of files. */
export interface Bucket extends AsyncDisposable {
  /** The address of one file. */
  address(name: string): string;
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
  return {
    address: (name) => `http://127.0.0.1:${port}/folder/${name}?versionId=null`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
