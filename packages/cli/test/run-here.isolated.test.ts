import { expect, test } from 'vitest';
import { networkPath, runCommand } from './run-command.ts';
import { runHere } from './run-here.ts';

test.each([
  [['--version']],
  [['list', '--json']],
  [['layers', networkPath]],
  [['info', 'pixls']],
  [['scor', 'pixels']],
  [['score', networkPath, 'Gratings.V4-pls']],
])('a line does in this process what the command does: %j', async (args) => {
  expect(await runHere(args)).toEqual(await runCommand(args));
});

test('what a line sets of the process is as before', async () => {
  const before = [process.cwd(), { ...process.env }, process.exitCode, console];
  const environment = { VENTRAL_CACHE: '/nowhere', VENTRAL_STORE: '/nowhere' };
  await runHere(['info', 'pixls'], { folder: '/', environment });
  expect([process.cwd(), { ...process.env }, process.exitCode, console]).toEqual(before);
});
