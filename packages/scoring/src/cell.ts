import { createHash } from 'node:crypto';
import { describeIssues, devices, type ReadonlyDeep, timeAspects } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { jsonProblem } from './json-problem.ts';

const text = v.pipe(v.string(), v.maxLength(10_000));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'is no SHA-256'));

/** Below one folder: nothing leads out of it. */
export const fileName = v.pipe(
  v.string(),
  v.maxLength(500),
  v.regex(/^(?!\.)[^/\\:\0]+(\/(?!\.)[^/\\:\0]+)*$/, 'is no plain name of a file'),
);

const networkSchema = v.strictObject({
  name: v.pipe(
    fileName,
    v.description('Of the model file among these, as it was asked for: retinal+net.onnx.'),
  ),
  files: v.pipe(
    v.array(v.strictObject({ name: fileName, sha256, bytes: v.pipe(v.number(), v.minValue(0)) })),
    v.minLength(1),
    v.maxLength(1000),
    v.description('The model file, its weights, and what describes it, named from one folder.'),
  ),
});

const fields = v.strictObject({
  key: v.pipe(sha256, v.description('Of all that the score depends on but the machine.')),
  model: v.pipe(text, v.description('Id of a model that comes with a package, or of its file.')),
  network: v.exactOptional(networkSchema),
  benchmark: v.pipe(text, v.description('`id@scoreVersion`.')),
  called: v.exactOptional(v.pipe(text, v.description('What its record calls a model file.'))),
  chosen: v.strictObject({
    choices: v.pipe(v.array(v.union([text, v.record(text, text)])), v.minLength(1)),
    chosenBy: v.picklist(['user', 'model', 'commitment', 'this benchmark']),
    notes: v.array(text),
  }),
  committed: v.optional(
    v.pipe(v.record(text, text), v.description('By region, what the layer map of the model says.')),
    {},
  ),
  metric: v.exactOptional(text),
  metricOptions: v.record(text, v.unknown()),
  missingParts: v.picklist(['refuse', 'leave-out']),
  time: v.exactOptional(v.picklist(timeAspects)),
  ownFiles: v.exactOptional(
    v.pipe(text, v.description("Digest of files of the user's own that the data set reads.")),
  ),
  preprocessing: v.exactOptional(v.unknown()),
  imageSize: v.exactOptional(v.number()),
  visualDegrees: v.exactOptional(v.number()),
  tokenizer: v.exactOptional(
    v.pipe(
      fileName,
      v.description('Of the network, among its files, where it is one of language.'),
    ),
  ),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1)),
  device: v.picklist(devices),
  code: v.pipe(
    v.record(text, text),
    v.description('Version and hash of every package that takes part, by name.'),
  ),
});

/**
 * One score that is wanted, named by everything that it depends on but the machine: whoever makes it makes
 * the same. Plain JSON, without a path: it can be sent anywhere.
 */
export interface Cell extends ReadonlyDeep<v.InferOutput<typeof fields>> {}

/** A network of a cell, by the content of its files. */
export type CellNetwork = NonNullable<Cell['network']>;

/** The schema of a cell. */
export const cellSchema: v.GenericSchema<unknown, Cell> = fields;

/**
 * Checks what came from elsewhere, such as a queue.
 *
 * @throws VentralError `CELL_REFUSED` naming what is wrong
 */
export function parseCell(value: unknown): Cell {
  const problem = jsonProblem(value, 'cell');
  const result = problem ? undefined : v.safeParse(cellSchema, value);
  if (result?.success) return result.output;
  const problems = problem ?? describeIssues(result?.issues ?? [], 'cell');
  throw new VentralError('CELL_REFUSED', `This is no cell of a plan: ${problems}.`, {
    hint: 'Cells are made by ventral plan and ventral run, of this version.',
  });
}

/**
 * The key of a cell.
 *
 * @param facts what the score depends on beside the code, plain JSON
 */
export function cellKey(facts: object, code: Cell['code']): string {
  const sorted = Object.entries(code).sort(([a], [b]) => (a < b ? -1 : 1));
  const content = JSON.stringify({ kind: 'cell', facts, code: sorted });
  return createHash('sha256').update(content).digest('hex');
}
