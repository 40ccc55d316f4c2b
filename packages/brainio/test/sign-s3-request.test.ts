import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { findAwsCredentials } from '../src/aws-credentials.ts';
import { signS3Request } from '../src/sign-s3-request.ts';
import { makeFolder } from './temporary-folder.ts';

// The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html.
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const date = new Date('2013-05-24T00:00:00Z');

describe('signS3Request', () => {
  it.each([
    ['?lifecycle', 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
    ['?max-keys=2&prefix=J', '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
  ])("gives the signature of Amazon's example %s", async (query, signature) => {
    const url = `https://examplebucket.s3.amazonaws.com/${query}`;
    expect(await signS3Request(url, 'us-east-1', { credentials, date })).toEqual({
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, ' +
        `SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signature}`,
      'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-amz-date': '20130524T000000Z',
    });
  });

  it('signs the token of temporary credentials too', async () => {
    const temporary = { ...credentials, sessionToken: 'a-token' };
    const headers = await signS3Request('https://a.s3.amazonaws.com/b', 'us-east-2', {
      credentials: temporary,
      date,
    });
    expect(headers['x-amz-security-token']).toBe('a-token');
    expect(headers.authorization).toContain('x-amz-date;x-amz-security-token');
  });
});

describe('findAwsCredentials', () => {
  const shared = `
[default]
aws_access_key_id = AKIADEFAULT
aws_secret_access_key = de/fault+secret=

# a comment
[lab.vision]
aws_access_key_id=AKIALAB
aws_secret_access_key=lab-secret
aws_session_token=lab-token
`;
  const config = `
[profile sso]
sso_session = lab
[profile older]
aws_access_key_id = AKIAOLDER
aws_secret_access_key = older-secret
`;

  async function find(environment: NodeJS.ProcessEnv) {
    await using folder = await makeFolder();
    const [credentialsFile, configFile] = [folder.file('credentials'), folder.file('config')];
    await writeFile(credentialsFile, shared);
    await writeFile(configFile, config);
    return await findAwsCredentials({
      AWS_SHARED_CREDENTIALS_FILE: credentialsFile,
      AWS_CONFIG_FILE: configFile,
      ...environment,
    });
  }

  it('takes the environment first', async () => {
    const environment = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'secret' };
    expect(await find(environment)).toEqual({ accessKeyId: 'AKIAENV', secretAccessKey: 'secret' });
    expect(await find({ ...environment, AWS_SESSION_TOKEN: 'token' })).toMatchObject({
      sessionToken: 'token',
    });
  });

  it.each([
    [undefined, { accessKeyId: 'AKIADEFAULT', secretAccessKey: 'de/fault+secret=' }],
    [
      'lab.vision',
      { accessKeyId: 'AKIALAB', secretAccessKey: 'lab-secret', sessionToken: 'lab-token' },
    ],
    ['older', { accessKeyId: 'AKIAOLDER', secretAccessKey: 'older-secret' }],
  ])('takes the profile %s of the shared files', async (profile, expected) => {
    expect(await find(profile === undefined ? {} : { AWS_PROFILE: profile })).toEqual(expected);
  });

  it('says how to give them where there are none', async () => {
    await expect(find({ AWS_PROFILE: 'sso' })).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining("keys of the profile 'sso' in ~/.aws"),
      hint: expect.stringContaining('aws configure export-credentials'),
    });
  });
});
