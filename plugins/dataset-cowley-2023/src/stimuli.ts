import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Stimulus, StimulusSet } from '@ventral/arrays';
import type { PinnedFile } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { openZip } from '@ventral/files';
import { decodeImage } from '@ventral/images';

// Raised when the same zip would give other stimuli or another order.
const layoutVersion = 1;

/**
 * The stimuli of a session, in the order of its responses: by the number in the name, which is
 * neither the order within the zip nor that of the names.
 *
 * The width of the images in degrees of visual angle is not stated with the data.
 *
 * @param path of the zip of images
 * @param pin of that zip
 */
export async function loadStimuli(
  session: string,
  path: string,
  { hash }: PinnedFile,
): Promise<StimulusSet> {
  const zip = await openZip(path);
  const images = zip.entries
    .filter(({ name }) => isImage(name))
    .map(({ name }) => ({ name, number: numberOf(name, path) }))
    .sort((a, b) => a.number - b.number);
  const stimuli = images.map(({ name }): Stimulus => {
    const id = `${session}/${posix.basename(name, posix.extname(name))}`;
    return Object.freeze({ id, load: async () => decodeImage(await zip.read(name), id) });
  });
  const digest = createHash('sha256')
    .update(`Cowley2023 stimuli ${layoutVersion} ${hash.algorithm} ${hash.digest}`)
    .digest('hex');
  return Object.freeze({ id: `Cowley2023.${session}`, digest, stimuli });
}

// macOS packs, beside the images, files of nearly the same names with their attributes.
function isImage(name: string): boolean {
  return /\.jpe?g$/i.test(name) && !/(^|\/)(__MACOSX\/|\._)/.test(name);
}

function numberOf(name: string, path: string): number {
  const digits = /(\d+)\.\w+$/.exec(name)?.[1];
  if (digits === undefined) {
    throw new VentralError('DATA_CORRUPT', `The image '${name}' in ${path} has no number.`);
  }
  return Number(digits);
}
