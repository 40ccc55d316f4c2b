import { isVentralError } from '@ventral/errors';
import pc from 'picocolors';

/**
 * Says on stderr what went wrong and what to do: code and message on one line, the hint below.
 *
 * Errors that are not Ventral's are bugs or a plugin's: those are shown with their stack.
 */
export function reportError(error: unknown): void {
  const { red, bold } = pc.createColors(process.stderr.isTTY === true);
  if (!isVentralError(error)) {
    console.error(error);
    return;
  }
  console.error(`${bold(red('error'))} ${bold(error.code)}: ${error.message}`);
  if (error.hint !== undefined) console.error(error.hint);
}
