// @ts-check
/** Valid files to damage: those of the tests, and made ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { workspaceFolder } from '../workspace.mjs';

/** A project with benchmarks of its own: sixty gratings and six simulated units. */
export const projectFolder = join(workspaceFolder, 'packages/cli/test/fixtures/project');

/** A small network, 32 x 32 pixels. */
export const network = readFileSync(
  join(workspaceFolder, 'packages/cli/test/fixtures/small_convnet.onnx'),
);

/**
 * The files of a folder of fixtures.
 *
 * @param {string} folder relative to the workspace
 * @param {readonly string[]} extensions
 * @returns {Record<string, Uint8Array>}
 */
export function fixtures(folder, extensions) {
  const path = join(workspaceFolder, folder);
  const names = readdirSync(path).filter((name) => extensions.includes(extname(name)));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(path, name))]));
}

/**
 * Requires what a package has among its dependencies.
 *
 * @param {string} folder of the package, relative to the workspace
 * @param {string} name
 */
export function requireFrom(folder, name) {
  return createRequire(join(workspaceFolder, folder, 'package.json'))(name);
}

/**
 * @param {Readonly<Record<string, Uint8Array>>} files by name
 * @returns {Promise<Buffer>}
 */
export async function makeZip(files) {
  const { ZipFile } = requireFrom('packages/files', 'yazl');
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(bytes), name, { mtime: new Date(2020, 0, 1) });
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** @param {unknown} value */
export function json(value) {
  return Buffer.from(JSON.stringify(value, undefined, 2));
}
