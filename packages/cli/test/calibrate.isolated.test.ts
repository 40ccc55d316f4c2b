import { expect, test } from 'vitest';
import { workspaceFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const inWorkspace = { folder: workspaceFolder };

test('data whose truth is not known are refused', async () => {
  const { code, stderr } = await runHere(['calibrate', 'pls', '--on', 'Cowley2023'], inWorkspace);
  expect(code).toBe(1);
  expect(stderr).toContain('OPTION_INVALID');
  expect(stderr).toContain('The truth behind Cowley2023 is not known.');
});

test('a metric that compares no features is refused', async () => {
  const { code, stderr } = await runHere(['calibrate', 'internal_consistency'], inWorkspace);
  expect(code).toBe(1);
  expect(stderr).toContain('OPTION_INVALID');
});
