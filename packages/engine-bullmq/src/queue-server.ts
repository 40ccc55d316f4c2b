import { isVentralError, VentralError } from '@ventral/errors';
import { createPostgresBackend, createRedisBackend } from 'bullmq';

/** A server that keeps queues: where it is, and how BullMQ connects to it. */
export interface QueueServer {
  /** Without the password: for people, and to be kept. */
  readonly address: string;
  readonly backend: typeof createRedisBackend;
  /**
   * What BullMQ connects with.
   *
   * @param isPatient whether to wait for a server that is away for as long as it takes
   */
  connection(isPatient: boolean): object;
  /** What went wrong there, without the password. */
  problem(error: unknown): VentralError;
}

// A try to connect, and the silence after which a connection counts as dead: networks drop some unseen.
const patience = 5000;
const longestSilence = 30_000;

/**
 * The server that an address names: `redis://` or `rediss://`, which Valkey takes as well, or `postgres://`.
 *
 * @throws VentralError `OPTION_INVALID`
 */
export function queueServer(address: string): QueueServer {
  // The address itself stands in no message: it may hold a password.
  if (!URL.canParse(address)) {
    throw new VentralError('OPTION_INVALID', 'The address of the queue is no URL.', {
      hint: 'Write redis://HOST or postgres://USER@HOST/DATABASE; of a password, encode signs such as / or #.',
    });
  }
  const shown = new URL(address);
  const passwords = [shown.password, shown.searchParams.get('password') ?? ''];
  Object.assign(shown, { password: '', search: '', hash: '' });
  const hide = (text: string) =>
    [...passwords, ...passwords.map(decodeURIComponent)]
      .filter((password) => password !== '')
      .reduce((hidden, password) => hidden.replaceAll(password, '…'), text);
  const isRedis = /^rediss?:$/.test(shown.protocol);
  return {
    address: shown.href,
    // Queues take either; their types are those of one.
    backend: isRedis
      ? createRedisBackend
      : (createPostgresBackend as unknown as typeof createRedisBackend),
    connection: (isPatient) =>
      isRedis
        ? {
            url: address,
            connectTimeout: patience,
            // A worker's connections say something every 10 s; its clients have been seen to wait for ever.
            socketTimeout: isPatient ? longestSilence / 2 : longestSilence,
            maxRetriesPerRequest: isPatient ? null : 5,
            retryStrategy: (times: number) => Math.min(200 * times, 3000),
          }
        : {
            connectionString: address,
            connectionTimeoutMillis: patience,
            query_timeout: longestSilence,
            keepAlive: true,
            keepAliveInitialDelayMillis: longestSilence / 3,
            max: 4,
          },
    problem(error) {
      if (isVentralError(error)) return error;
      const { message, code } = error as NodeJS.ErrnoException;
      // What Node says of a host with several addresses has a code alone.
      const why = hide(message || code || String(error));
      return new VentralError('ENGINE_UNAVAILABLE', `The queue at ${shown.href}: ${why}`, {
        hint: 'Check that the server runs, that this machine reaches it, and the user and password.',
      });
    },
  };
}
