import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writing } from '@ventral/files';
import type { ScoreRecord } from '@ventral/scoring';
import { jsonText } from './json-text.ts';
import { openOutputFile } from './output-file.ts';
import { reportError } from './report-error.ts';

/** A folder of score records, each named by its model. */
export class RecordFolder {
  readonly #folder: string;
  readonly #written = new Set<string>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws VentralError `FILE_UNWRITABLE` where it cannot be made */
  static async open(folder: string): Promise<RecordFolder> {
    await writing(mkdir(folder, { recursive: true }), folder);
    return new RecordFolder(folder);
  }

  /** Where a record cannot be written, that is said, and the command ends with 1. */
  async write(record: ScoreRecord): Promise<void> {
    // Ids may hold what names of files cannot; and some disks take capitals for small letters.
    const name = record.model.id.replace(/[^\w.+=@ -]|^\.+/g, '-');
    let [free, count] = [name, 1];
    while (this.#written.has(free.toLowerCase())) free = `${name}-${++count}`;
    this.#written.add(free.toLowerCase());
    try {
      const file = await openOutputFile(join(this.#folder, `${free}.json`));
      await file.write(jsonText(record));
    } catch (error) {
      reportError(error);
      process.exitCode = 1;
    }
  }
}
