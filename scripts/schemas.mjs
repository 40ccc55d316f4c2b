// @ts-check
/** Writes (`node scripts/schemas.mjs`) or checks the JSON Schemas that the registry publishes. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { workspaceFolder } from './workspace.mjs';

/** @returns {Promise<Record<string, string>>} the text of each schema, by file */
async function makeSchemas() {
  const { toJsonSchema } = await import('@valibot/to-json-schema');
  const { manifestSchema, scoreSchema } = await import('../packages/core/dist/index.js');
  const { catalogSchema } = await import('../packages/host/dist/index.js');
  const {
    alignmentStudySchema,
    closedLoopSchema,
    controlRecordSchema,
    decodingRecordSchema,
    modelDescriptionSchema,
    pruningStudySchema,
    recordSchema,
    trainingRecordSchema,
  } = await import('../packages/scoring/dist/index.js');
  const { planSchema } = await import('../packages/runs/dist/index.js');
  const { publishedSchema } = await import('../packages/leaderboard/dist/index.js');
  /** @type {import('@valibot/to-json-schema').ConversionConfig} */
  const options = { errorMode: 'ignore', typeMode: 'input', definitions: { score: scoreSchema } };
  const text = (/** @type {any} */ schema) =>
    `${JSON.stringify(toJsonSchema(schema, options), undefined, 2)}\n`;
  return {
    [join(workspaceFolder, 'registry/alignment-study.schema.json')]: text(alignmentStudySchema),
    [join(workspaceFolder, 'registry/catalog.schema.json')]: text(catalogSchema),
    [join(workspaceFolder, 'registry/closed-loop.schema.json')]: text(closedLoopSchema),
    [join(workspaceFolder, 'registry/control.schema.json')]: text(controlRecordSchema),
    [join(workspaceFolder, 'registry/decoding.schema.json')]: text(decodingRecordSchema),
    [join(workspaceFolder, 'registry/manifest.schema.json')]: text(manifestSchema),
    [join(workspaceFolder, 'registry/model-description.schema.json')]: text(modelDescriptionSchema),
    [join(workspaceFolder, 'registry/plan.schema.json')]: text(planSchema),
    [join(workspaceFolder, 'registry/pruning-study.schema.json')]: text(pruningStudySchema),
    [join(workspaceFolder, 'registry/published.schema.json')]: text(publishedSchema),
    [join(workspaceFolder, 'registry/record.schema.json')]: text(recordSchema),
    [join(workspaceFolder, 'registry/training.schema.json')]: text(trainingRecordSchema),
  };
}

/** @returns {Promise<string[]>} which published schemas are not those of the code */
export async function checkSchemas() {
  return Object.entries(await makeSchemas())
    .filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text)
    .map(([path]) => `${path} is out of date: run node scripts/schemas.mjs`);
}

if (process.argv[1] === import.meta.filename) {
  await setUp();
  await build();
  for (const [path, text] of Object.entries(await makeSchemas())) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
