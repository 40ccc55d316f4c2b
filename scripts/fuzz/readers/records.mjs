// @ts-check
/** Score records: read, compared with another, signed, and verified by scoring again. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeNpy } from '../../../packages/arrays/dist/index.js';
import {
  makeKeyPair,
  openProject,
  readKey,
  readRecord,
} from '../../../packages/scoring/dist/index.js';
import { json, projectFolder } from '../samples.mjs';

const project = await openProject(projectFolder, { offline: true });

/** @param {string} folder */
export async function samples(folder) {
  const values = Float32Array.from({ length: 60 * 40 }, (_, cell) => Math.sin(cell * cell));
  const model = join(folder, 'features.npy');
  writeFileSync(model, encodeNpy(values, [60, 40]));
  const record = await project.score(
    { model, benchmark: 'Gratings.V4-pls', metricOptions: { splits: 2, components: 3 } },
    { cacheFolder: folder },
  );
  writeFileSync(join(folder, 'whole.json'), json(record));
  writeFileSync(join(folder, 'k.pem'), makeKeyPair().privateKey);
  const key = await readKey(join(folder, 'k.pem'), 'private');
  return { 'record.json': json(record), 'signed.json': json(await project.sign(record, key)) };
}

/**
 * @param {string} path
 * @param {string} folder
 */
export async function read(path, folder) {
  const model = join(folder, 'features.npy');
  await project.diff(join(folder, 'whole.json'), path);
  await project.verify({ record: path, model }, { cacheFolder: folder });
  const { json: content } = await readRecord(path);
  await project.sign(content, await readKey(join(folder, 'k.pem'), 'private'));
}
