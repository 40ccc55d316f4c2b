// @ts-check
/** Writes (`node scripts/schemas.mjs`) or checks the JSON Schemas that the registry publishes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { workspaceFolder } from './workspace.mjs';

/** @returns {Promise<Record<string, string>>} the text of each schema, by file */
async function makeSchemas() {
  const { manifestSchema, recordSchema } = await import('../packages/core/dist/index.js');
  const text = (/** @type {any} */ schema) =>
    `${JSON.stringify(toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' }), undefined, 2)}\n`;
  return {
    'registry/manifest.schema.json': text(manifestSchema),
    'registry/record.schema.json': text(recordSchema),
  };
}

/** @returns {Promise<boolean>} whether the published schemas are those of the code */
export async function checkSchemas() {
  const stale = Object.entries(await makeSchemas()).filter(
    ([path, text]) => readFileSync(join(workspaceFolder, path), 'utf8') !== text,
  );
  for (const [path] of stale) console.error(`${path} is out of date: run node scripts/schemas.mjs`);
  return stale.length === 0;
}

if (process.argv[1] === import.meta.filename) {
  await setUp();
  await build();
  for (const [path, text] of Object.entries(await makeSchemas())) {
    writeFileSync(join(workspaceFolder, path), text);
  }
}
