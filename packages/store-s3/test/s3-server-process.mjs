// s3rver on a free port: node --openssl-legacy-provider s3-server-process.mjs FOLDER CONDITIONAL. The flag is
// for DES, by which it hides the names in tokens of pages.
import { rm } from 'node:fs/promises';
import S3rver from '@20minutes/s3rver';

const [directory, conditional] = process.argv.slice(2);
/** @type {{ status: number, code: string } | undefined} */
let answer;
/** @type {{ key: string, after: number } | undefined} puts of a key that are not answered, after so many */
let hold;
/** @type {Promise<unknown>} */
let last = Promise.resolve();

const server = new S3rver({
  ...{ directory, port: 0, address: '127.0.0.1', silent: true },
  // It reckons those of the bucket itself otherwise than today's clients.
  allowMismatchedSignatures: true,
  configureBuckets: [{ name: 'lab' }],
});
// By itself it removes the folders that a deletion left empty, and with them what another put wrote there since.
server.store.deleteObject = async (bucket, key) => {
  for (const resource of ['object', 'object.md5', 'metadata.json']) {
    await rm(server.store.getResourcePath(bucket, key, resource), { force: true });
  }
};
server.middleware.unshift(async (context, next) => {
  process.send?.({ asked: `${context.method} ${context.path}` });
  const refuse = (status, code) => {
    context.status = status;
    context.type = 'application/xml';
    context.body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>Said by the server</Message></Error>`;
    context.req.resume();
  };
  if (hold && context.method === 'PUT' && context.path.includes(hold.key)) {
    hold.after -= 1;
    if (hold.after < 0) return new Promise((resolve) => context.req.once('close', resolve));
  }
  if (answer) return refuse(answer.status, answer.code);
  if (conditional !== 'true' || context.headers['if-none-match'] !== '*') return next();
  // One after the other, as if each were one step.
  const before = last;
  const turn = (async () => {
    await before;
    const key = decodeURIComponent(context.path).replace(/^\/lab\//, '');
    if (await server.store.existsObject('lab', key)) refuse(412, 'PreconditionFailed');
    else await next();
  })();
  last = turn.catch(() => {});
  return turn;
});
process.on('message', (message) => {
  ({ answer, hold } = message);
  process.send?.({ done: true });
});
process.once('disconnect', () => process.exit());
const { port } = await server.run();
process.send?.({ port });
