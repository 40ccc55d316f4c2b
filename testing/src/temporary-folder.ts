import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder that is removed when its scope ends. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
}

/** Files by path: text, bytes, or an object that is written as JSON. */
export type Files = Readonly<Record<string, string | Uint8Array | object>>;

/** Makes an empty folder and writes files into it. */
export async function makeFolder(files: Files = {}): Promise<TemporaryFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'ventral-core-')));
  await writeFiles(path, files);
  // Processes that were ended (tasks of Slurm, children of a worker) may still write a last line of a log.
  const removal = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };
  return { path, [Symbol.asyncDispose]: () => rm(path, removal) };
}

/** Writes files below a folder. */
async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    const raw = typeof content === 'string' || content instanceof Uint8Array;
    await writeFile(path, raw ? content : JSON.stringify(content));
  }
}
