import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readJson } from '@ventral/files';

const fields = ['max_position_embeddings', 'n_positions', 'n_ctx', 'max_seq_len', 'seq_length'];

/** How many tokens a model takes at once, and the file that says so. */
export interface StatedContext {
  readonly length: number;
  readonly file: string;
}

/**
 * How many tokens a model takes at once, as the config.json says that Hugging Face's libraries write beside the model
 * file or in the folder above.
 *
 * @returns undefined where there is none, or it does not say
 * @throws VentralError `FILE_UNREADABLE` for a config.json that is no JSON
 */
export async function statedContext(modelFile: string): Promise<StatedContext | undefined> {
  const folder = dirname(modelFile);
  for (const path of [join(folder, 'config.json'), join(folder, '..', 'config.json')]) {
    if (!existsSync(path)) continue;
    const config = ((await readJson(path)) ?? {}) as Readonly<Record<string, unknown>>;
    const stated = fields.map((field) => config[field]).find(isLength);
    if (stated !== undefined) return { length: stated, file: path };
  }
  return undefined;
}

function isLength(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 2;
}
