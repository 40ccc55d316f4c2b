// @ts-check
/** The end-to-end test of records: verified by the packages they name, and long after. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {import('./contribution.mjs').Contribution} contribution
 * @param {(name: string, check: () => unknown) => Promise<void>} step
 */
export async function checkPinnedRecords(contribution, step) {
  const { benchmark, benchmarkSource, project, author, user } = contribution;
  const recordPath = join(project, 'record.json');
  const verifyElsewhere = async (/** @type {string} */ where) => {
    const empty = user.makeFolder(where);
    const options = ['--install', '--yes', '--json', '--cache', join(empty, 'cache')];
    const line = ['npx', '--yes', '--ignore-scripts', 'ventral', 'verify', recordPath, ...options];
    const { stdout } = await user.succeed(empty, line);
    rmSync(empty, { recursive: true });
    return JSON.parse(stdout);
  };

  await step('a record of published packages names what npm says of each', async () => {
    const line = ['score', 'pixels', benchmark.id, '--layer', 'pixels', '--output', recordPath];
    await user.succeed(project, ['npx', 'ventral', ...line]);
    const { packages, integrity } = JSON.parse(readFileSync(recordPath, 'utf8')).environment;
    assert.equal(packages[benchmark.package], '0.1.0');
    assert.deepEqual(Object.keys(integrity).sort(), Object.keys(packages).sort());
  });
  await step('ventral verify --install, in an empty folder, says equal', async () => {
    const verified = await verifyElsewhere('empty');
    assert.deepEqual([verified.verdict, verified.differences], ['equal', []]);
  });
  await step('the benchmark is superseded by one that scores differently', async () => {
    replace(join(benchmarkSource, 'package.json'), '"version": "0.1.0"', '"version": "1.0.0"');
    replace(join(benchmarkSource, 'package.json'), '"scoreVersion": 1', '"scoreVersion": 2');
    const code = join(benchmarkSource, 'src', `${benchmark.id}.ts`);
    replace(code, 'alpha: 1 },', 'alpha: 100 },\n  scoreVersion: 2,');
    await author.succeed(benchmarkSource, ['npm', 'publish', '--access', 'public']);
    const outdated = await user.succeed(project, ['npx', 'ventral', 'outdated']);
    assert.match(outdated.stdout, new RegExp(benchmark.id));
    const newest = `${benchmark.package}@1.0.0`;
    await user.succeed(project, ['npm', 'install', '--ignore-scripts', newest]);
  });
  await step('ventral verify, with the new one installed, names the package', async () => {
    const line = ['npx', 'ventral', 'verify', recordPath, '--json'];
    const { code, stdout } = await user.run(project, line);
    const { verdict, differences } = JSON.parse(stdout);
    assert.deepEqual([code, verdict], [1, 'different']);
    const kinds = differences.map((/** @type {{ kind: string }} */ { kind }) => kind);
    for (const kind of ['package', 'option', 'number']) assert.ok(kinds.includes(kind), stdout);
  });
  await step('ventral verify --install still says equal', async () => {
    const verified = await verifyElsewhere('later');
    assert.deepEqual([verified.verdict, verified.differences], ['equal', []]);
  });
}

/**
 * @param {string} path
 * @param {string} before has to be there
 * @param {string} after
 */
function replace(path, before, after) {
  const text = readFileSync(path, 'utf8');
  assert.ok(text.includes(before), `${path} has no ${before}`);
  writeFileSync(path, text.replace(before, after));
}
