// @ts-check
/**
 * The end-to-end test of contributing: one stranger begins packages outside the workspace, tests and
 * publishes them; another finds, adds and scores with them.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createStranger } from './stranger.mjs';

const metric = { package: 'ventral-plugin-metric-e2e-overlap', id: 'e2e-overlap' };
const benchmark = { package: '@stranger/ventral-benchmark-e2e', id: 'e2e-gratings' };

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
  const sources = [metric.package, 'ventral-benchmark-e2e'].map((name) => join(work, name));
  await step('npm create ventral-plugin begins a metric and a benchmark', async () => {
    const create = ['npm', 'create', '--yes', 'ventral-plugin'];
    await author.succeed(work, [...create, 'metric', metric.id]);
    const named = ['benchmark', benchmark.id, '--', '--package', benchmark.package];
    await author.succeed(work, [...create, ...named]);
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
  await step('somebody else installs ventral and a model', async () => {
    const install = ['npm', 'install', '--ignore-scripts', 'ventral', '@ventral/model-pixels'];
    await user.succeed(project, install);
  });
  await step('ventral search finds what strangers publish', async () => {
    for (const [kind, name] of [
      ['metric', metric.package],
      ['benchmark', benchmark.package],
    ]) {
      const search = ['search', '--npm', '--kind', `${kind}`, 'e2e', '--json'];
      const { stdout } = await user.succeed(project, [...ventral, ...search]);
      const found = /** @type {{ name: string }[]} */ (JSON.parse(stdout));
      assert.deepEqual(
        found.map((each) => each.name),
        [name],
      );
    }
  });
  await step('ventral add installs it, and shows what it brings', async () => {
    const line = [...ventral, 'add', metric.package, benchmark.package];
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
  return { metric, benchmark, benchmarkSource: sources[1] ?? '', project, author, user };
}
