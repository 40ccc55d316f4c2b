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
    if (host !== hostname() || isRunning(Number(pid))) continue;
    await rm(join(folder, name), { force: true }).catch(() => {});
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, for another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
