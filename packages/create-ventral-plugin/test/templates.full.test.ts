import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createPlugin } from 'create-ventral-plugin';
import { afterAll, describe, expect, it } from 'vitest';
import { runScript, temporaryProject } from './scaffold.ts';

describe.each([
  ['dataset', 'image'],
  ['model', 'image'],
  ['metric', 'image'],
  ['benchmark', 'image'],
  ['benchmark', 'text'],
])('a new %s of stimuli of the kind %s', (kind, stimuli) => {
  const project = temporaryProject();
  afterAll(() => rmSync(project, { recursive: true }));
  const folder = join(project, 'mine');

  it('has all that a package needs', async () => {
    const made = await createPlugin(kind, 'my-own', { folder, stimuli });
    expect(made.packageName).toBe(`ventral-plugin-${kind}-my-own`);
    for (const file of [
      ...['package.json', 'README.md', 'LICENSE', 'tsconfig.json', '.gitignore'],
      ...['.github/workflows/test.yml', 'src/index.ts', 'src/my-own.ts', 'test/my-own.test.ts'],
    ]) {
      expect(made.files).toContain(file);
      expect(existsSync(join(folder, file))).toBe(true);
    }
    const texts = made.files.filter((file) => !file.endsWith('.png'));
    for (const file of texts) {
      expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/__[A-Z]+__/);
    }
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(readme.split('\n')[0]).toBe(`# ventral-plugin-${kind}-my-own`);
    for (const section of ['Install', 'Use', 'Citation', 'Licence']) {
      expect(readme).toContain(`\n## ${section}\n`);
    }
    const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect(Object.keys(scripts)).toEqual(['build', 'test', 'prepack']);
  });

  it('passes its tests, the conformance suite among them', async () => {
    const { code, output } = await runScript('node_modules/vitest/vitest.mjs', ['run'], folder);
    expect(output).toMatch(/Tests +\d+ passed/);
    expect(code, output).toBe(0);
  });

  it('compiles, and is listed and described by the command', async () => {
    const compiled = await runScript('node_modules/typescript/bin/tsc', [], folder);
    expect(compiled).toEqual({ code: 0, output: '' });
    const command = 'packages/cli/bin/ventral.js';
    const listed = await runScript(command, ['list'], folder);
    expect(listed.output).toContain(`${kind}s\n  my-own`);
    const described = await runScript(command, ['info', 'my-own'], folder);
    expect(described.output).toContain(`ventral-plugin-${kind}-my-own@0.1.0`);
    expect(described.code, described.output).toBe(0);
  });
});
