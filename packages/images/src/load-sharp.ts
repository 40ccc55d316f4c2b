import { VentralError } from '@ventral/errors';
import type { SharpConstructor } from 'sharp';

/**
 * The library that decodes and encodes images, loaded when it is needed.
 *
 * @throws VentralError `DEPENDENCY_MISSING` where it has no binary for this machine
 */
export async function loadSharp(): Promise<SharpConstructor> {
  try {
    return (await import('sharp')).default;
  } catch (cause) {
    throw new VentralError(
      'DEPENDENCY_MISSING',
      'sharp, which reads and writes images, cannot be loaded.',
      {
        hint: 'Install its binary for this machine: npm install --include=optional sharp',
        cause,
      },
    );
  }
}
