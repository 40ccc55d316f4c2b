import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { isVentralError } from '@ventral/errors';
import pc from 'picocolors';

/**
 * Says on stderr what went wrong and what to do: code and message on one line, the hint below.
 *
 * Errors that are not Ventral's are bugs or a plugin's: of those the details go to a file.
 */
export function reportError(error: unknown): void {
  if (isVentralError(error)) say(error.code, error.message, error.hint);
  else say('INTERNAL', `${firstLineOf(error)}.`, hintWithDetails(error));
}

function say(code: string, message: string, hint: string | undefined): void {
  const { red, bold } = pc.createColors(process.stderr.isTTY === true);
  console.error(`${bold(red('error'))} ${bold(code)}: ${message}`);
  if (hint !== undefined) console.error(hint);
}

function firstLineOf(thrown: unknown): string {
  const isMessage = thrown instanceof Error && typeof thrown.message === 'string';
  const [line = ''] = (isMessage ? thrown.message : inspect(thrown)).split('\n');
  return `Something went wrong that was not foreseen: ${line.slice(0, 200).replace(/\.$/, '')}`;
}

function hintWithDetails(error: unknown): string {
  const versions = `Node ${process.version} on ${process.platform}-${process.arch}`;
  const details = [process.argv.slice(2).join(' '), versions, inspect(error), ''].join('\n');
  try {
    const path = join(mkdtempSync(join(tmpdir(), 'ventral-')), 'error.txt');
    writeFileSync(path, details);
    return `It is a fault of Ventral or of a plugin. Please report it with the details in ${path}`;
  } catch {
    return `It is a fault of Ventral or of a plugin. Please report it with these details:\n${details}`;
  }
}
