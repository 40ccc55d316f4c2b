import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PinnedFile, RunContext } from '@ventral/core';
import type { Patience } from '@ventral/files';
import { createRunContext } from '@ventral/host';
import type { TemporaryFolder } from './temporary-folder.ts';

/** A server on this machine that stands in for the bucket on S3. */
export interface ObjectStore extends AsyncDisposable {
  /** The requests so far. */
  readonly requests: readonly IncomingMessage[];
  /** The same file, to be asked for here. */
  pinHere(file: PinnedFile): PinnedFile;
}

/** How the n-th request (from 0) is answered. */
export type Answer = (request: IncomingMessage, response: ServerResponse, n: number) => void;

export async function startStore(answer: Answer): Promise<ObjectStore> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response, requests.length - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    requests,
    pinHere: (file) => ({
      ...file,
      urls: file.urls.map((url) => {
        const { pathname, search } = new URL(url);
        return `http://127.0.0.1:${port}${pathname}${search}`;
      }),
    }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers as S3 does: the whole object, or the rest of it that is asked for. */
export function giveObject(
  content: Uint8Array,
  { headers }: IncomingMessage,
  response: ServerResponse,
  { breakAfter = Infinity }: { readonly breakAfter?: number } = {},
): void {
  const start = Number(/^bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
  const rest = content.subarray(start);
  response.writeHead(start === 0 ? 200 : 206, {
    etag: '"object"',
    'accept-ranges': 'bytes',
    'content-length': rest.length,
    ...(start > 0 && {
      'content-range': `bytes ${start}-${content.length - 1}/${content.length}`,
    }),
  });
  if (rest.length <= breakAfter) response.end(rest);
  else response.write(rest.subarray(0, breakAfter), () => response.socket?.destroy());
}

/** Answers as S3 refuses. */
export function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
}

/** A run whose cache is in the folder. */
export function runIn(folder: TemporaryFolder): RunContext {
  return createRunContext({ cacheFolder: folder.file('cache'), mirrors: [], offline: false });
}

/** Patience for a server on this machine. */
export const impatience: Patience = {
  // More than any of these servers fails: a busy machine may lose what came just before a break.
  retries: 5,
  firstDelay: 5,
  longestDelay: 50,
  silence: 60_000,
};

/** Patience for one that falls silent: so much that a busy machine is not taken for a silent server. */
export const shortSilence: Patience = { ...impatience, silence: 4000 };
