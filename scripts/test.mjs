// @ts-check
/**
 * `npm test`: sets up, builds and runs the tests, but for those that only CI runs each time (vitest's
 * project `full`); `npm test -- --full` runs those as well. Other arguments go to vitest: with a path, the
 * tests there are run, all of them.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { runTool, workspaceFolder } from './workspace.mjs';

/**
 * Runs the tests, shows how each went, and counts them.
 *
 * @param {readonly string[]} args of vitest
 * @returns {Promise<{ code: number, passed: number, failed: number, skipped: number }>} `code`: 0
 * where all is well, errors outside of tests included
 */
export async function runTests(args) {
  await setUp();
  // The tests of the command line run the built command, as its users do.
  await build();
  const resultsPath = join(workspaceFolder, 'node_modules/.ventral-test-results.json');
  rmSync(resultsPath, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultsPath}`];
  const code = await runTool('vitest', ['run', ...reporters, ...args]);
  const results = JSON.parse(readFileSync(resultsPath, 'utf8'));
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = results;
  // A file may fail outside of its tests, such as in a hook; that counts as one.
  const brokenFiles = testResults.filter(
    (/** @type {{ status: string, assertionResults: { status: string }[] }} */ file) =>
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  const failed = numFailedTests + brokenFiles.length;
  return { code, passed: numPassedTests, failed, skipped: numPendingTests };
}

if (process.argv[1] === import.meta.filename) {
  const given = process.argv.slice(2);
  const { code, passed, failed, skipped } = await runTests(
    given.length === 0 ? ['--project=!full'] : given.filter((argument) => argument !== '--full'),
  );
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = code;
}
