import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request asked for. */
interface Asked {
  readonly url: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
}

/** A real HTTP server on the loopback interface. */
export interface FileServer extends AsyncDisposable {
  readonly url: string;
  /** Every request so far. */
  readonly asked: readonly Asked[];
}

/** Starts a server that answers the n-th request (from 0) as `answer` does. */
export async function startServer(
  answer: (request: IncomingMessage, response: ServerResponse, n: number) => void,
): Promise<FileServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { range, 'if-range': ifRange } = request.headers;
    asked.push({ url: request.url ?? '', range, ifRange: ifRange as string | undefined });
    answer(request, response, asked.length - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers like a server of files: whole, or the range that is asked for. */
export function serve(
  content: Uint8Array,
  request: IncomingMessage,
  response: ServerResponse,
  { etag = '"one"', breakAfter = Infinity }: { etag?: string; breakAfter?: number } = {},
): void {
  const start = rangeStart(request, etag);
  if (start >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  const body = content.subarray(start);
  response.writeHead(start === 0 ? 200 : 206, {
    etag,
    'content-length': body.length,
    ...(start > 0 && {
      'content-range': `bytes ${start}-${content.length - 1}/${content.length}`,
    }),
  });
  if (body.length <= breakAfter) {
    response.end(body);
    return;
  }
  // A connection that breaks at once may take what came along with it.
  response.write(body.subarray(0, breakAfter), () =>
    setTimeout(() => response.socket?.destroy(), 200),
  );
}

function rangeStart({ headers }: IncomingMessage, etag: string): number {
  const ifRange = headers['if-range'];
  if (ifRange !== undefined && ifRange !== etag) return 0;
  return Number(/^bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
}
