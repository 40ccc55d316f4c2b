import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { encodeNpy } from '@ventral/arrays';
import type { Device, RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import type { RecordDifference } from './compare-records.ts';
import { textOfIds } from './features.ts';
import { lockedPackages } from './locked-packages.ts';
import type { RecordedModelSource } from './recompute-record.ts';
import type { ScoreRecord } from './record.ts';
import type { RecordJson } from './record-file.ts';
import { type FinishedProgram, type ProgramSettings, runProgram } from './run-program.ts';
import type { Verification } from './verification.ts';

/** What to verify, by its JSON. */
export interface InstalledVerificationRequest extends RecordedModelSource {
  readonly record: RecordJson;
  readonly tolerance: number;
  readonly device: Device | undefined;
}

/** What runs in the folder. */
const script = `
import { openProject } from '@ventral/scoring';
const { request, settings } = JSON.parse(process.argv[2]);
try {
  const project = await openProject(import.meta.dirname, settings);
  console.log(JSON.stringify(await project.verify(request, { confirm: () => true })));
} catch (error) {
  console.error([error.code, error.message, error.hint].join(' '));
  process.exitCode = 1;
}
`;

// What the code of the recorded packages is told of the environment: none of these holds a secret, as an
// address of a proxy may.
const passedOn =
  /^(PATH|PATHEXT|SYSTEMROOT|WINDIR|TE?MP|TMPDIR|LANG|LC_\w+|TZ|LD_LIBRARY_PATH|CUDA_\w+|VK_\w+|ORT_DISABLE_TELEMETRY|NODE_EXTRA_CA_CERTS)$/i;

/** What installing the packages of a record means, in full sentences: the packages by name and version. */
export function describeInstallation({ environment }: ScoreRecord): string {
  const { packages, integrity = {} } = environment;
  const list = Object.entries(packages).map(([name, version]) => {
    requireVersion(name, version);
    return `${name}@${version}${integrity[name] === undefined ? ' (no integrity)' : ''}`;
  });
  return `The record asks to install these packages from npm's registry and to run their code: ${list.join(', ')}.`;
}

/**
 * Verifies a record by exactly the packages it names: npm installs them into a temporary folder,
 * running none of their scripts, and the recorded version of this one verifies there.
 *
 * Packages are compared with the recorded integrities before any of their code runs, and their code sees
 * few of the variables of the environment.
 *
 * @throws VentralError `RECORD_INVALID` for a package without an exact version
 * @throws VentralError `DEPENDENCY_MISSING` where a package cannot be installed
 */
export async function verifyInstalled(
  { record: json, model, stimulusIds, tokenizer, tolerance, device }: InstalledVerificationRequest,
  record: ScoreRecord,
  { cacheFolder, mirrors, offline, signal }: RunContext,
): Promise<Verification> {
  const folder = await mkdtemp(join(tmpdir(), 'ventral-verify-'));
  try {
    await writeFile(join(folder, 'package.json'), JSON.stringify(pinnedProject(record)));
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const installed = await run('npm', ['install', ...quiet], { cwd: folder, signal });
    if (installed.code !== 0) {
      throw new VentralError(
        'DEPENDENCY_MISSING',
        `npm could not install what the record names: ${installed.stderr.trim()}`,
        { hint: 'Packages of a workspace that were never published cannot be installed.' },
      );
    }
    const differences = await integrityDifferences(record, folder);
    if (differences.length > 0) {
      return { verdict: 'different', numbers: 'not computed', largestDistance: 0, differences };
    }
    await writeFile(join(folder, 'record.json'), JSON.stringify(json));
    await writeFile(join(folder, 'verify.mjs'), script);
    const request = {
      record: join(folder, 'record.json'),
      ...(await pathsOf(model, stimulusIds, folder)),
      ...(tokenizer !== undefined && { tokenizer: resolve(tokenizer) }),
      tolerance,
      // Versions of before other devices do not know it.
      ...(device !== undefined && device !== record.device && { device }),
    };
    const settings = {
      cacheFolder: resolve(cacheFolder),
      mirrors: mirrors.map((mirror) => resolve(mirror)),
      offline,
    };
    const args = [join(folder, 'verify.mjs'), JSON.stringify({ request, settings })];
    const named = Object.entries(process.env).filter(([name]) => passedOn.test(name));
    const env = Object.fromEntries(named);
    const verified = await run(process.execPath, args, { cwd: folder, env, signal });
    return parseVerification(verified);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where the files lie that the record names; features in memory become files. */
async function pathsOf(
  model: RecordedModelSource['model'],
  stimulusIds: string | undefined,
  folder: string,
): Promise<RecordedModelSource> {
  if (model === undefined) return {};
  if (typeof model === 'string') {
    return { model: resolve(model), ...(stimulusIds && { stimulusIds: resolve(stimulusIds) }) };
  }
  const path = join(folder, `${model.id}.npy`);
  await writeFile(path, encodeNpy(model.values, model.shape));
  if (model.stimulusIds === undefined) return { model: path };
  const idsPath = join(folder, `${model.id}.txt`);
  await writeFile(idsPath, textOfIds(model.stimulusIds));
  return { model: path, stimulusIds: idsPath };
}

/** A project of the packages that a record names, in exactly those versions, all the way down. */
function pinnedProject({ benchmark, model, metrics, environment }: ScoreRecord): object {
  const { packages } = environment;
  const plugins = [benchmark, model, ...metrics].map(({ package: named }) => named);
  const names = plugins.filter((named) => named !== undefined).map(nameOf);
  const wanted = [...new Set(['@ventral/scoring', ...names])];
  return {
    private: true,
    dependencies: Object.fromEntries(wanted.map((name) => [name, packages[name]])),
    overrides: packages,
  };
}

// npm would take a folder or an address for a name or a version as well: those pin nothing.
function requireVersion(name: string, version: string): void {
  const isName = /^(@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*$/.test(name);
  if (isName && /^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/.test(version)) return;
  throw new VentralError(
    'RECORD_INVALID',
    `The record names no version of ${name}: '${version}'.`,
    {
      hint: 'Verify with the installed packages instead, without --install.',
    },
  );
}

function nameOf(nameAndVersion: string): string {
  return nameAndVersion.slice(0, nameAndVersion.lastIndexOf('@'));
}

async function integrityDifferences(
  { environment }: ScoreRecord,
  folder: string,
): Promise<readonly RecordDifference[]> {
  const { packages, integrity = {}, program } = environment;
  const locked = await lockedPackages(folder);
  return Object.entries(integrity).flatMap(([name, recorded]) => {
    // What ran the others is not needed to score.
    if (name === program) return [];
    const what = `integrity of ${name}@${packages[name]}`;
    const now = locked.get(`${name}@${packages[name]}`)?.integrity;
    if (now === recorded) return [];
    const message = `${what}: recorded ${recorded}, installed ${now ?? 'none'}; nothing was run`;
    return [{ kind: 'package', what, message }];
  });
}

function parseVerification({ stdout, stderr }: FinishedProgram): Verification {
  try {
    return JSON.parse(stdout) as Verification;
  } catch (cause) {
    throw new VentralError(
      'DEPENDENCY_MISSING',
      `The recorded version of @ventral/scoring could not verify: ${stderr.trim()}`,
      { hint: 'Verify with the installed packages instead, without --install.', cause },
    );
  }
}

async function run(
  command: string,
  args: readonly string[],
  settings: ProgramSettings & { readonly signal: AbortSignal },
): Promise<FinishedProgram> {
  try {
    return await runProgram(command, args, settings);
  } catch (error) {
    if (!settings.signal.aborted) throw error;
    throw new VentralError('INTERRUPTED', 'Interrupted while verifying.');
  }
}
