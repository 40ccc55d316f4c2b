/**
 * The `ventral` command.
 *
 * @module
 */
import { CommanderError } from '@commander-js/extra-typings';
import { expectEnd, watchEnd } from './command-end.ts';
import { cleanOutput } from './printable.ts';
import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';

cleanOutput(process.stdout, process.stderr);
watchEnd();
try {
  await createProgram().parseAsync();
} catch (error) {
  // Help, or a line that is not understood: said already.
  const isSaid = error instanceof CommanderError;
  if (!isSaid) reportError(error);
  process.exitCode = isSaid ? error.exitCode : 1;
}
expectEnd();
