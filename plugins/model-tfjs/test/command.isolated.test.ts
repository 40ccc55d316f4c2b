import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeReference, referencePath } from '@ventral/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { smallNetwork, writeLayers } from './made-network.ts';

const workspace = join(import.meta.dirname, '../../..');

describeReference('ventral, with a model.json', 'data/SHA256SUMS', () => {
  let folder: string;
  let file: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ventral-model-tfjs-'));
    file = await writeLayers(join(folder, 'small'), smallNetwork);
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function ventral(...args: readonly string[]): Promise<string> {
    const command = join(workspace, 'packages/cli/bin/ventral.js');
    const { stdout } = await promisify(execFile)(process.execPath, [command, ...args], {
      cwd: workspace,
      env: {
        ...process.env,
        VENTRAL_OFFLINE: '1',
        VENTRAL_CACHE: join(folder, 'cache'),
        VENTRAL_MIRROR: referencePath('data'),
      },
    });
    return stdout;
  }

  it('lists its layers', async () => {
    const { layers } = JSON.parse(await ventral('layers', file, '--json'));
    expect(layers.map(({ name }: { name: string }) => name)).toContain('pool');
  });

  it('scores it, and records what computed', async () => {
    const options = ['--preprocessing', 'tf', '--layer', 'pool', '--json'];
    const record = JSON.parse(
      await ventral('score', file, 'Cowley2023.V4.210325-ridge', ...options),
    );
    expect(record.model).toMatchObject({
      id: 'small',
      layer: 'pool',
      file: { name: 'model.json' },
    });
    expect(record.score.notes).toContainEqual(expect.stringMatching(/^TensorFlow\.js .* wasm/));
    expect(record.environment.packages).toHaveProperty('@tensorflow/tfjs');
  });

  it('is told by doctor what would compute', async () => {
    expect(await ventral('doctor')).toMatch(/TensorFlow\.js +TensorFlow\.js \d.*, back end wasm/);
  });
});
