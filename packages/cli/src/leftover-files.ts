import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** A name, never too long, for a result in the making: it says whose it is. */
export function temporaryName(): string {
  return `.${hostname()}.${process.pid}.${randomUUID()}.tmp`;
}

/** Removes what commands that were killed on this machine left in a folder. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, host, pid] = /^\.(.+)\.(\d+)\.[\da-f-]{36}\.tmp$/.exec(name) ?? [];
    if (host !== hostname()) continue;
    const { isProcessRunning } = await import('@ventral/host');
    if (isProcessRunning(Number(pid))) continue;
    await rm(join(folder, name), { force: true }).catch(() => {});
  }
}
