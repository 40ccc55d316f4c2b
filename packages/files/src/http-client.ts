import { setTimeout as sleep } from 'node:timers/promises';
import { VentralError } from '@ventral/errors';
import type { Dispatcher } from 'undici';

/** How long to wait for a server, and how often to ask again. */
export interface Patience {
  /** Times to ask again after a broken connection or a passing fault (408, 429, 5xx). */
  readonly retries: number;
  /** Milliseconds before asking again; doubled each time, unless the server says `Retry-After`. */
  readonly firstDelay: number;
  /** Milliseconds that are never exceeded before asking again. */
  readonly longestDelay: number;
  /** Milliseconds without a connection, or without a byte on it, after which it counts as broken. */
  readonly silence: number;
}

/** Patience for a server on the internet. */
export const defaultPatience: Patience = Object.freeze({
  retries: 4,
  firstDelay: 500,
  longestDelay: 30_000,
  silence: 60_000,
});

/** Asks for files over HTTP; close it when done. */
export interface HttpClient {
  /**
   * The response, its body not yet read.
   *
   * @param secrets headers that say who asks: for the origin of `url` alone
   * @throws VentralError `DATA_UNAVAILABLE` where a redirect leads from https to http, to nothing that
   * can be asked, or to yet another
   */
  get(url: string, headers: Headers, secrets?: Headers): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
}

/** Headers of a request. */
type Headers = Readonly<Record<string, string>>;

const mostRedirects = 5;
const redirectStatusCodes = [301, 302, 303, 307, 308];

const passingStatusCodes = [408, 429, 500, 502, 503, 504];

const passingErrorCodes = [
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_SOCKET',
];

/**
 * An HTTP client that takes its proxies from the environment (`http_proxy`, `https_proxy`,
 * `no_proxy`), follows redirects, and asks again after transient failures, continuing a broken
 * response where it stopped.
 *
 * @param signal ends every request, and every wait between two
 */
export async function openHttpClient(patience: Patience, signal: AbortSignal): Promise<HttpClient> {
  // A tenth of a second, for those alone who fetch.
  const { EnvHttpProxyAgent, interceptors, request } = await import('undici');
  const agent = new EnvHttpProxyAgent({
    connect: { timeout: patience.silence },
    headersTimeout: patience.silence,
    bodyTimeout: patience.silence,
  });
  const dispatcher = agent.compose(
    interceptors.retry({
      statusCodes: passingStatusCodes,
      retry: (error, { state }, proceed) => {
        const delay = delayBefore(state.counter, error, patience);
        if (delay === undefined) proceed(error);
        else sleep(delay, undefined, { signal }).then(() => proceed(), proceed);
      },
    }),
  );
  return {
    // Redirects are followed here: the client would take headers that it does not know for secrets along.
    async get(url, headers, secrets = {}) {
      let address = new URL(url);
      let own = secrets;
      for (let redirects = 0; ; redirects++) {
        const response = await request(address, {
          dispatcher,
          headers: { ...headers, ...own },
          signal,
        });
        const target = redirectTarget(response, address);
        if (target === undefined) return response;
        await response.body.dump();
        refuseRedirect(url, address, target, redirects);
        if (target.origin !== address.origin) own = {};
        address = target;
      }
    },
    close: () => agent.destroy(),
  };
}

function redirectTarget(
  { statusCode, headers: { location } }: Dispatcher.ResponseData,
  from: URL,
): URL | undefined {
  if (!redirectStatusCodes.includes(statusCode) || typeof location !== 'string') return undefined;
  return URL.canParse(location, from.href) ? new URL(location, from) : undefined;
}

/**
 * Refuses a redirect that is none of https or http, leads from https to http, or is one too many.
 *
 * @throws VentralError `DATA_UNAVAILABLE`
 */
export function refuseRedirect(url: string, from: URL, to: URL, redirects: number): void {
  const isHttp = to.protocol === 'https:' || to.protocol === 'http:';
  const isDowngrade = from.protocol === 'https:' && to.protocol === 'http:';
  if (isHttp && !isDowngrade && redirects < mostRedirects) return;
  const why = isDowngrade
    ? `redirects from https to ${to.origin}, where anyone on the way could change the file`
    : `redirects to ${isHttp ? `${to.origin}, and that again and again` : `${to.protocol} addresses`}`;
  throw new VentralError('DATA_UNAVAILABLE', `${url} ${why}`);
}

/**
 * Milliseconds to wait before asking again for the n-th time; undefined where asking again is of
 * no use. The client's own rule waits as long, but does not hear of an abort meanwhile.
 */
function delayBefore(
  n: number,
  error: Error & {
    readonly code?: string;
    readonly statusCode?: number;
    readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  },
  { retries, firstDelay, longestDelay }: Patience,
): number | undefined {
  const { statusCode, code = '', headers = {} } = error;
  const isPassing =
    statusCode === undefined
      ? passingErrorCodes.includes(code)
      : passingStatusCodes.includes(statusCode);
  if (!isPassing || n > retries) return undefined;
  const stated = headers['retry-after'];
  const seconds = Number(stated);
  const asked = Number.isNaN(seconds) ? Date.parse(String(stated)) - Date.now() : seconds * 1000;
  return Math.min(asked > 0 ? asked : firstDelay * 2 ** (n - 1), longestDelay);
}
