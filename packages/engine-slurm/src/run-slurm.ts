import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { VentralError } from '@ventral/errors';

/** The commands of Slurm that are used. */
export type SlurmCommand = 'sbatch' | 'squeue' | 'sacct' | 'scancel' | 'scontrol';

// They try again by themselves while the controller does not answer.
const longest = 120_000;

/**
 * Runs a command of Slurm; no shell reads its words.
 *
 * @param input for its standard input
 * @returns what it printed
 * @throws VentralError `ENGINE_UNAVAILABLE` with what it said
 */
export async function runSlurm(
  command: SlurmCommand,
  words: readonly string[],
  input = '',
): Promise<string> {
  const child = spawn(command, words, { timeout: longest, killSignal: 'SIGKILL' });
  // One that ends early reads no input; how it ended says why.
  child.stdin.on('error', () => {}).end(input);
  const ended = new Promise<string | undefined>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve(code === 0 ? undefined : (signal ?? `exit code ${code}`));
    });
  });
  try {
    const [end, output, problem] = await Promise.all([
      ended,
      text(child.stdout),
      text(child.stderr),
    ]);
    if (end === undefined) return output;
    const said = (problem.trim() || output.trim()).slice(0, 1000);
    throw new VentralError(
      'ENGINE_UNAVAILABLE',
      said === '' ? `${command} ended with ${end}.` : `${command} ended with ${end}: ${said}`,
      { hint: hintOf(said) },
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new VentralError('ENGINE_UNAVAILABLE', `The command ${command} is not on this machine.`, {
      hint: "Do this on a login node of the cluster, where Slurm's commands are (module load slurm at some sites).",
      cause: error,
    });
  }
}

function hintOf(said: string): string {
  if (/partition/i.test(said))
    return 'List the partitions with: sinfo. Name one as --engine slurm:PARTITION.';
  if (/limit/i.test(said)) {
    return 'The cluster takes no more jobs of yours at once: wait for those there, or make chunks longer.';
  }
  if (/contact|connect|timed out|SIGKILL/i.test(said)) {
    return 'Ask whether the controller of the cluster is up: scontrol ping.';
  }
  return 'Give the lines that your cluster wants (account, time, memory) in a template of the batch script.';
}
