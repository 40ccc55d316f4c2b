import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { VentralError } from '@ventral/errors';
import { explainWriteError } from '@ventral/files';
import { requireKey, type Store } from '@ventral/runs';
import { isAbsent, isTaken, s3Error } from './s3-error.ts';

/**
 * Opens a store in a bucket. Region, endpoint and credentials are those of every AWS program: `AWS_REGION`,
 * `AWS_ENDPOINT_URL_S3`, `AWS_PROFILE`, `AWS_ACCESS_KEY_ID`, the role of the machine.
 *
 * What is added is put on the condition that it is not there (`If-None-Match: *`): of two writers one wins.
 * Some servers disregard that. The store finds out once, and then looks before it puts: of two that write
 * one key in the same moment the later one stays, whole; both made it from the same cell.
 *
 * @param address `s3://bucket` or `s3://bucket/prefix`
 * @throws VentralError `OPTION_INVALID` for another address; `STORE_UNUSABLE` with what S3 said
 */
export async function openS3Store(address: string): Promise<Store> {
  const { bucket, prefix } = parseAddress(address);
  const client = new S3Client({
    // A path, not a host name, is what servers at a name or address of their own understand.
    forcePathStyle: isElsewhere(),
    // Older servers refuse the newer checksums; records and networks have hashes of their own.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const objectOf = (key: string) => ({ Bucket: bucket, Key: `${prefix}${requireKey(key)}` });
  const failing = (error: unknown): never => {
    throw s3Error(error, address);
  };
  const exists = async (key: string): Promise<boolean> => {
    try {
      await client.send(new HeadObjectCommand(objectOf(key)));
      return true;
    } catch (error) {
      if (isAbsent(error)) return false;
      throw error;
    }
  };
  let honours: Promise<boolean> | undefined;
  let isSaid = false;
  const honoursConditions = async () => {
    honours ??= probe(client, objectOf(`probe/${randomUUID()}`)).catch((error) => {
      honours = undefined;
      throw error;
    });
    const isHonoured = await honours;
    if (!isHonoured && !isSaid) {
      isSaid = true;
      process.emitWarning(
        `The server of ${address} disregards conditions of puts: of two that add one record in the same ` +
          'moment the later one stays.',
      );
    }
    return isHonoured;
  };
  /** Puts what is not there. @returns whether it was not */
  const addOnce = async (
    key: string,
    put: (condition: { readonly IfNoneMatch?: '*' }) => Promise<unknown>,
  ): Promise<boolean> => {
    try {
      if (await honoursConditions()) await put({ IfNoneMatch: '*' });
      else if (await exists(key)) return false;
      else await put({});
      return true;
    } catch (error) {
      return isTaken(error) ? false : failing(error);
    }
  };
  return {
    address,
    async read(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand(objectOf(key)));
        return await Body?.transformToByteArray();
      } catch (error) {
        return isAbsent(error) ? undefined : failing(error);
      }
    },
    add: (key, content) =>
      addOnce(key, (condition) => {
        const put = {
          ...objectOf(key),
          ...condition,
          Body: content,
          ContentLength: content.length,
        };
        return client.send(new PutObjectCommand(put));
      }),
    async write(key, content) {
      const put = { ...objectOf(key), Body: content, ContentLength: content.length };
      await client.send(new PutObjectCommand(put)).catch(failing);
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand(objectOf(key))).catch(failing);
    },
    async list(folder) {
      const { Bucket, Key } = objectOf(folder);
      const names = new Set<string>();
      const place = { Bucket, Prefix: `${Key}/`, Delimiter: '/' };
      try {
        for await (const page of paginateListObjectsV2({ client }, place)) {
          for (const { Key: at = '' } of page.Contents ?? []) names.add(at.slice(Key.length + 1));
          for (const { Prefix = '' } of page.CommonPrefixes ?? []) {
            names.add(Prefix.slice(Key.length + 1, -1));
          }
        }
      } catch (error) {
        failing(error);
      }
      names.delete('');
      return [...names];
    },
    addFile: async (key, path) =>
      // Before gigabytes are sent for nothing.
      (await exists(key).catch(failing))
        ? false
        : addOnce(key, async (condition) => {
            const Body = createReadStream(path);
            try {
              await new Upload({ client, params: { ...objectOf(key), ...condition, Body } }).done();
            } finally {
              Body.destroy();
            }
          }),
    async readFile(key, path) {
      const partial = `${path}.${randomUUID()}.partial`;
      try {
        const { Body } = await client.send(new GetObjectCommand(objectOf(key)));
        if (!(Body instanceof Readable)) return false;
        await pipeline(Body, createWriteStream(partial, { flags: 'wx' }));
        await rename(partial, path);
        return true;
      } catch (error) {
        return isAbsent(error) ? false : failing(explainWriteError(error, path));
      } finally {
        await rm(partial, { force: true });
      }
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
    },
  };
}

/** Whether a server refuses to put what is there: asked with one object, which is removed. */
async function probe(
  client: S3Client,
  object: { readonly Bucket: string; readonly Key: string },
): Promise<boolean> {
  const put = () =>
    client.send(new PutObjectCommand({ ...object, Body: 'probe', IfNoneMatch: '*' }));
  try {
    await put();
    await put();
    return false;
  } catch (error) {
    if (isTaken(error)) return true;
    // What a server does not know, some refuse.
    if ((error as Error).name === 'NotImplemented') return false;
    throw error;
  } finally {
    await client.send(new DeleteObjectCommand(object)).catch(() => {});
  }
}

function isElsewhere(): boolean {
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = process.env;
  return (AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL) !== undefined;
}

function parseAddress(address: string): { readonly bucket: string; readonly prefix: string } {
  const [, bucket = '', path = ''] = /^s3:\/\/([a-z\d][\w.-]+)(?:\/(.*?))?\/*$/.exec(address) ?? [];
  if (bucket === '') {
    throw new VentralError('OPTION_INVALID', `'${address}' is no address of a bucket.`, {
      hint: 'Give it as s3://BUCKET or s3://BUCKET/PREFIX.',
    });
  }
  return { bucket, prefix: path === '' ? '' : `${requireKey(path)}/` };
}
