import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { makeFolder } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { batchScript, defaultTemplate, readTemplate, saysOutput } from '../src/batch-script.ts';

describe('batchScript', () => {
  it('hands words to the worker as they are, whatever is in them', () => {
    const words = ['a b', "it's", '$HOME', '`id`', '%a', 'x;y', '"q"', 'new\nline', '$&'];
    const script = batchScript(
      '@VENTRAL@',
      [process.execPath, '-p', 'JSON.stringify(process.argv.slice(1))', '--', ...words],
      {
        chunks: 'ab12',
        first: 1001,
      },
    );
    const env = { SLURM_ARRAY_TASK_ID: '7' };
    const printed = execFileSync('bash', ['-c', script], { env, encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual([...words, '--chunk', 'ab12.1008']);
  });

  it('puts the worker where the template says, and nowhere into comments', () => {
    const template =
      '#!/bin/bash\n# @VENTRAL@ is the worker\napptainer exec v.sif @VENTRAL@ # here\n';
    const script = batchScript(template, ['ventral'], { chunks: 'ab', first: 0 });
    expect(script).toBe(
      '#!/bin/bash\n# @VENTRAL@ is the worker\napptainer exec v.sif ventral --chunk ab.$((0 + SLURM_ARRAY_TASK_ID)) # here\n',
    );
  });
});

describe('readTemplate', () => {
  it('has one that needs nothing', async () => {
    expect(await readTemplate(undefined)).toBe(defaultTemplate);
  });

  it.each([
    ['without a place for the worker', '#!/bin/bash\nmodule load nodejs\n', /has 0 places/],
    ['with the place in a comment alone', '#!/bin/bash\n# @VENTRAL@\n', /has 0 places/],
    ['with two places', '#!/bin/bash\n@VENTRAL@\n@VENTRAL@\n', /has 2 places/],
    ['that is no script', 'module load nodejs\n@VENTRAL@\n', /does not begin with #!/],
    ['with an array', '#!/bin/bash\n#SBATCH --array=1-9\n@VENTRAL@\n', /array of its own/],
  ])('refuses a template %s', async (_, text, message) => {
    await using folder = await makeFolder({ 'job.sh': text });
    await expect(readTemplate(join(folder.path, 'job.sh'))).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringMatching(message),
      hint: expect.stringContaining('@VENTRAL@'),
    });
  });

  it('says which template is not there', async () => {
    await expect(readTemplate('/no/job.sh')).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('/no/job.sh cannot be read'),
    });
  });

  it('knows templates that say where output goes', () => {
    expect(saysOutput('#SBATCH -c 2 --output=x.log\n')).toBe(true);
    expect(saysOutput('#SBATCH -o x.log\n')).toBe(true);
    expect(saysOutput('#SBATCH --cpus-per-task=1\n# --output=x\n')).toBe(false);
  });
});
