import { basename } from 'node:path';
import type { Model, ModelFileOptions } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { hashOwnFile, whileUnchanged } from '@ventral/files';
import { cornetNetwork } from './cornet-model.ts';
import { buildCornet } from './cornets.ts';
import { matchWeights } from './match-weights.ts';
import { readTorchFile } from './read-torch-file.ts';

/**
 * Makes a model of a CORnet-S or CORnet-Z whose trained weights are in a PyTorch file on this machine,
 * named after it. Which of the two it is, its weights tell.
 *
 * Where the name ends in eight hexadecimal digits, as PyTorch names published weights, they have to be
 * the first of the file's sha256; the rest of it is not known.
 *
 * @throws VentralError `OPTION_INVALID` where a preprocessing or size is given
 * @throws VentralError `DATA_CORRUPT`, when opened, for a file that is not what its name says
 * @throws VentralError `MODEL_UNREADABLE`, when opened, for a file that holds no such network
 */
export function cornetFromFile(
  path: string,
  { preprocessing, imageSize }: ModelFileOptions = {},
): Model {
  if (preprocessing !== undefined || imageSize !== undefined) {
    throw new VentralError('OPTION_INVALID', 'A CORnet brings its preprocessing and image size.', {
      hint: 'Leave out --preprocessing and --image-size.',
    });
  }
  const description = {
    id: basename(path).replace(/\.pth$/i, ''),
    title: `CORnet with the weights of ${basename(path)}`,
    citation: 'Kubilius, Schrimpf et al. (2019), CORnet-S. arXiv:1909.06161',
    async network() {
      await checkName(path);
      const tensors = await whileUnchanged(path, () => readTorchFile(path));
      const { variant, weights } = matchWeights(tensors, path);
      return buildCornet(variant, weights);
    },
  };
  // Windows of time are known of CORnet-S; what a file holds is known when it is read.
  return cornetNetwork(
    description,
    /^cornet[_-]?s\b|^cornet_s-/i.test(basename(path)) ? 'S' : undefined,
  );
}

async function checkName(path: string): Promise<void> {
  const { sha256: digest } = await hashOwnFile(path);
  const stated = /-([0-9a-f]{8})\.pth$/i.exec(basename(path))?.[1]?.toLowerCase();
  if (stated === undefined) return;
  if (digest.startsWith(stated)) return;
  throw new VentralError(
    'DATA_CORRUPT',
    `The sha256 of ${path} is ${digest}, and its name says that it begins with ${stated}.`,
    { hint: 'Fetch the file again, or name it without the digits if it is meant to be another.' },
  );
}
