import { readFile, rm } from 'node:fs/promises';
import { STATUS_CODES } from 'node:http';
import { posix } from 'node:path';
import type { PinnedFile, RunContext } from '@ventral/core';
import { isVentralError, VentralError } from '@ventral/errors';
import type { Dispatcher } from 'undici';
import { checkFile } from './file-hash.ts';
import { formatBytes } from './format-bytes.ts';
import type { HttpClient } from './http-client.ts';
import { openOwnFile, ownFileSize, writeOwnFile } from './regular-file.ts';
import { writing } from './write-error.ts';

/** A server that never ends must not fill the disk: 20 GB, several times the largest file known. */
const largestUnpinned = 20e9;

/**
 * Downloads a pinned file from one address into `partial` and checks its hash.
 *
 * What `partial` already holds is not asked for again, where the server can continue (`Range`, and
 * `If-Range` with the entity tag kept in `<partial>.origin`); where it cannot, or the whole does
 * not have the pinned hash, the download begins anew. It is given up when an attempt brings no
 * further byte, and what came is kept.
 *
 * @throws VentralError `DATA_UNAVAILABLE` where the address does not give the file
 * @throws VentralError `DATA_CORRUPT` where it gives something else, or more than is pinned (20 GB
 * where no size is); nothing is kept
 * @throws VentralError `DISK_FULL`, `FILE_UNWRITABLE`; what was written is kept
 */
export async function download(
  url: string,
  file: PinnedFile,
  partial: string,
  client: HttpClient,
  context: Pick<RunContext, 'signal' | 'report'>,
): Promise<void> {
  const { signal } = context;
  let resumed = ((await ownFileSize(partial)) ?? 0) > 0;
  let begunAnew = false;
  for (;;) {
    const before = await ownFileSize(partial);
    try {
      await transfer(url, file, partial, client, context);
    } catch (error) {
      signal.throwIfAborted();
      if (isVentralError(error)) throw error;
      const got = (await ownFileSize(partial)) ?? 0;
      // Broken, and the server did not give the client the rest; what that had is lost with it.
      if (isNotContinued(error)) {
        await discard(partial);
        if (begunAnew) {
          const what = 'it breaks off, and its rest is not to be had';
          throw new VentralError('DATA_CORRUPT', `${url} does not give the pinned file: ${what}`);
        }
        begunAnew = true;
        continue;
      }
      // An attempt that brought something is worth another, however often a connection breaks.
      if (got > (before ?? 0)) {
        resumed = true;
        continue;
      }
      throw new VentralError('DATA_UNAVAILABLE', describeBreak(url, file, got, error), {
        cause: error,
      });
    }
    const { state, difference } = await checkFile(partial, file, signal);
    if (state === 'intact') {
      await rm(originPath(partial), { force: true });
      return;
    }
    await discard(partial);
    if (!resumed || begunAnew) {
      throw new VentralError('DATA_CORRUPT', `${url} does not give the pinned file: ${difference}`);
    }
    resumed = false;
    begunAnew = true;
  }
}

// All of the file, or nothing, in answer to a client that asks for the rest.
function isNotContinued(error: unknown): boolean {
  const { code, statusCode = 0 } = error as Error & { code?: string; statusCode?: number };
  return code === 'UND_ERR_REQ_RETRY' && [200, 206, 416].includes(statusCode);
}

