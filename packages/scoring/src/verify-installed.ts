import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import type { RecordDifference } from './compare-records.ts';
import { lockedPackages } from './locked-packages.ts';
import type { RecordedInputPaths } from './recompute-record.ts';
import type { ScoreRecord } from './record.ts';
import { type FinishedProgram, runProgram } from './run-program.ts';
import type { Verification } from './verification.ts';

/** How to verify in a folder of its own. */
export interface InstalledVerificationOptions extends RecordedInputPaths {
  readonly tolerance: number;
}

/**
 * Verifies a record by exactly the packages it names: npm installs them into a temporary folder,
 * running none of their scripts, and the recorded version of `ventral` verifies there.
 *
 * Packages are compared with the recorded integrities before any of their code runs.
 *
 * @throws VentralError `RECORD_INVALID` for a package without an exact version
 * @throws VentralError `DEPENDENCY_MISSING` where a package cannot be installed
 */
export async function verifyInstalled(
  path: string,
  record: ScoreRecord,
  { model, stimulusIds, tolerance }: InstalledVerificationOptions,
  { cacheFolder, mirrors, offline, signal }: RunContext,
): Promise<Verification> {
  const folder = await mkdtemp(join(tmpdir(), 'ventral-verify-'));
  try {
    await writeFile(join(folder, 'package.json'), JSON.stringify(pinnedProject(record)));
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const installed = await run('npm', ['install', ...quiet], folder, signal);
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
    const args = [
      ...['verify', resolve(path), '--json', '--tolerance', String(tolerance)],
      ...['--cache', resolve(cacheFolder), ...(offline ? ['--offline'] : [])],
      ...mirrors.flatMap((mirror) => ['--mirror', resolve(mirror)]),
      ...(model === undefined ? [] : ['--model', resolve(model)]),
      ...(stimulusIds === undefined ? [] : ['--stimulus-ids', resolve(stimulusIds)]),
    ];
    const command = join(folder, 'node_modules/ventral/bin/ventral.js');
    const verified = await run(process.execPath, [command, ...args], folder, signal);
    return parseVerification(verified);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A project of the packages that a record names, in exactly those versions, all the way down. */
function pinnedProject({ benchmark, model, metrics, environment }: ScoreRecord): object {
  const { packages } = environment;
  for (const [name, version] of Object.entries(packages)) requireVersion(name, version);
  const plugins = [benchmark, model, ...metrics].map(({ package: named }) => named);
  const names = plugins.filter((named) => named !== undefined).map(nameOf);
  const wanted = [...new Set(['ventral', ...names])];
  return {
    private: true,
    dependencies: Object.fromEntries(wanted.map((name) => [name, packages[name]])),
    overrides: packages,
  };
}

// npm would take a folder or an address for a version as well: those pin nothing.
function requireVersion(name: string, version: string): void {
  if (/^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/.test(version)) return;
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
  const { packages, integrity = {} } = environment;
  const locked = await lockedPackages(folder);
  return Object.entries(integrity).flatMap(([name, recorded]) => {
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
      `The recorded version of ventral could not verify: ${stderr.trim()}`,
      { hint: 'Verify with the installed packages instead, without --install.', cause },
    );
  }
}

async function run(
  command: string,
  args: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<FinishedProgram> {
  try {
    return await runProgram(command, args, { cwd: folder, signal });
  } catch (error) {
    throw signal.aborted ? new VentralError('INTERRUPTED', 'Interrupted while verifying.') : error;
  }
}
