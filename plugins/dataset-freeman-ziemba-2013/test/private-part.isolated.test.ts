import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freemanZiemba2013 } from '@ventral/dataset-freeman-ziemba-2013';
import { createRunContext } from '@ventral/host';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

describe('the private part', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ventral-private-'));
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) {
      vi.stubEnv(name, undefined);
    }
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
    vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  it('is not asked for without credentials', async () => {
    const context = createRunContext({ cacheFolder: folder, mirrors: [], offline: false });
    await expect(freemanZiemba2013.load(context, 'private')).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringMatching(/stimulus_.*-private\.csv .*there are no AWS credentials/),
    });
  });

  it('is asked for in the name of the user', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    for (const { urls, authorize } of freemanZiemba2013.filesOf('private')) {
      const headers = await authorize?.(urls[0] as string);
      expect(headers?.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIATEST\//);
    }
  });
});
