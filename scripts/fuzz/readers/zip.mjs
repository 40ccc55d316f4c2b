// @ts-check
import { openZip } from '../../../packages/files/dist/index.js';
import { makeZip } from '../samples.mjs';

export async function samples() {
  const text = Buffer.from('V4 responds to curvature. '.repeat(100));
  const noise = Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 7919) % 251));
  return {
    'archive.zip': await makeZip({ 'images/a.txt': text, 'b.bin': noise, empty: Buffer.of() }),
  };
}

/** @param {string} path */
export async function read(path) {
  const zip = await openZip(path);
  for (const { name } of zip.entries) await zip.read(name);
}
