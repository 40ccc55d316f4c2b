import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { VentralError } from '@ventral/errors';

/** A package as npm's search finds it. */
export interface FoundPackage {
  readonly name: string;
  readonly version: string;
  readonly description: string;
}

/**
 * Asks the registry that npm is set to for packages with the keyword `ventral-plugin`.
 *
 * @throws VentralError `DATA_UNAVAILABLE` where npm or the registry does not answer
 */
export async function searchNpm(words: readonly string[]): Promise<readonly FoundPackage[]> {
  const args = ['search', '--json', '--', 'keywords:ventral-plugin', ...words];
  try {
    const { stdout } = await promisify(execFile)('npm', args, { maxBuffer: 2 ** 26 });
    const found = JSON.parse(stdout) as readonly Partial<FoundPackage>[];
    return found.map(({ name = '', version = '', description = '' }) => ({
      name,
      version,
      description,
    }));
  } catch (cause) {
    const { message } = cause as Error;
    throw new VentralError('DATA_UNAVAILABLE', `npm's search failed: ${message.trim()}.`, {
      hint: 'Check the network and the registry: npm config get registry.',
      cause,
    });
  }
}
