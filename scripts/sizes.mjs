// @ts-check
/**
 * Writes docs/package-sizes.md (`node scripts/sizes.mjs`), and checks that every package carries
 * its own code alone, and little of it.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { list } from 'tar';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { capture, workspaceFolder } from './workspace.mjs';

const limits = { '@ventral/core': 75_000, '@ventral/model-basenet': 500_000 };
const defaultLimit = 1_000_000;
const required = ['LICENSE', 'README.md', 'package.json'];
const allowed = /^(LICENSE|README\.md|CHANGELOG\.md|package\.json|(bin|dist|src)\/.+)$/;
// What a package may hold beside them: the templates of new plugins are its work, and so is a small
// network that its own script trained on images of our making.
const alsoAllowed = {
  'create-ventral-plugin': /^templates\//,
  '@ventral/model-basenet': /^weights\/basenet\.bin$/,
};
const weightsOrData = /\.(onnx|pb|pth?|safetensors|bin|npy|npz|h5|hdf5|nc|mat|zip|png|jpe?g)$/i;

/** @typedef {{ name: string, packed: number, unpacked: number, files: string[] }} PackedPackage */

/** @returns {Promise<PackedPackage[]>} the packages as they would be published, largest first */
async function packAll() {
  const folder = mkdtempSync(join(tmpdir(), 'ventral-pack-'));
  try {
    const pnpm = join(workspaceFolder, 'node_modules/.bin/pnpm');
    const args = ['--recursive', 'pack', '--json', '--pack-destination', folder];
    const { code, stdout, stderr } = await capture(pnpm, args);
    if (code !== 0) throw new Error(`Packing failed:\n${stdout}${stderr}`);
    const packed = /** @type {{ name: string, filename: string }[]} */ (JSON.parse(stdout));
    return packed
      .filter(({ name }) => name !== '@ventral/testing')
      .map(({ name, filename }) => ({ name, packed: statSync(filename).size, ...read(filename) }))
      .sort((a, b) => b.packed - a.packed);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} tarball */
function read(tarball) {
  let unpacked = 0;
  /** @type {string[]} */
  const files = [];
  list({
    file: tarball,
    sync: true,
    onReadEntry: ({ path, size }) => {
      files.push(path.replace(/^package\//, ''));
      unpacked += size;
    },
  });
  return { unpacked, files };
}

/** @returns {Promise<string[]>} what is wrong */
export async function checkSizes() {
  return (await packAll()).flatMap(({ name, packed, files }) => {
    const limit = limits[/** @type {keyof typeof limits} */ (name)] ?? defaultLimit;
    const also = alsoAllowed[/** @type {keyof typeof alsoAllowed} */ (name)];
    const own = files.filter((file) => also === undefined || !also.test(file));
    return [
      ...(packed < limit ? [] : [`is ${packed} bytes packed; the limit is ${limit}`]),
      ...required.filter((file) => !files.includes(file)).map((file) => `lacks ${file}`),
      ...own.filter((file) => !allowed.test(file)).map((file) => `holds ${file}`),
      ...own.filter((file) => weightsOrData.test(file)).map((file) => `carries ${file}`),
    ].map((problem) => `${name} ${problem}`);
  });
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1);
}

async function writeSizes() {
  const packages = await packAll();
  const rows = packages.map(
    ({ name, packed, unpacked }) => `| ${name} | ${kilobytes(packed)} | ${kilobytes(unpacked)} |`,
  );
  const total = packages.reduce((sum, { packed }) => sum + packed, 0);
  const text = `# Package sizes

Written by \`node scripts/sizes.mjs\`; kB of 1000 bytes, code, types and sources. \`npm run
check\` refuses a core of more than 75 kB, any package of 1 MB or more, and data or weights in a package:
only @ventral/model-basenet carries any, those of the small network that its own script trained.

| package | packed | unpacked |
| --- | ---: | ---: |
${rows.join('\n')}

${packages.length} packages, ${kilobytes(total)} kB packed in all.
`;
  writeFileSync(join(workspaceFolder, 'docs/package-sizes.md'), text);
}

if (process.argv[1] === import.meta.filename) {
  await setUp();
  await build();
  await writeSizes();
}
