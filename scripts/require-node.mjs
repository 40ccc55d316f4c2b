// @ts-check
/**
 * Ends the process where Node is too old for the workspace, and says so. Imported before all else, by
 * what every script imports; it has to be understood by Node versions that are too old for the rest.
 */
import { readFileSync } from 'node:fs';

const path = new URL('../package.json', import.meta.url);
const needed = JSON.parse(readFileSync(path, 'utf8')).engines.node.replace('>=', '');
const [major, minor] = process.versions.node.split('.').map(Number);
const [leastMajor, leastMinor] = needed.split('.').map(Number);
if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
  console.error(
    `This needs Node ${needed} or newer; this is Node ${process.versions.node}.\n` +
      'Install a newer one from https://nodejs.org, or choose it with your version manager.',
  );
  process.exit(1);
}
