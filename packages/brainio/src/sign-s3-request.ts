import { createHash } from 'node:crypto';
import { type AwsCredentials, findAwsCredentials } from './aws-credentials.ts';

// A request for a file has no body; its hash is signed with the rest.
const emptyHash = createHash('sha256').digest('hex');

/** Who signs, and when. */
export interface SigningSettings {
  /** @default the user's, see `findAwsCredentials` */
  readonly credentials?: AwsCredentials;
  /** @default now */
  readonly date?: Date;
}

/**
 * The headers that make a GET request to Amazon S3 one of the user's; they are good for a quarter
 * of an hour.
 *
 * Reference: Signature Version 4,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html.
 *
 * @param region of the bucket
 * @throws VentralError `DATA_UNAVAILABLE` where the user has no credentials
 */
export async function signS3Request(
  url: string,
  region: string,
  { credentials, date = new Date() }: SigningSettings = {},
): Promise<Readonly<Record<string, string>>> {
  const { AwsV4Signer } = await import('aws4fetch');
  const { accessKeyId, secretAccessKey, sessionToken } =
    credentials ?? (await findAwsCredentials());
  const signer = new AwsV4Signer({
    url,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    service: 's3',
    region,
    headers: { 'x-amz-content-sha256': emptyHash },
    datetime: date.toISOString().replace(/[:-]|\.\d{3}/g, ''),
  });
  const { headers } = await signer.sign();
  return Object.fromEntries(headers);
}
