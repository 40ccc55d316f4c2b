import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { VentralError } from '@ventral/errors';
import { runProgram } from '@ventral/scoring';

/** How a package manager is told to add packages without running any of their scripts. */
export interface PackageManager {
  readonly command: 'npm' | 'pnpm' | 'yarn';
  /** What comes before the names of the packages. */
  readonly args: readonly string[];
}

/** The package manager whose lockfile is nearest to a project, upwards; npm where there is none. */
export function findPackageManager(folder: string): PackageManager {
  const has = (name: string) => existsSync(join(folder, name));
  if (has('pnpm-lock.yaml')) return { command: 'pnpm', args: ['add', '--ignore-scripts'] };
  if (has('yarn.lock')) {
    // Yarn 2 and later have another name for it than yarn 1; their lockfiles tell them apart.
    const isModern = readFileSync(join(folder, 'yarn.lock'), 'utf8').includes('__metadata:');
    const skip = isModern ? '--mode=skip-build' : '--ignore-scripts';
    return { command: 'yarn', args: ['add', skip] };
  }
  const parent = dirname(folder);
  if (!has('package-lock.json') && parent !== folder) return findPackageManager(parent);
  return { command: 'npm', args: ['install', '--ignore-scripts'] };
}

/**
 * Adds packages to a project; what the package manager says goes to stderr.
 *
 * @param packages as the package manager takes them: `name`, `name@version`, a folder
 * @throws VentralError `DEPENDENCY_MISSING` where it is not installed, or cannot add them
 */
export async function addPackages(
  { command, args }: PackageManager,
  packages: readonly string[],
  folder: string,
): Promise<void> {
  const settings = { cwd: folder, stdio: ['ignore', 2, 2] as ['ignore', 2, 2] };
  const { code } = await runProgram(command, [...args, ...packages], settings).catch((cause) => {
    throw new VentralError('DEPENDENCY_MISSING', `${command} cannot be run: ${cause.message}.`, {
      hint: `Install ${command}, or remove its lockfile to use npm.`,
      cause,
    });
  });
  if (code === 0) return;
  throw new VentralError(
    'DEPENDENCY_MISSING',
    `${command} could not add ${packages.join(', ')}: it ended with exit code ${code}; see above.`,
    { hint: 'Check the names and the network; what the project had is as it was.' },
  );
}
