#!/usr/bin/env node
// A file that exists before the first build: package managers link commands when they install. It has to be
// understood by Node versions that are too old for the rest.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 20 || (major === 20 && minor >= 19)) {
  import('../dist/index.js').then(({ main }) => main(process.argv.slice(2)));
} else {
  console.error(
    'DEPENDENCY_MISSING: create-ventral-plugin needs Node 20.19 or newer; this is Node ' +
      process.versions.node +
      '.\nInstall a newer one from https://nodejs.org, or choose it with your version manager.',
  );
  process.exitCode = 1;
}
