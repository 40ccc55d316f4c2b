import { readFile } from 'node:fs/promises';
import { VentralError } from '@ventral/errors';

const placeholder = '@VENTRAL@';

/**
 * The batch script of a task, where no other is given: begin your own with it. Its one `@VENTRAL@` stands
 * where the worker begins; what comes before it are lines of Slurm and of the shell, such as `module load`.
 */
export const defaultTemplate = `#!/bin/bash
#SBATCH --cpus-per-task=1

${placeholder}

# A worker that was killed is begun once more, twice at most: its records are kept, the rest is made then.
status=$?
if [ $status -gt 128 ] && [ "\${SLURM_RESTART_COUNT:-0}" -lt 2 ]; then
  scontrol requeue "$SLURM_JOB_ID"
fi
exit $status
`;

/**
 * Reads a template.
 *
 * @param path undefined for the default
 * @throws VentralError `OPTION_INVALID` for one without a place for the worker, or with two
 */
export async function readTemplate(path: string | undefined): Promise<string> {
  if (path === undefined) return defaultTemplate;
  const template = await readFile(path, 'utf8').catch((error: Error) => {
    throw templateError(path, `cannot be read: ${error.message}`, error);
  });
  const lines = template.split('\n').filter((line) => !/^\s*#/.test(line));
  const places = lines.join('\n').split(placeholder).length - 1;
  if (!template.startsWith('#!')) {
    throw templateError(path, 'does not begin with #!, such as #!/bin/bash');
  }
  if (places !== 1) {
    throw templateError(
      path,
      `has ${places} places for the worker, ${placeholder}, instead of one`,
    );
  }
  const array = /^#SBATCH\s+(--array|-a)\b.*/m.exec(template);
  if (array !== null) throw templateError(path, `has an array of its own, ${array[0]}`);
  return template;
}

/** Whether a template says where the output of its tasks goes. */
export function saysOutput(template: string): boolean {
  return /^#SBATCH\s+(.*\s)?(--output|-o)\b/m.test(template);
}

/**
 * The script of an array: each task works on the chunk of its index.
 *
 * @param command words that begin a worker
 * @param chunks what the names of the chunks begin with
 * @param first the number of the chunk of the first task
 */
export function batchScript(
  template: string,
  command: readonly string[],
  { chunks, first }: { readonly chunks: string; readonly first: number },
): string {
  const chunk = `${quote(`${chunks}.`)}$((${first} + SLURM_ARRAY_TASK_ID))`;
  const line = `${command.map(quote).join(' ')} --chunk ${chunk}`;
  return template
    .split('\n')
    .map((text) => (/^\s*#/.test(text) ? text : text.replace(placeholder, () => line)))
    .join('\n');
}

/** A word of a shell's command, whatever is in it. */
function quote(word: string): string {
  return /^[\w./:=@+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function templateError(path: string, what: string, cause?: Error): VentralError {
  return new VentralError('OPTION_INVALID', `The template ${path} ${what}.`, {
    hint: `It is a batch script with your #SBATCH lines and one ${placeholder} where the worker begins, for example after module load, or as: apptainer exec ventral.sif ${placeholder}`,
    cause,
  });
}
