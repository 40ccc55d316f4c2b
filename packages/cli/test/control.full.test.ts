import type { ControlRecord } from '@ventral/scoring';
import { expect, test } from 'vitest';
import { temporaryFolder, workspaceFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

test('images that are made drive simulated V4 sites beyond all natural and random images', async () => {
  const cache = temporaryFolder();
  const sites = ['010', '017', '029', '050'].map((site) => `simulated.V4.${site}`).join();
  const how = ['--sites', sites, '--steps', '20', '--cache', cache, '--output', cache, '--json'];
  const line = ['control', 'basenet', '--benchmark', 'SimulatedVentral.V4-pls', ...how];
  const { stdout } = await runHere(line, { folder: workspaceFolder });
  const { summary, targets }: ControlRecord = JSON.parse(stdout);
  expect(targets).toHaveLength(4);
  expect(summary['factor over best natural']!.interval![0]).toBeGreaterThan(1);
  expect(summary['factor over best query']!.interval![0]).toBeGreaterThan(1);
  for (const { goals, synthesized, natural } of targets) {
    const site = goals.indexOf(1);
    expect(synthesized[0]!.true![site]).toBeGreaterThan(natural.best.true![site]!);
  }
});
