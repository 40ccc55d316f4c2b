import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { addPackages, findPackageManager } from '../src/package-manager.ts';
import { runCommand, temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const catalog = join(fixtures, 'catalog.json');

/** A new project, with a plugin beside it to add. */
function project(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'package.json'), '{ "name": "mine", "private": true }');
  cpSync(join(fixtures, 'plugin'), join(folder, 'plugin'), { recursive: true });
  return folder;
}

/** A registry that can be searched, and what it was asked. */
async function searchable(find: (text: string) => readonly object[]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const text = new URL(request.url ?? '', 'http://127.0.0.1').searchParams.get('text') ?? '';
    asked.push(text);
    response.setHeader('content-type', 'application/json');
    const date = '2026-01-01T00:00:00.000Z';
    const objects = find(text).map((found) => ({ package: { date, maintainers: [], ...found } }));
    response.end(JSON.stringify({ objects, total: objects.length, time: date }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    environment: { npm_config_registry: `http://127.0.0.1:${port}/` },
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}

describe('search', () => {
  it.each([
    [[], ['Gratings.V4-pls', 'constant']],
    [['SIMULATED', 'v4'], ['Gratings.V4-pls']],
    [['everything'], ['constant']],
    [['@you/'], ['constant']],
    [['everything', 'v4'], []],
    [['--kind', 'metric'], ['constant']],
  ])('finds the plugins with the words %j', async (words, ids) => {
    const { code, stdout } = await runHere(['search', ...words, '--catalog', catalog, '--json']);
    expect((JSON.parse(stdout) as { id: string }[]).map(({ id }) => id)).toEqual(ids);
    expect(code).toBe(0);
  });

  it('shows them by kind, with their packages and what replaces them', async () => {
    const { stdout } = await runHere(['search', '--catalog', catalog]);
    expect(stdout).toContain(
      'benchmarks\n  Gratings.V4-pls  Simulated units that prefer an orientation ' +
        '(ventral-gratings; superseded by Gratings.V4-ridge)\n',
    );
    expect(stdout).toContain('ventral add');
    const nothing = await runHere(['search', 'unheard-of', '--catalog', catalog]);
    expect(nothing.stdout).toMatch(/^Nothing that can be installed/);
  });

  const far = { name: 'ventral-plugin-metric-far', version: '2.0.0', description: 'Far away' };

  it('asks the registry that npm is set to', async () => {
    await using registry = await searchable(() => [far]);
    const args = ['search', 'far', '--npm', '--kind', 'metric', '--json'];
    const { stdout } = await runHere(args, { environment: registry.environment });
    expect(JSON.parse(stdout)).toEqual([far]);
    expect(registry.asked).toEqual(['keywords:ventral-plugin ventral-metric far']);
  });

  it('finds packages by their keywords where the registry knows no keywords', async () => {
    const { version: latest, ...named } = far;
    const keywords = ['ventral-plugin', 'ventral-metric'];
    const others = [
      { ...named, name: 'ventral-far', 'dist-tags': { latest } },
      { ...named, name: 'ventral-model-far', keywords: ['ventral-plugin', 'ventral-model'] },
    ];
    const all = [...others, { ...named, keywords, 'dist-tags': { latest } }];
    await using registry = await searchable((text) => (text.startsWith('ventral') ? all : []));
    const args = ['search', 'far', '--npm', '--kind', 'metric', '--json'];
    const { stdout } = await runHere(args, { environment: registry.environment });
    expect(JSON.parse(stdout)).toEqual([far]);
    expect(registry.asked.at(-1)).toBe('ventral far');
  });

  it('says where the registry does not answer', async () => {
    const environment = {
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_fetch_retries: '0',
    };
    const { code, stderr } = await runHere(['search', '--npm'], { environment });
    expect(stderr).toContain('DATA_UNAVAILABLE');
    expect(stderr).toContain('npm config get registry');
    expect(code).toBe(1);
  });

  it.each([
    ['{ "catalogVersion": 2, "plugins": [] }', 'catalogVersion'],
    ['no JSON', 'is not readable as JSON'],
    ['[1', 'registry/catalog.schema.json'],
  ])('refuses the catalogue %s', async (text, message) => {
    const file = join(temporaryFolder(), 'catalog.json');
    writeFileSync(file, text);
    const { code, stderr } = await runHere(['search', '--catalog', file]);
    expect(stderr).toContain('FILE_UNREADABLE');
    expect(stderr).toContain(message);
    expect(code).toBe(1);
  });
});

describe('add', () => {
  const offline = { npm_config_offline: 'true', npm_config_audit: 'false' };

  it('installs a package, runs none of its scripts, and shows what it brings', async () => {
    const folder = project();
    const settings = { folder, environment: offline };
    const { code, stdout, stderr } = await runCommand(['add', './plugin'], settings);
    expect(stderr).toContain('> npm install --ignore-scripts ./plugin');
    expect(stdout).toContain(
      'metric constant  One for everything (ventral-plugin-metric-constant@1.0.0)',
    );
    expect(code, stderr).toBe(0);
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect(Object.keys(dependencies)).toEqual(['ventral-plugin-metric-constant']);
    expect(existsSync(join(folder, 'plugin/it-ran'))).toBe(false);
    const again = await runCommand(['add', './plugin'], settings);
    expect(again.stdout).toBe('No plugin that was not there before.\n');
  });

  it('finds the package of an id in the catalogue, and says where npm fails', async () => {
    const settings = { folder: project(), environment: offline };
    const args = ['add', 'constant@^1.0.0', 'Gratings.V4-pls', '--catalog', catalog];
    const { code, stderr } = await runCommand(args, settings);
    expect(stderr).toContain(
      '> npm install --ignore-scripts @you/ventral-metric-constant@^1.0.0 ventral-gratings\n',
    );
    expect(stderr).toContain('DEPENDENCY_MISSING');
    expect(code).toBe(1);
  });

  it('knows no other ids, and takes no flags for packages', async () => {
    const mistyped = await runCommand(['add', 'constnat', '--catalog', catalog]);
    expect(mistyped.stderr).toContain('PLUGIN_NOT_FOUND');
    expect(mistyped.stderr).toContain("Did you mean 'constant'?");
    const flag = await runCommand(['add', '--catalog', catalog, '--', '--ventral-x']);
    expect(flag.stderr).toContain('PLUGIN_NOT_FOUND');
  });

  it.each([
    ['package-lock.json', '{}', 'npm install --ignore-scripts'],
    ['pnpm-lock.yaml', '', 'pnpm add --ignore-scripts'],
    ['yarn.lock', '# yarn lockfile v1', 'yarn add --ignore-scripts'],
    ['yarn.lock', '__metadata:\n  version: 8', 'yarn add --mode=skip-build'],
  ])('runs the package manager of %s (%j), here or above', (lockfile, content, expected) => {
    const above = temporaryFolder();
    writeFileSync(join(above, lockfile), content);
    const { command, args } = findPackageManager(join(above, 'within'));
    expect([command, ...args].join(' ')).toBe(expected);
  });
});

describe('addPackages', () => {
  const words = ['plain', '@you/a b@>=1.0.0 <2.0.0', 'c@^1 || ^2', '"quoted" & %PATH% $HOME'];
  const before = process.env.PATH;
  afterEach(() => {
    process.env.PATH = before;
  });

  it('hands each word to the package manager as it is', async () => {
    const [folder, programs] = [temporaryFolder(), temporaryFolder()];
    installProgram(programs, 'yarn');
    process.env.PATH = [programs, before].join(delimiter);
    await addPackages({ command: 'yarn', args: ['add'] }, words, folder);
    expect(JSON.parse(readFileSync(join(folder, 'words.json'), 'utf8'))).toEqual(['add', ...words]);
  });

  it('says where the package manager is not installed', async () => {
    const folder = temporaryFolder();
    process.env.PATH = folder;
    await expect(
      addPackages({ command: 'pnpm', args: ['add'] }, ['a'], folder),
    ).rejects.toMatchObject({
      code: 'DEPENDENCY_MISSING',
      message: expect.stringContaining('pnpm cannot be run'),
      hint: expect.stringContaining('Install pnpm'),
    });
  });
});

/** A program that writes down what it was called with, as npm installs one: .cmd on Windows. */
function installProgram(folder: string, name: string): void {
  const script = join(folder, 'program.cjs');
  writeFileSync(
    script,
    `require('fs').writeFileSync('words.json', JSON.stringify(process.argv.slice(2)));`,
  );
  const node = process.execPath;
  writeFileSync(join(folder, `${name}.cmd`), `@"${node}" "${script}" %*\r\n`);
  writeFileSync(join(folder, name), `#!/bin/sh\nexec '${node}' '${script}' "$@"\n`, {
    mode: 0o755,
  });
}

describe('new', () => {
  it('begins a package, and says what to do next', async () => {
    const folder = temporaryFolder();
    const args = ['new', 'metric', 'my-overlap', '--package', '@you/ventral-metric-overlap'];
    const { code, stdout } = await runHere([...args, '--folder', 'overlap'], { folder });
    expect(stdout).toContain('@you/ventral-metric-overlap is in overlap:\n');
    expect(existsSync(join(folder, 'overlap/src/my-overlap.ts'))).toBe(true);
    expect(code).toBe(0);
    const again = await runHere([...args, '--folder', 'overlap'], { folder });
    expect(again.stderr).toContain('FILE_UNWRITABLE');
    expect(again.code).toBe(1);
  });
});
