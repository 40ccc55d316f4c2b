import { VentralError } from '@ventral/errors';
import { runProgram } from '@ventral/scoring';

/**
 * Asks the registry that npm is set to, by a command of npm that prints JSON.
 *
 * @returns `undefined` where the registry has no such package
 * @throws VentralError `DATA_UNAVAILABLE` where npm or the registry does not answer
 */
export async function askNpm(args: readonly string[]): Promise<unknown> {
  const failed = (why: string, cause?: unknown) =>
    new VentralError('DATA_UNAVAILABLE', `npm ${args.join(' ')} failed: ${why}.`, {
      hint: 'Check the network and the registry (npm config get registry), or give --catalog.',
      cause,
    });
  // Nor whether npm itself is of the newest version, which it would ask beside.
  const quiet = ['--no-update-notifier', ...args];
  const { code, stdout, stderr } = await runProgram('npm', quiet).catch((cause) => {
    throw failed(cause.message, cause);
  });
  if (code !== 0 && stderr.includes('E404')) return undefined;
  if (code !== 0) throw failed(stderr.trim());
  try {
    return stdout === '' ? undefined : JSON.parse(stdout);
  } catch (cause) {
    throw failed('what it prints is no JSON', cause);
  }
}
