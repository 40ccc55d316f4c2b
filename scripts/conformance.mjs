// @ts-check
/** The conformance suite of @ventral/testkit, run on a package that is installed somewhere. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { capture, workspaceFolder } from './workspace.mjs';

/**
 * Tries every plugin of a package by the suite of this workspace. Needs no test file of the package,
 * and a built workspace.
 *
 * @param {string} name of the package
 * @param {string} project where it is installed; a test file is written there
 * @returns {Promise<string[]>} the rules that its plugins break, each with what was found
 */
export async function brokenRules(name, project) {
  const testkit = join(workspaceFolder, 'packages/testkit/dist/index.js');
  writeFileSync(
    join(project, 'conformance.test.mjs'),
    `import { checkPlugin } from ${JSON.stringify(pathToFileURL(testkit).href)};
import * as exported from ${JSON.stringify(name)};

for (const member of Object.values(exported).flat()) {
  if (member?.apiVersion !== undefined) checkPlugin(member);
}
`,
  );
  const resultsPath = join(project, 'conformance.json');
  const { stderr } = await capture(
    join(workspaceFolder, 'node_modules/.bin/vitest'),
    [
      ...['run', '--root', project, '--testTimeout', '600000'],
      ...['--reporter=json', `--outputFile=${resultsPath}`],
    ],
    { cwd: project },
  );
  const results = existsSync(resultsPath) ? JSON.parse(readFileSync(resultsPath, 'utf8')) : {};
  const files = /** @type {any[]} */ (results.testResults ?? []);
  const tests = files.flatMap((file) => file.assertionResults);
  if (tests.length === 0) {
    return [files.map(({ message }) => message).join('\n') || `no test ran: ${stderr}`];
  }
  return tests
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0].split('\n')[0]}`);
}
