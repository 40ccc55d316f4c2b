import { VentralError } from '@ventral/errors';

/** What S3 said, as the clients of its makers hand it on. */
interface S3Failure {
  readonly name?: string;
  readonly Code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** The code and status of an answer, such as `NoSuchKey` and 404. */
function answerOf(error: unknown): { readonly code: string; readonly status: number } {
  const { name = '', Code = name, $metadata } = (error ?? {}) as S3Failure;
  return { code: Code, status: $metadata?.httpStatusCode ?? 0 };
}

/** Whether the object is not there; a bucket that is not there is another thing. */
export function isAbsent(error: unknown): boolean {
  const { code, status } = answerOf(error);
  return code === 'NoSuchKey' || code === 'NotFound' || (status === 404 && code !== 'NoSuchBucket');
}

/** Whether an object of this key is there already, or is being written by somebody else just now. */
export function isTaken(error: unknown): boolean {
  const { code, status } = answerOf(error);
  return code === 'PreconditionFailed' || status === 412;
}

/** Says what S3 said, and what to do. */
export function s3Error(error: unknown, address: string): unknown {
  if (error instanceof VentralError) return error;
  const { code, status } = answerOf(error);
  const said = (error as Error)?.message ?? String(error);
  const named = said.includes(code) ? said : `${code}: ${said}`;
  const message = `The store ${address}: ${named}${status > 0 ? ` (status ${status})` : ''}`;
  return new VentralError('STORE_UNUSABLE', message, { hint: hintOf(code, status), cause: error });
}

const hints: readonly (readonly [RegExp, string])[] = [
  [
    /Expired|RequestTimeTooSkewed/,
    'Get new credentials (aws sso login, or new keys), check the clock, then run the same command again: what is made is kept.',
  ],
  [
    /CredentialsProvider|Credentials|Could not load/,
    'Give credentials as every AWS program takes them: AWS_PROFILE, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the role of the machine.',
  ],
  [
    /InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken/,
    'Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE; and AWS_ENDPOINT_URL_S3, if the bucket is not of AWS.',
  ],
  [
    /NoSuchBucket/,
    'Make the bucket first, or correct its name; of a server other than AWS, name that with AWS_ENDPOINT_URL_S3.',
  ],
  [
    /Region|PermanentRedirect|AuthorizationHeaderMalformed/,
    'Name the region of the bucket with AWS_REGION.',
  ],
  [
    /AccessDenied|Forbidden|AllAccessDisabled/,
    'The user needs s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload below the prefix, and s3:ListBucket of the bucket.',
  ],
  [
    /Quota|TooLarge|StorageFull|InsufficientStorage/,
    'Make room in the bucket, or raise its quota, then run the same command again: what is made is kept.',
  ],
];

function hintOf(code: string, status: number): string {
  const found = hints.find(([pattern]) => pattern.test(code));
  if (found !== undefined) return found[1];
  if (status === 403) return hintOf('AccessDenied', 0);
  return 'Check that the server is reached: AWS_ENDPOINT_URL_S3, AWS_REGION and the network.';
}
