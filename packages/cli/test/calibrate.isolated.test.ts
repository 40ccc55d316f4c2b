import { expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

test('data whose truth is not known are refused', async () => {
  const { code, stderr } = await runCommand(['calibrate', 'pls', '--on', 'Gratings']);
  expect(code).toBe(1);
  expect(stderr).toContain('OPTION_INVALID');
  expect(stderr).toContain('The truth behind Gratings is not known.');
});

test('a metric that compares no features is refused', async () => {
  const { code, stderr } = await runCommand(['calibrate', 'internal_consistency']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/OPTION_INVALID|PLUGIN_NOT_FOUND/);
});
