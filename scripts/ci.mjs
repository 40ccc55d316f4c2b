// @ts-check
/**
 * What CI runs: every check, then the tests, a tenth of the fuzzers' cases, and the end-to-end test. Its
 * last line counts all three:
 * `N passed, N failed`.
 */
import { runEndToEnd } from './e2e.mjs';
import { nightlyCases, runFuzzers } from './fuzz.mjs';
import { runTests } from './test.mjs';
import { run } from './workspace.mjs';

const checked = await run(process.execPath, ['scripts/check.mjs']);
if (checked !== 0) process.exit(checked);
const tests = await runTests([]);
console.log('\n— fuzzers');
const fuzzed = await runFuzzers({ end: nightlyCases / 10 });
console.log('\n— end to end');
const steps = await runEndToEnd();
const passed = tests.passed + fuzzed.passed + steps.passed;
const failed = tests.failed + fuzzed.failed + steps.failed;
console.log(
  `\n${tests.passed} tests, ${fuzzed.passed} fuzzed files and ${steps.passed} steps pass; ` +
    `${tests.skipped} tests are skipped.`,
);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = tests.code === 0 && failed === 0 ? 0 : 1;
