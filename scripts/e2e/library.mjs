// @ts-check
/** The end-to-end test of the program that README.md shows, in an empty folder with what it installs. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceFolder } from '../workspace.mjs';
import { installing } from './documented-install.mjs';
import { createStranger } from './stranger.mjs';

const readme = readFileSync(join(workspaceFolder, 'README.md'), 'utf8');
const [, asked = ''] = /npm install --ignore-scripts (@ventral\/scoring .*)/.exec(readme) ?? [];
const [, program = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
const print = 'console.log(JSON.stringify(record));\n';

/**
 * @param {string} client
 * @param {import('../local-registry.mjs').LocalRegistry} registry
 * @param {string} folder to work in
 * @param {(name: string, check: () => unknown) => Promise<void>} step
 */
export async function tryLibrary(client, registry, folder, step) {
  const { makeFolder, run, succeed } = createStranger(registry, folder);
  const project = makeFolder('library');
  const cache = { VENTRAL_OFFLINE: '1', VENTRAL_CACHE: join(folder, '../rendered') };
  const recordPath = join(project, 'record.json');

  await step(`${client} installs the library and two plugins`, async () => {
    await succeed(project, [...(installing[client] ?? []), ...asked.split(' ')]);
    await writeNetwork(join(project, 'net.onnx'));
  });
  await step(`${client}: the program of README.md runs as it stands, up to the data`, async () => {
    writeFileSync(join(project, 'score.mjs'), program + print);
    const { code, stdout, stderr } = await run(project, ['node', 'score.mjs'], cache);
    // The recordings are fetched from elsewhere.
    assert.deepEqual([code, stdout], [1, ''], stderr);
    assert.match(stderr, /DATA_UNAVAILABLE/);
  });
  await step(`${client}: with data that need no network, it makes a record`, async () => {
    const simulated = '@ventral/benchmark-simulated-ventral';
    await succeed(project, [...(installing[client] ?? []), simulated]);
    const changed = program.replace('MajajHong2015public.IT-pls', 'SimulatedVentral.V4-pls');
    assert.notEqual(changed, program);
    writeFileSync(join(project, 'score.mjs'), changed + print);
    const { stdout, stderr } = await succeed(project, ['node', 'score.mjs'], cache);
    assert.equal(stderr, '');
    writeFileSync(recordPath, stdout);
    const { benchmark, score, environment } = JSON.parse(stdout);
    assert.ok(score.value > 0 && score.value < 1, `it is ${score.value}`);
    assert.match(benchmark.package, new RegExp(`^${simulated}@`));
    const { packages, integrity, program: ran } = environment;
    assert.deepEqual(Object.keys(integrity).sort(), Object.keys(packages).sort());
    assert.ok(Object.hasOwn(packages, '@ventral/scoring'));
    assert.deepEqual([packages.ventral, ran], [undefined, undefined]);
  });
  await step(`${client}: ventral verify --install, in an empty folder, says equal`, async () => {
    const line = ['npx', '--yes', '--ignore-scripts', 'ventral', 'verify', recordPath];
    const options = ['--install', '--yes', '--model', join(project, 'net.onnx'), '--json'];
    const { stdout } = await succeed(makeFolder('elsewhere'), [...line, ...options], cache);
    const { verdict, differences } = JSON.parse(stdout);
    assert.deepEqual([verdict, differences], ['equal', []]);
  });
}

/**
 * A small network with a value that is called `layer3`.
 *
 * @param {string} path
 */
async function writeNetwork(path) {
  const { encodeModel, readModel } = await import('../../packages/onnx/dist/index.js');
  const fixture = 'packages/cli/test/fixtures/small_convnet.onnx';
  const model = await readModel(join(workspaceFolder, fixture));
  const renamed = (/** @type {string} */ name) => (name === 'relu2' ? 'layer3' : name);
  for (const node of model.graph.node) {
    node.input = node.input.map(renamed);
    node.output = node.output.map(renamed);
  }
  writeFileSync(path, encodeModel(model));
}