async function transfer(
  url: string,
  file: PinnedFile,
  partial: string,
  client: HttpClient,
  context: Pick<RunContext, 'signal' | 'report'>,
): Promise<void> {
  const held = (await ownFileSize(partial)) ?? 0;
  // Whole, but for the check and its new name: an earlier process ended just before those.
  if (held === file.bytes && held > 0) return;
  const headers = await headersFor(url, partial, held);
  const response = await client.get(url, headers, await file.authorize?.(url));
  const { statusCode } = response;
  // The server has nothing after what is held: it is whole, or of no use, as its hash will tell.
  if (statusCode === 416 && held > 0) return response.body.dump();
  const start = statusCode === 206 ? rangeStart(response) : 0;
  if ((statusCode !== 200 && statusCode !== 206) || (start !== 0 && start !== held)) {
    await response.body.dump();
    const status = `${statusCode} ${STATUS_CODES[statusCode] ?? ''}`.trim();
    throw new VentralError('DATA_UNAVAILABLE', `${url} answers ${status}`);
  }
  const length = response.headers['content-length'];
  const total = length === undefined ? file.bytes : start + Number(length);
  if (file.bytes !== undefined && total !== file.bytes) {
    await response.body.dump();
    const sizes = `${total} bytes where ${file.bytes} are pinned`;
    throw new VentralError('DATA_CORRUPT', `${url} does not give the pinned file: it has ${sizes}`);
  }
  const limit = file.bytes ?? largestUnpinned;
  if (total !== undefined && total > limit) {
    await response.body.dump();
    throw tooLarge(url, file, `${formatBytes(total)} large`);
  }
  // At once with the body: what the client has of it is lost where the connection breaks meanwhile.
  const origin = start === 0 ? writeOrigin(url, partial, response) : Promise.resolve();
  const [body] = await Promise.allSettled([
    writeBody(response, { file, partial, start, total }, limit, context),
    origin,
  ]);
  await origin;
  if (body.status === 'rejected') throw body.reason;
  if (body.value) return;
  await discard(partial);
  throw tooLarge(url, file, `longer than ${limit} bytes`);
}

function tooLarge(url: string, { bytes }: PinnedFile, what: string): VentralError {
  const why = bytes === undefined ? ', and no size is pinned for it' : '';
  return new VentralError(
    'DATA_CORRUPT',
    `${url} does not give the pinned file: it is ${what}${why}`,
  );
}

/** @returns whether the body ended within `limit` bytes; not all of it is on the disk else */
async function writeBody(
  response: Dispatcher.ResponseData,
  {
    file,
    partial,
    start,
    total,
  }: { file: PinnedFile; partial: string; start: number; total: number | undefined },
  limit: number,
  context: Pick<RunContext, 'signal' | 'report'>,
): Promise<boolean> {
  let done = start;
  const report = () =>
    context.report({
      task: `Fetching ${posix.basename(file.path)}`,
      done,
      unit: 'bytes',
      ...(total === undefined ? {} : { total }),
    });
  const output = await openOwnFile(partial, start > 0);
  try {
    report();
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      if (done + chunk.length > limit) return false;
      await writing(output.appendFile(chunk), partial, total === undefined ? total : total - done);
      done += chunk.length;
      report();
    }
    // On the disk before it is renamed: after a power cut, a whole name has a whole content.
    await writing(output.sync(), partial);
    return true;
  } finally {
    await output.close();
  }
}

/** Removes what a download left behind. */
async function discard(partial: string): Promise<void> {
  await writing(rm(partial, { force: true }), partial);
  await rm(originPath(partial), { force: true });
}

function originPath(partial: string): string {
  return `${partial}.origin`;
}

async function headersFor(
  url: string,
  partial: string,
  held: number,
): Promise<Record<string, string>> {
  // Compressed on the way, a file could be neither resumed nor measured.
  const headers = { 'accept-encoding': 'identity' };
  if (held === 0) return headers;
  const range = { ...headers, range: `bytes=${held}-` };
  const [origin, etag] = (await readFile(originPath(partial), 'utf8').catch(() => '')).split('\n');
  return origin === url && etag ? { ...range, 'if-range': etag } : range;
}

async function writeOrigin(
  url: string,
  partial: string,
  { headers: { etag } }: Dispatcher.ResponseData,
): Promise<void> {
  const isStrong = typeof etag === 'string' && !etag.startsWith('W/');
  await writeOwnFile(originPath(partial), isStrong ? `${url}\n${etag}` : url);
}

function rangeStart({ headers }: Dispatcher.ResponseData): number {
  const found = /^bytes (\d+)-/.exec(String(headers['content-range']));
  return found === null ? -1 : Number(found[1]);
}

function describeBreak(url: string, file: PinnedFile, got: number, error: unknown): string {
  const { statusCode, code, message } = error as Error & { statusCode?: number; code?: string };
  if (statusCode !== undefined && statusCode >= 400) {
    return `${url} still answers ${statusCode} ${STATUS_CODES[statusCode] ?? ''} after several attempts`;
  }
  const why = code === undefined || message.includes(code) ? message : `${message}, ${code}`;
  if (got === 0) return `${url} cannot be reached (${why})`;
  const of = file.bytes === undefined ? '' : ` of ${formatBytes(file.bytes)}`;
  return `the connection to ${url} broke after ${formatBytes(got)}${of} (${why}); these are kept`;
}
