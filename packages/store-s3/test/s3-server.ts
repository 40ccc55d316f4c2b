import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { makeFolder } from '@ventral/testing';

/** A server of S3 on this machine, with one bucket, `lab`. */
export interface S3Server extends AsyncDisposable {
  /** For every AWS program. */
  readonly environment: Readonly<Record<string, string>>;
  /** Method and path of each request so far. */
  readonly asked: readonly string[];
  /** Answers everything with an error, until it is told to answer as it is. */
  answerWith(answer: { readonly status: number; readonly code: string } | undefined): Promise<void>;
  /** Answers so many more puts of a key, and no other, until it is told to answer as it is. */
  holdPuts(hold: { readonly key: string; readonly after: number } | undefined): Promise<void>;
}

/**
 * Starts s3rver on a free port, in a temporary folder.
 *
 * @param conditional whether it honours `If-None-Match: *` of puts, which s3rver by itself disregards
 */
export async function openS3Server({ conditional }: { conditional: boolean }): Promise<S3Server> {
  const folder = await makeFolder();
  const program = join(import.meta.dirname, 's3-server-process.mjs');
  const child = fork(program, [folder.path, String(conditional)], {
    execArgv: ['--openssl-legacy-provider'],
  });
  const asked: string[] = [];
  const told = <Key extends string>(key: Key) =>
    new Promise<unknown>((resolve, reject) => {
      const hear = (message: Partial<Record<Key, unknown>>) => {
        if (message[key] === undefined) return;
        child.off('message', hear).off('exit', fail);
        resolve(message[key]);
      };
      const fail = (code: number | null) => reject(new Error(`s3rver ended with code ${code}.`));
      child.on('message', hear).once('exit', fail);
    });
  child.on('message', (message: { asked?: string }) => {
    if (message.asked !== undefined) asked.push(message.asked);
  });
  const port = await told('port');
  const tell = async (what: object) => {
    const done = told('done');
    child.send(what);
    await done;
  };
  return {
    environment: {
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
      ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' },
    },
    asked,
    answerWith: (answer) => tell({ answer }),
    holdPuts: (hold) => tell({ hold }),
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
      await folder[Symbol.asyncDispose]();
    },
  };
}
