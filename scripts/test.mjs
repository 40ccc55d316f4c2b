// @ts-check
/** `npm test`: sets up, builds and runs the tests. Arguments go to vitest. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { runTool, workspaceFolder } from './workspace.mjs';

await setUp();
// The tests of the command line run the built command, as its users do.
await build();
const resultsPath = join(workspaceFolder, 'node_modules/.ventral-test-results.json');
rmSync(resultsPath, { force: true });
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultsPath}`];
process.exitCode = await runTool('vitest', ['run', ...reporters, ...process.argv.slice(2)]);
const results = JSON.parse(readFileSync(resultsPath, 'utf8'));
const { numPassedTests, numFailedTests, numPendingTests } = results;
console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
