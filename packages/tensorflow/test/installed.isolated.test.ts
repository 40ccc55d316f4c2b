import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const workspace = join(here, '../../..');

/** Runs the built package in a process of its own, and gives back what `script` prints as JSON. */
async function runScript(folder: string, script: string): Promise<Record<string, unknown>> {
  const file = join(folder, 'script.mjs');
  await writeFile(file, script);
  const { stdout } = await run(process.execPath, [file], { cwd: folder });
  return JSON.parse(stdout);
}

const loading = (options: object) => `
  const { loadTensorFlow } = await import('@ventral/tensorflow');
  const { backend, note, code, message, hint } = await loadTensorFlow(${JSON.stringify(options)})
    .catch((error) => error);
  console.log(JSON.stringify({ backend, note, code, message, hint }));
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventral-tensorflow-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A project with the built package, and of TensorFlow.js only what is named. */
async function makeProject(name: string, tensorflow: readonly string[]): Promise<string> {
  const modules = join(folder, name, 'node_modules');
  const own = join(modules, '@ventral/tensorflow');
  await mkdir(join(modules, '@tensorflow'), { recursive: true });
  await cp(join(here, '../dist'), join(own, 'dist'), { recursive: true });
  await cp(join(here, '../package.json'), join(own, 'package.json'));
  for (const other of ['core', 'errors', 'host', 'training']) {
    await symlink(join(workspace, 'packages', other), join(modules, '@ventral', other));
  }
  for (const other of tensorflow) {
    const target = join(here, '../node_modules/@tensorflow', other);
    await symlink(target, join(modules, '@tensorflow', other));
  }
  return join(folder, name);
}

describe('the package, as it is installed', () => {
  it('loads nothing of TensorFlow.js until it is asked to', async () => {
    const project = await makeProject('lazy', ['tfjs']);
    const loaded = await runScript(
      project,
      `import { createRequire } from 'node:module';
      const { cache } = createRequire(import.meta.url);
      const count = () => Object.keys(cache).filter((path) => path.includes('@tensorflow')).length;
      const { loadTensorFlow } = await import('@ventral/tensorflow');
      const imported = count();
      await loadTensorFlow();
      console.log(JSON.stringify({ imported, loaded: count() }));`,
    );
    expect(loaded.imported).toBe(0);
    expect(loaded.loaded).toBeGreaterThan(0);
  });

  it('says what to install where there is nothing', async () => {
    const project = await makeProject('nothing', []);
    expect(await runScript(project, loading({}))).toMatchObject({
      code: 'DEPENDENCY_MISSING',
      message: expect.stringContaining('@tensorflow/tfjs is not installed'),
      hint: expect.stringContaining('@tensorflow/tfjs @tensorflow/tfjs-backend-wasm'),
    });
  });

  it('takes plain JavaScript where there is no more, and says so', async () => {
    const project = await makeProject('plain', ['tfjs']);
    expect(await runScript(project, loading({ device: 'cpu' }))).toMatchObject({
      backend: 'cpu',
      note: expect.stringContaining(
        'back end cpu: @tensorflow/tfjs-node is not installed, ' +
          '@tensorflow/tfjs-backend-wasm is not installed.',
      ),
    });
  });

  it('takes the next where TensorFlow was not downloaded, and says so', async () => {
    const project = await makeProject('broken', ['tfjs', 'tfjs-backend-wasm']);
    const broken = join(project, 'node_modules/@tensorflow/tfjs-node');
    await mkdir(broken);
    await writeFile(join(broken, 'package.json'), '{ "main": "index.js" }');
    // As tfjs-node says it where its install script was not run.
    const message = 'The Node.js native addon module (tfjs_binding.node) can not be found';
    await writeFile(join(broken, 'index.js'), `throw new Error(${JSON.stringify(message)});`);
    expect(await runScript(project, loading({ device: 'cpu' }))).toMatchObject({
      backend: 'wasm',
      note: expect.stringContaining(`@tensorflow/tfjs-node cannot be loaded (${message})`),
    });
    expect(await runScript(project, loading({ backend: 'node' }))).toMatchObject({
      code: 'DEPENDENCY_MISSING',
      message: expect.stringContaining(message),
    });
  });
});
