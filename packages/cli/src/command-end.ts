import { VentralError } from '@ventral/errors';
import { reportError } from './report-error.ts';

let isExpected = false;

/** Says that the command has done its work: whatever ends the process from now on ends it in good order. */
export function expectEnd(): void {
  isExpected = true;
}

/**
 * Lets no end pass in silence: that of errors nobody catches, of a plugin that ends the process, and of
 * a plugin that waits for what never comes.
 */
export function watchEnd(): void {
  process.on('uncaughtException', (error) => {
    reportError(error);
    expectEnd();
    process.exit(1);
  });
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endWithoutReader);
  process.on('exit', (code) => {
    if (isExpected) return;
    const importing = packagesBeingImported();
    const while_ = importing.length === 0 ? '' : ` while ${importing.join(', ')} was imported`;
    const how = code === 13 ? 'it waited for what never comes' : `process.exit(${code}) was called`;
    reportError(
      new VentralError(
        importing.length === 0 ? 'INTERNAL' : 'PLUGIN_BROKEN',
        `The command was ended before its work was done: ${how}${while_}.`,
        { hint: 'A plugin may have done this: ventral list names those of the project.' },
      ),
    );
    process.exitCode = code === 0 || code === 13 ? 1 : code;
  });
}

/** Where nobody reads any more, as after `| head`, there is nothing to say; a full disk is said. */
function endWithoutReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    const full = error.code === 'ENOSPC';
    const message = `What the command prints cannot be written: ${error.message}.`;
    reportError(new VentralError(full ? 'DISK_FULL' : 'FILE_UNWRITABLE', message));
  }
  expectEnd();
  process.exit(1);
}

/** As `@ventral/host` notes them, which may not be loaded when the process ends. */
function packagesBeingImported(): readonly string[] {
  const noted = Reflect.get(globalThis, Symbol.for('@ventral/host/importing'));
  return noted instanceof Set ? [...noted].map(String) : [];
}
