// @ts-check
/**
 * What CI runs: every check, then the tests and the end-to-end test. Its last line counts both:
 * `N passed, N failed`.
 */
import { runEndToEnd } from './e2e.mjs';
import { runTests } from './test.mjs';
import { run } from './workspace.mjs';

const checked = await run(process.execPath, ['scripts/check.mjs']);
if (checked !== 0) process.exit(checked);
const tests = await runTests([]);
console.log('\n— end to end');
const steps = await runEndToEnd();
const passed = tests.passed + steps.passed;
const failed = tests.failed + steps.failed;
console.log(
  `\n${tests.passed} tests and ${steps.passed} steps pass; ${tests.skipped} are skipped.`,
);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = tests.code === 0 && failed === 0 ? 0 : 1;
