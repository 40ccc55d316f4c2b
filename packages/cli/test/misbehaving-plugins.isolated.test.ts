import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Outcome, runCommand, temporaryFolder } from './run-command.ts';

/** A project with one plugin, whose package is what it says. */
function projectWith(code: string, packageJson: object = {}, title = 'A model'): string {
  const folder = temporaryFolder();
  const installed = join(folder, 'node_modules/odd');
  mkdirSync(installed, { recursive: true });
  const manifest = { name: 'project', dependencies: { odd: '*' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const plugins = [{ kind: 'model', id: 'A', export: 'model', title, scoreVersion: 1 }];
  const own = { name: 'odd', version: '1.2.3', type: 'module', exports: './index.js' };
  const ventral = { apiVersion: 1, plugins };
  writeFileSync(
    join(installed, 'package.json'),
    JSON.stringify({ ...own, ventral, ...packageJson }),
  );
  writeFileSync(join(installed, 'index.js'), code);
  return folder;
}

function info(folder: string): Promise<Outcome> {
  return runCommand(['info', 'A'], { folder, environment: { TMPDIR: folder } });
}

const model = (fields: string) =>
  `export const model = { kind: 'model', id: 'A', scoreVersion: 1, apiVersion: 1, ${fields} };`;

test.each([
  ['waits for ever', 'await new Promise(() => {});', 'waits for what never comes'],
  ['ends the process', 'process.exit(0);', 'process.exit(0) was called while odd@1.2.3'],
  ['throws what cannot be shown', 'throw Object.create(null);', 'what cannot be shown'],
  ['throws from a getter', model("get scoreVersion() { throw 'a fit'; }"), 'a fit'],
  ['has a kind of another type', model('kind: 5n'), 'has kind 5n where its manifest says'],
  ['has no list of files', model('files: null'), 'has files null where a list has to be'],
])('a plugin that %s is named', async (_, code, says) => {
  const { code: exitCode, stdout, stderr } = await info(projectWith(code));
  expect(stderr).toContain('error PLUGIN_BROKEN: ');
  expect(stderr).toContain(says);
  expect(stderr).toContain('odd@1.2.3');
  expect(stderr).not.toContain('    at ');
  expect([exitCode, stdout]).toEqual([1, '']);
});

test.each(['peerDependencies', 'peerDependenciesMeta'])(
  'a package whose %s are null',
  async (field) => {
    const folder = projectWith(model(''), { [field]: null });
    const { code, stderr } = await info(folder);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `PLUGIN_BROKEN: odd@1.2.3 cannot be used: its package.json has ${field}`,
    );
  },
);

test('what nobody foresaw has a code, one line, and a file of details', async () => {
  const code = `${model('')} setTimeout(() => { throw new Error('much later'); }); await new Promise((done) => setTimeout(done, 500));`;
  const { code: exitCode, stderr } = await info(projectWith(code));
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^error INTERNAL: .*much later\.$/m);
  expect(stderr).not.toContain('    at ');
  const [, path = ''] = /details in (.+)/.exec(stderr) ?? [];
  expect(readFileSync(path, 'utf8')).toMatch(/Error: much later\n +at /);
});

test('what a plugin says of itself does not steer the terminal', async () => {
  const title = '\u001b]0;x\u0007\u001b[2J\nequal';
  const { stdout } = await runCommand(['list'], { folder: projectWith(model(''), {}, title) });
  expect(stdout).toContain('\\u001b]0;x\\u0007\\u001b[2J\\u000aequal');
  expect(stdout).not.toContain('\u001b');
});

test('twenty thousand plugins are listed at once', async () => {
  const one = { kind: 'model', export: 'model', title: 'A model', scoreVersion: 1 };
  const list = async (length: number) => {
    const plugins = Array.from({ length }, (_, index) => ({ ...one, id: `m${index}` }));
    const folder = projectWith('', { ventral: { apiVersion: 1, plugins } });
    const begin = performance.now();
    const { code, stdout } = await runCommand(['list'], { folder });
    expect(code).toBe(0);
    expect(stdout.split('\n').length).toBeGreaterThan(length);
    return performance.now() - begin;
  };
  // What grows with the square would take 400 times as long, and seconds are those of the machine.
  const thousand = await list(1000);
  expect(await list(20_000)).toBeLessThan(40 * thousand);
});

test('a family without end is refused before it is written out', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const many = Array.from({ length: 100 }, (_, index) => index).join(' ');
  const id = names.map((name) => `<${name}>`).join('.');
  const values = Object.fromEntries(names.map((name) => [name, many]));
  const plugins = [{ kind: 'model', id, export: 'model', title: 'A', scoreVersion: 1, values }];
  const folder = projectWith('', { ventral: { apiVersion: 1, plugins } });
  const { code, stderr } = await runCommand(['list'], { folder });
  expect(code).toBe(1);
  expect(stderr).toContain('MANIFEST_INVALID');
  expect(stderr).toContain('at most 100000 plugins');
});
