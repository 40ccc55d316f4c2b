import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { VentralError } from '@ventral/errors';

/** What proves to Amazon Web Services who asks. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials only. */
  readonly sessionToken?: string;
}

/**
 * Finds the user's credentials where the tools of Amazon Web Services look for keys: in the
 * environment, then in the shared files `credentials` and `config`.
 *
 * @throws VentralError `DATA_UNAVAILABLE` where there are none
 */
export async function findAwsCredentials(
  environment: NodeJS.ProcessEnv = process.env,
): Promise<AwsCredentials> {
  const {
    AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY,
    AWS_SESSION_TOKEN,
    AWS_PROFILE: profile = 'default',
    AWS_SHARED_CREDENTIALS_FILE = join(homedir(), '.aws', 'credentials'),
    AWS_CONFIG_FILE = join(homedir(), '.aws', 'config'),
  } = environment;
  const found =
    toCredentials(AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN) ??
    (await readProfile(AWS_SHARED_CREDENTIALS_FILE, profile)) ??
    (await readProfile(AWS_CONFIG_FILE, profile === 'default' ? profile : `profile ${profile}`));
  if (found !== undefined) return found;
  throw new VentralError(
    'DATA_UNAVAILABLE',
    'the file is private, and there are no AWS credentials to ask for it with: neither ' +
      `AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY nor keys of the profile '${profile}' in ~/.aws`,
    {
      hint:
        'Ask the owners of the data for access. Credentials of a login, a role or a process are ' +
        'taken from the environment: eval "$(aws configure export-credentials --format env)"',
    },
  );
}

async function readProfile(path: string, section: string): Promise<AwsCredentials | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw new VentralError('FILE_UNREADABLE', `${path} cannot be read: ${error.message}.`, {
      cause: error,
    });
  });
  if (text === undefined) return undefined;
  const { parse } = await import('ini');
  // Sections whose names hold dots are parsed as sections within sections.
  const keys = section
    .split('.')
    .reduce<Readonly<Record<string, unknown>> | undefined>(
      (within, part) => within?.[part] as Readonly<Record<string, unknown>> | undefined,
      parse(text),
    );
  return toCredentials(
    keys?.aws_access_key_id,
    keys?.aws_secret_access_key,
    keys?.aws_session_token,
  );
}

function toCredentials(
  accessKeyId: unknown,
  secretAccessKey: unknown,
  sessionToken: unknown,
): AwsCredentials | undefined {
  if (!isKey(accessKeyId) || !isKey(secretAccessKey)) return undefined;
  return { accessKeyId, secretAccessKey, ...(isKey(sessionToken) ? { sessionToken } : {}) };
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
