import { type FSWatcher, watch } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VentralError } from '@ventral/errors';
import { pageHtml } from './page-html.ts';
import type { SiteData } from './site-data.ts';

/** What is served. */
export interface ServedSite {
  /** Folders whose changes are followed. */
  readonly folders: readonly string[];
  /** Reads the site; called again whenever something in the folders has changed. */
  readonly read: () => Promise<SiteData>;
  /** 0 for any that is free. */
  readonly port: number;
  /** Told of a change that could not be read; the site stays as it was. */
  readonly onProblem?: (error: unknown) => void;
}

/** A server that shows a site on this machine alone. */
export interface SiteServer {
  readonly address: string;
  /** Ends when the server is closed. */
  readonly closed: Promise<void>;
  close(): void;
}

// Records are written in pieces: what comes within this time is one change.
const pause = 250;

/**
 * Serves a site to browsers on this machine, and tells them of changes by server-sent events.
 *
 * @throws VentralError `OPTION_INVALID` where the port is taken
 */
export async function serveSite({
  folders,
  read,
  port,
  onProblem = () => {},
}: ServedSite): Promise<SiteServer> {
  let site: SiteData;
  const listeners = new Set<ServerResponse>();
  const readSite = async () => {
    site = { ...(await read()), live: true };
  };
  let waiting: NodeJS.Timeout | undefined;
  let isDue = false;
  // One after another: a reading that is overtaken would bring back what was.
  const first = Promise.resolve().then(readSite);
  let reading = first.catch(() => {});
  const update = () => {
    if (isDue) return;
    isDue = true;
    reading = reading.then(async () => {
      isDue = false;
      try {
        await readSite();
        for (const listener of listeners) listener.write('event: change\ndata: records\n\n');
      } catch (error) {
        onProblem(error);
      }
    });
  };
  const watchers: FSWatcher[] = [];
  const stopWatching = () => {
    clearTimeout(waiting);
    for (const watcher of watchers) watcher.close();
  };
  const server = createServer(async ({ url = '/', headers: { host = '' } }, response) => {
    // Another name for this machine may be a page elsewhere that wants to read along.
    if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host)) {
      response.writeHead(403).end();
      return;
    }
    const { pathname } = new URL(url, 'http://localhost');
    const send = (type: string, text: string) =>
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
    if (pathname === '/' || pathname === '/index.html') {
      send('text/html; charset=utf-8', await pageHtml(site));
    } else if (pathname === '/site.json') {
      send('application/json', JSON.stringify(site));
    } else if (pathname === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(': following\n\n');
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
    } else {
      response.writeHead(404).end();
    }
  });
  try {
    // Before the first reading: what changes during it is seen.
    for (const folder of folders) {
      const watcher = watch(folder, { recursive: true }, () => {
        clearTimeout(waiting);
        waiting = setTimeout(update, pause);
      });
      watchers.push(watcher.on('error', onProblem));
    }
    await first;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => {
        reject(
          new VentralError('OPTION_INVALID', `Port ${port} cannot be used: ${cause.message}.`, {
            hint: 'Choose another with --port, or 0 for any that is free.',
            cause,
          }),
        );
      });
      server.listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    stopWatching();
    // The reading says best what is wrong with a folder.
    await first;
    throw error;
  }
  const { port: taken } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${taken}/`,
    closed: new Promise((resolve) => server.once('close', resolve)),
    close() {
      stopWatching();
      for (const listener of listeners) listener.end();
      server.close();
      server.closeAllConnections();
    },
  };
}
