import { join } from 'node:path';
import { isVentralError, VentralError } from '@ventral/errors';
import { askedBenchmark } from './asked-benchmark.ts';
import { type Cell, cellKey } from './cell.ts';
import { networkFolder } from './cell-network.ts';
import { createCodeIdentifier } from './code-identity.ts';
import { modelFacts, type OpenedModel, openModel } from './open-model.ts';
import type { ProjectRun } from './project-run.ts';
import type { ScoreRecord } from './record.ts';
import { scoreOpened } from './run-score.ts';
import { packagesOfScore, scoreFacts } from './score-facts.ts';

/** Cells of one model, and who hears of them. */
export interface CellsToScore {
  readonly cells: readonly Cell[];
  /** Where the model file of these cells lies here, its hashes checked; for cells of model files. */
  readonly path?: string | undefined;
  /** Asked before each: `false` leaves it out. */
  readonly onBegin?: ((cell: Cell) => unknown) | undefined;
  readonly onRecord?: ((cell: Cell, record: ScoreRecord) => unknown) | undefined;
  /** Called with each cell that could not be scored; the others are. */
  readonly onFailure?: ((cell: Cell, error: VentralError) => unknown) | undefined;
}

/**
 * Makes the scores that cells name: of one model, which is opened once, its activations recorded once.
 *
 * @throws VentralError `INTERRUPTED`
 */
export async function scoreCells(
  { cells, path, onBegin, onRecord, onFailure }: CellsToScore,
  run: ProjectRun,
): Promise<void> {
  await using models = new OpenModels(path, run);
  const identify = createCodeIdentifier(run);
  for (const cell of cells) {
    if ((await onBegin?.(cell)) === false) continue;
    try {
      const record = await scoreCell(cell, await models.open(cell), { run, identify });
      await onRecord?.(cell, record);
    } catch (error) {
      if (!isVentralError(error) || error.code === 'INTERRUPTED') throw error;
      await onFailure?.(cell, error);
    }
  }
}

/** A model, kept open for the cells that use it alike. */
class OpenModels implements AsyncDisposable {
  readonly #path: string | undefined;
  readonly #run: ProjectRun;
  #key: string | undefined;
  #opened: OpenedModel | undefined;

  constructor(path: string | undefined, run: ProjectRun) {
    this.#path = path;
    this.#run = run;
  }

  async open({ model, network, preprocessing, imageSize, visualDegrees, tokenizer }: Cell) {
    const options = { preprocessing, imageSize, visualDegrees, tokenizer };
    const key = JSON.stringify([model, network, options]);
    if (this.#opened !== undefined && this.#key === key) return this.#opened;
    await this[Symbol.asyncDispose]();
    const argument = network === undefined ? model : (this.#path ?? model);
    const here = network &&
      tokenizer && { tokenizer: join(networkFolder(network, argument), tokenizer) };
    const asked = { ...options, ...here };
    this.#opened = await openModel(argument, asked, this.#run.plugins, this.#run.context);
    this.#key = key;
    return this.#opened;
  }

  async [Symbol.asyncDispose]() {
    await this.#opened?.[Symbol.asyncDispose]();
    this.#opened = undefined;
  }
}

/** A run, and how it knows which code packages are. */
interface CellRun {
  readonly run: ProjectRun;
  readonly identify: ReturnType<typeof createCodeIdentifier>;
}

async function scoreCell(
  cell: Cell,
  opened: OpenedModel,
  { run, identify }: CellRun,
): Promise<ScoreRecord> {
  const { seed, device, called } = cell;
  const asRun = { ...run, context: { ...run.context, seed, device } };
  const asked = await askedBenchmark(cell, run.plugins);
  const facts = await modelFacts(opened, asked.benchmark, cell, run.context);
  const code = await identify(packagesOfScore(opened, asked));
  requireSameCode(cell, code);
  requireSameFiles(cell, facts.inputs.ownFiles);
  if (cellKey(scoreFacts(facts, asked, called, asRun.context), code) !== cell.key) {
    throw new VentralError(
      'CELL_REFUSED',
      `The cell ${cell.key.slice(0, 12)} of ${cell.model} on ${cell.benchmark} is not what its key names: ` +
        'the model, an option or the key itself was altered on the way.',
      { hint: 'Submit it again from the plan: ventral run.' },
    );
  }
  const task = { called, keep: 'reuse' } as const;
  const { record } = await scoreOpened({ opened, asked, facts, code }, task, asRun);
  return record;
}

/** Another version may score otherwise: its record would stand under a name that is not its own. */
function requireSameCode({ code: wanted, benchmark }: Cell, here: Cell['code']): void {
  const other = Object.keys({ ...wanted, ...here }).filter((name) => wanted[name] !== here[name]);
  if (other.length === 0) return;
  const words = other.slice(0, 3).map((name) => {
    const [asked, found] = [wanted, here].map((code) => shorten(code[name]));
    return `${name} is ${found ?? 'not part of it'} here, and ${asked ?? 'not part of it'} in the plan`;
  });
  const rest = other.length > 3 ? `; and ${other.length - 3} more` : '';
  throw new VentralError(
    'CELL_REFUSED',
    `${benchmark} needs other code: ${words.join('; ')}${rest}.`,
    {
      hint: 'Install the same packages here, with the lockfile that the plan was made with: npm ci.',
    },
  );
}

/** No worker has the files of the one that planned. */
function requireSameFiles({ ownFiles, benchmark }: Cell, here: string | undefined): void {
  if (ownFiles === here) return;
  const [wanted, found] = [ownFiles, here].map((digest) => digest?.slice(0, 12) ?? 'none');
  throw new VentralError(
    'CELL_REFUSED',
    `${benchmark} reads files of the user's own, of the digest ${wanted} in the plan, and ${found} here.`,
    {
      hint: 'Give this worker the same files, and name their folder by the same variable of the environment.',
    },
  );
}

function shorten(code: string | undefined): string | undefined {
  return code?.replace(/(sha\d+-.{8}).*/, '$1…');
}
