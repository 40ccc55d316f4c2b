import { existsSync } from 'node:fs';
import { VentralError } from '@ventral/errors';
import { readJson } from '@ventral/files';
import { type PruningStudy, parsePruningStudy } from '@ventral/scoring';
import { jsonText } from './json-text.ts';
import { reserveOutputFile } from './output-file.ts';

/**
 * The study to work on: the one in the file, where there is one, else the new one.
 *
 * @throws VentralError `RECORD_INVALID`, `FILE_UNREADABLE` for a file with something else in it
 * @throws VentralError `OPTION_INVALID` where the file holds another study, naming what differs
 */
export async function continueStudy(
  path: string | undefined,
  begun: PruningStudy,
): Promise<PruningStudy> {
  if (path === undefined || !existsSync(path)) return begun;
  const kept = parsePruningStudy(await readJson(path), path);
  for (const what of ['model', 'scope', 'inputs', 'seed', 'device'] as const) {
    const [before, now] = [kept[what], begun[what]].map((value) => JSON.stringify(value));
    if (before === now) continue;
    throw new VentralError(
      'OPTION_INVALID',
      `${path} is a study with another ${what}: ${before}, not ${now}.`,
      { hint: 'Name another file with --output, or move this one away.' },
    );
  }
  return kept;
}

/**
 * Finds out before the first score whether the study can be kept.
 *
 * @throws VentralError `FILE_UNWRITABLE`
 */
export async function requireWritable(path: string): Promise<void> {
  const file = await reserveOutputFile(path);
  await file.discard();
}

/** Puts the study in place of what the file held, whole or not at all. */
export async function writeStudy(path: string, study: PruningStudy): Promise<void> {
  const file = await reserveOutputFile(path);
  await file.finish(jsonText(study));
}
