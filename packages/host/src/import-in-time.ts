const longest = 60_000;

// Where whoever runs this process finds the packages that are being imported when it is ended: one of them
// may have done that.
const importing: Set<string> = new Set();
Reflect.set(globalThis, Symbol.for('@ventral/host/importing'), importing);

// One listener for however many imports wait.
const waiting = new Set<() => void>();
process.on('beforeExit', () => {
  for (const giveUp of waiting) giveUp();
});

/**
 * Imports a module that has to be there within a minute.
 *
 * @param name of its package
 * @throws whatever its code throws; Error where it waits for what never comes
 */
export async function importInTime(url: string, name: string): Promise<Record<string, unknown>> {
  importing.add(name);
  let stopWaiting = () => {};
  const tooLate = new Promise<never>((_, reject) => {
    const giveUp = () => reject(new Error('it is not done, and waits for what never comes'));
    const timer = setTimeout(giveUp, longest).unref();
    // Nothing is left to do in the process: nothing can end the wait.
    waiting.add(giveUp);
    stopWaiting = () => {
      clearTimeout(timer);
      waiting.delete(giveUp);
    };
  });
  try {
    return await Promise.race([import(url) as Promise<Record<string, unknown>>, tooLate]);
  } finally {
    stopWaiting();
    importing.delete(name);
  }
}
