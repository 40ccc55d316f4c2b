// @ts-check
/**
 * The end-to-end test of contributing: one stranger begins packages outside the workspace, tests and
 * publishes them; another finds, adds and scores with them.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createStranger } from './stranger.mjs';

const metric = { package: 'ventral-plugin-metric-e2e-overlap', id: 'e2e-overlap' };
const benchmark = { package: '@stranger/ventral-benchmark-e2e', id: 'e2e-gratings' };
const reading = { package: 'ventral-plugin-benchmark-e2e-reading', id: 'e2e-reading-pearsonr' };

// A model that knows a few words, and holds the others for rare.
const arpa = [
  ...['\\data\\', 'ngram 1=8', '', '\\1-grams:', '-99\t<s>', '-1\t</s>', '-2.5\t<unk>'],
  ...['-0.7\tthe', '-0.9\tof', '-1.1\told', '-1.3\tone', '-1.6\tmorning', '', '\\end\\', ''],
].join('\n');

/** @typedef {import('./stranger.mjs').Stranger} Stranger */

/**
 * What was published, by whom, and who uses it.
 *
 * @typedef {object} Contribution
 * @property {typeof metric} metric
 * @property {typeof benchmark} benchmark
 * @property {string} benchmarkSource folder of the benchmark's package
 * @property {string} project with both installed
 * @property {Stranger} author
 * @property {Stranger} user
 */

/**
 * @param {import('../local-registry.mjs').LocalRegistry} registry
 * @param {string} folder to work in
 * @param {(name: string, check: () => unknown) => Promise<void>} step
 * @returns {Promise<Contribution>}
 */
export async function checkContribution(registry, folder, step) {
  const author = createStranger(registry, join(folder, 'author'));
  const work = author.makeFolder('work');
  const sources = [metric.package, 'ventral-benchmark-e2e', reading.package].map((name) =>
    join(work, name),
  );
  await step('npm create ventral-plugin begins a metric and two benchmarks', async () => {
    const create = ['npm', 'create', '--yes', 'ventral-plugin'];
    await author.succeed(work, [...create, 'metric', metric.id]);
    const named = ['benchmark', benchmark.id, '--', '--package', benchmark.package];
    await author.succeed(work, [...create, ...named]);
    const ofTexts = ['benchmark', 'e2e-reading', '--', '--stimuli', 'text'];
    await author.succeed(work, [...create, ...ofTexts]);
  });
  for (const source of sources) {
    const name = source.slice(work.length + 1);
    await step(`${name} installs from the registry, and its own tests pass`, async () => {
      await author.succeed(source, ['npm', 'install', '--ignore-scripts']);
      const { stdout } = await author.succeed(source, ['npm', 'test']);
      assert.match(stdout, /Tests .*passed/);
    });
    await step(`${name} is published, and cannot be published twice`, async () => {
      const line = ['npm', 'publish', '--access', 'public'];
      await author.succeed(source, line);
      assert.notEqual((await author.run(source, line)).code, 0);
    });
  }

  const user = createStranger(registry, join(folder, 'user'));
  const project = user.makeFolder('project');
  const ventral = ['npx', 'ventral'];
  await step('somebody else installs ventral and models', async () => {
    const models = ['@ventral/model-pixels', '@ventral/model-ngram'];
    await user.succeed(project, ['npm', 'install', '--ignore-scripts', 'ventral', ...models]);
  });
  await step('ventral search finds what strangers publish', async () => {
    for (const [kind, ...names] of [
      ['metric', metric.package],
      ['benchmark', benchmark.package, reading.package],
    ]) {
      const search = ['search', '--npm', '--kind', `${kind}`, 'e2e', '--json'];
      const { stdout } = await user.succeed(project, [...ventral, ...search]);
      const found = /** @type {{ name: string }[]} */ (JSON.parse(stdout));
      assert.deepEqual(found.map((each) => each.name).sort(), names.sort());
    }
  });
  await step('ventral add installs it, and shows what it brings', async () => {
    const line = [...ventral, 'add', metric.package, benchmark.package, reading.package];
    const { stdout } = await user.succeed(project, line);
    assert.match(stdout, new RegExp(`^metric ${metric.id} .*${metric.package}@0\\.1\\.0`, 'm'));
    assert.match(stdout, new RegExp(`^benchmark ${benchmark.id} `, 'm'));
  });
  await step('ventral score scores on the benchmark, and by the metric', async () => {
    const line = [...ventral, 'score', 'pixels', benchmark.id, '--layer', 'pixels', '--json'];
    const own = JSON.parse((await user.succeed(project, line)).stdout);
    assert.equal(own.benchmark.package, `${benchmark.package}@0.1.0`);
    const other = JSON.parse(
      (await user.succeed(project, [...line, '--metric', metric.id])).stdout,
    );
    assert.deepEqual(
      other.metrics.map((/** @type {any} */ each) => [each.id, each.package]),
      [[metric.id, `${metric.package}@0.1.0`]],
    );
    for (const { score } of [own, other]) assert.ok(score.value > 0 && score.value < 1);
    assert.notEqual(own.score.value, other.score.value);
  });
  await step('a model of words is scored on reading times, and one of images is not', async () => {
    writeFileSync(join(project, 'words.arpa'), arpa);
    const score = [...ventral, 'score'];
    const line = [...score, 'words.arpa', reading.id, '--json'];
    const { score: found, ...record } = JSON.parse((await user.succeed(project, line)).stdout);
    assert.equal(record.benchmark.package, `${reading.package}@0.1.0`);
    assert.ok(found.value > 0 && found.value < 1);
    const { code, stderr } = await user.run(project, [...score, 'pixels', reading.id]);
    assert.equal(code, 1);
    assert.match(stderr, /pixels takes images; e2e-reading-pearsonr shows texts/);
  });
  return { metric, benchmark, benchmarkSource: sources[1] ?? '', project, author, user };
}
