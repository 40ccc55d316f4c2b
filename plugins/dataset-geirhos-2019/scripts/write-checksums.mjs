// @ts-check
/**
 * Writes src/generated/checksums.json, the sha256 of every file by folder and name, from a list
 * that was made in a checkout of the pinned commit of rgeirhos/texture-vs-shape:
 *
 *     git ls-files stimuli/{edges,filled-silhouettes,style-transfer-preprocessed-512} \
 *       raw-data/{edge,silhouette-filled,style-transfer-512-nomask}-experiment/'*subject*' |
 *       xargs sha256sum > LIST
 *     node scripts/write-checksums.mjs LIST
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';

const [list = 'LIST'] = process.argv.slice(2);
/** @type {Record<string, Record<string, string>>} */
const folders = {};
for (const line of readFileSync(list, 'utf8').trimEnd().split('\n')) {
  const [, digest, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
  if (digest === undefined || path === undefined) throw new Error(`No checksum: '${line}'`);
  const { dir, base } = posix.parse(path);
  folders[dir] ??= {};
  folders[dir][base] = digest;
}
const target = new URL('../src/generated/checksums.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(folders, undefined, 1)}\n`);
