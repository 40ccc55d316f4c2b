// Networks whose files lie in several folders, as exports of language models do.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProject, type PlannedCell, type Project, parseCell } from '@ventral/scoring';
import { describeReference, makeFolder, referencePath } from '@ventral/testing';
import { beforeAll, expect, it } from 'vitest';
import { folderStore } from '../src/folder-store.ts';
import { RunStore } from '../src/run-store.ts';
import { workChunk } from '../src/work-chunk.ts';

const folder = join(import.meta.dirname, 'fixtures/reading');
const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'ventral-runs-'));
const newSettings = () => ({ cacheFolder: temporaryFolder(), offline: true });
const benchmarks = ['SimulatedLanguage-ridge'];

let project: Project;
let network: Uint8Array;
let tokenizerJson: string;
const config = { n_positions: 64 };

/** The cell of a model, by what a worker on another machine makes of it. */
async function scoredElsewhere(planned: PlannedCell) {
  const { cell } = planned;
  const store = new RunStore(folderStore(temporaryFolder()));
  await store.addNetwork(planned);
  const settings = newSettings();
  await workChunk([parseCell(JSON.parse(JSON.stringify(cell)))], { store, folder, settings });
  return { stored: await store.record(cell.key), failure: await store.failure(cell.key) };
}

async function plan(model: string, tokenizer?: string) {
  const { cells, failures } = await project.cells({
    ...{ models: [model], benchmarks },
    ...(tokenizer !== undefined && { tokenizer }),
  });
  return { planned: cells[0], failures };
}

const filesOf = (planned: PlannedCell | undefined) =>
  planned?.cell.network?.files.map(({ name }) => name).sort();

describeReference('a network with its tokenizer in the folder above', 'golden/human', () => {
  beforeAll(async () => {
    project = await openProject(folder, newSettings());
    network = readFileSync(referencePath('golden/human/stories260k.onnx'));
    tokenizerJson = readFileSync(referencePath('golden/human/tokenizer.json'), 'utf8');
  });

  it('is scored by a worker as here, and is the same cell as with all files in one folder', async () => {
    await using made = await makeFolder({
      ...{ 'gpt/onnx/model.onnx': network, 'beside/model.onnx': network },
      ...{
        'gpt/tokenizer.json': tokenizerJson,
        'gpt/config.json': config,
      },
      'beside/tokenizer.json': tokenizerJson,
      'beside/config.json': config,
    });
    const [model, tokenizer] = ['gpt/onnx/model.onnx', 'gpt/tokenizer.json'].map((name) =>
      join(made.path, name),
    ) as [string, string];
    const { planned, failures } = await plan(model, tokenizer);
    expect(failures).toEqual([]);
    expect(planned?.cell).toMatchObject({
      model: 'model.onnx',
      network: { name: 'onnx/model.onnx' },
      tokenizer: 'tokenizer.json',
    });
    expect(filesOf(planned)).toEqual(['config.json', 'onnx/model.onnx', 'tokenizer.json']);
    const beside = join(made.path, 'beside');
    const together = await plan(join(beside, 'model.onnx'), join(beside, 'tokenizer.json'));
    expect(filesOf(together.planned)).toEqual(['config.json', 'model.onnx', 'tokenizer.json']);
    expect(together.planned?.cell.key).toBe(planned?.cell.key);
    const { stored, failure } = await scoredElsewhere(planned as PlannedCell);
    expect(failure).toBeUndefined();
    const alone = await project.score({ model, tokenizer, benchmark: benchmarks[0] as string });
    expect({ ...stored?.record, createdAt: '' }).toEqual({ ...alone, createdAt: '' });
  });

  it('is scored as the description beside it says', async () => {
    await using made = await makeFolder({
      'gpt/onnx/model.onnx': network,
      'gpt/onnx/model.ventral.json': {
        modelDescriptionVersion: 1,
        tokenizer: '../tokens/tokenizer.json',
      },
      'gpt/tokens/tokenizer.json': tokenizerJson,
      'gpt/config.json': config,
    });
    const { planned } = await plan(join(made.path, 'gpt/onnx/model.onnx'));
    expect(filesOf(planned)).toEqual([
      ...['config.json', 'onnx/model.onnx', 'onnx/model.ventral.json'],
      'tokens/tokenizer.json',
    ]);
    expect(planned?.cell.tokenizer).toBeUndefined();
    const { stored, failure } = await scoredElsewhere(planned as PlannedCell);
    expect(failure).toBeUndefined();
    expect(stored?.record.inputs.tokenizer?.name).toBe('tokenizer.json');
  });

  it('is refused where one lies farther away, or has a name that no worker writes', async () => {
    await using made = await makeFolder({
      ...{ 'gpt/onnx/model.onnx': network, 'gpt/.hidden/model.onnx': network },
      ...{ 'gpt/tokenizer.json': tokenizerJson, 'far.json': tokenizerJson },
      'gpt/config.json': config,
    });
    for (const [model, tokenizer] of [
      ['gpt/onnx/model.onnx', 'far.json'],
      ['gpt/.hidden/model.onnx', 'gpt/tokenizer.json'],
    ] as const) {
      const { planned, failures } = await plan(join(made.path, model), join(made.path, tokenizer));
      expect(planned).toBeUndefined();
      expect(failures).toMatchObject([
        {
          error: {
            code: 'OPTION_INVALID',
            message: expect.stringContaining('cannot be sent to workers'),
            hint: expect.stringContaining('folder above'),
          },
        },
      ]);
    }
  });
});
