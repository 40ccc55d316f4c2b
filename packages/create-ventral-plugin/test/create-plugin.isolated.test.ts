import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPlugin } from 'create-ventral-plugin';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScript, temporaryProject } from './scaffold.ts';

let project: string;
const before = process.cwd();
beforeAll(() => {
  project = temporaryProject();
  process.chdir(project);
});
afterAll(() => {
  process.chdir(before);
  rmSync(project, { recursive: true });
});

describe('createPlugin', () => {
  it('makes a folder named as the package, without its scope', async () => {
    const packageName = '@you/ventral-metric-overlap';
    const { folder } = await createPlugin('metric', 'best-overlap', { packageName });
    expect(folder).toBe(join(process.cwd(), 'ventral-metric-overlap'));
    const packageJson = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect(packageJson.name).toBe(packageName);
    expect(packageJson.ventral.plugins).toMatchObject([
      { kind: 'metric', id: 'best-overlap', export: 'bestOverlap' },
    ]);
  });

  it('overwrites nothing, and writes nothing where something is in the way', async () => {
    mkdirSync('taken');
    writeFileSync(join('taken', 'README.md'), 'mine');
    await expect(createPlugin('model', 'mine', { folder: 'taken' })).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: 'taken already has README.md: nothing was written.',
      hint: expect.stringContaining('--folder'),
    });
    expect(readdirSync('taken')).toEqual(['README.md']);
    expect(readFileSync(join('taken', 'README.md'), 'utf8')).toBe('mine');
  });

  it('says which file cannot be written', async () => {
    writeFileSync('file', '');
    const folder = join('file', 'within');
    await expect(createPlugin('model', 'mine', { folder })).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: expect.stringContaining(folder),
    });
  });

  it('begins benchmarks of texts, and nothing else of other stimuli than images', async () => {
    const { files } = await createPlugin('benchmark', 'slow-words', { stimuli: 'text' });
    expect(files).toContain('src/reading-times.ts');
    for (const [kind, stimuli] of [
      ['metric', 'text'],
      ['benchmark', 'sound'],
    ] as const) {
      await expect(createPlugin(kind, 'no-such', { stimuli })).rejects.toMatchObject({
        code: 'OPTION_INVALID',
        message: `There is no template of a ${kind} with '${stimuli}'.`,
      });
    }
  });

  it.each([
    ['Overlap', "'Overlap' is no name in kebab-case."],
    ['my_overlap', 'kebab-case'],
    ['1st', 'kebab-case'],
    ['a--b', 'kebab-case'],
    ['../a', 'kebab-case'],
    ['', 'kebab-case'],
  ])('refuses the name %j', async (name, message) => {
    await expect(createPlugin('metric', name)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(message),
    });
  });

  it('refuses a kind that there is not, with the nearest', async () => {
    await expect(createPlugin('metrics', 'mine')).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      hint: expect.stringContaining("'metric'"),
    });
  });

  it.each(['Mine', '@you', '@you/', 'a b', '../mine'])('refuses the package %j', async (name) => {
    const options = { packageName: name };
    await expect(createPlugin('metric', 'mine', options)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
  });
});

describe('the command', () => {
  const command = 'packages/create-ventral-plugin/bin/create-ventral-plugin.js';

  it('says what it made and what to do next', async () => {
    const { code, output } = await runScript(command, ['metric', 'told'], project);
    expect(output).toContain('ventral-plugin-metric-told is in ventral-plugin-metric-told:');
    expect(output).toContain('npm install --ignore-scripts');
    expect(code).toBe(0);
    expect(existsSync(join(project, 'ventral-plugin-metric-told/src/told.ts'))).toBe(true);
  });

  it.each([
    [['metric']],
    [['metric', 'a', 'b']],
    [['metric', 'a', '--nowhere']],
    [['metric', 'No']],
  ])('ends with an error for %j', async (args) => {
    const { code, output } = await runScript(command, args, project);
    expect(output).toMatch(/^OPTION_INVALID: /);
    expect(code).toBe(1);
  });

  it('explains itself', async () => {
    const { code, output } = await runScript(command, ['--help'], project);
    expect(output).toContain('npm create ventral-plugin <kind> <name>');
    expect(code).toBe(0);
  });
});
