import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PruningStudy, parsePruningStudy } from '@ventral/scoring';
import { describe, expect, test } from 'vitest';
import { networkPath, runCommand, temporaryFolder } from './run-command.ts';

const slow = 'Gratings.V4.slow-pls';
const how = ['--preprocessing', 'torch', '--layer', 'relu2'];

function readStudy(path: string): PruningStudy {
  return parsePruningStudy(JSON.parse(readFileSync(path, 'utf8')), path);
}

describe('an interrupted study', () => {
  test('keeps its scores and continues there', async () => {
    const folder = temporaryFolder();
    const output = join(folder, 'study.json');
    const args = ['study', 'pruning', networkPath, slow, ...how, '--sparsities', '0,0.5'];
    const all = [...args, '--cache', folder, '--output', output];
    const temporary = { TMPDIR: temporaryFolder() };
    const interruptAt = /Recording relu2 for Gratings, sparsity 0\.5/;
    const first = await runCommand(all, { interruptAt, environment: temporary });
    expect(first.code).toBe(1);
    expect(first.stderr).toContain('INTERRUPTED');
    const left = readdirSync(temporary.TMPDIR).filter((name) => name.startsWith('ventral-'));
    expect(left).toEqual([]);
    const kept = readStudy(output);
    expect(kept.points.map(({ sparsity }) => sparsity)).toEqual([0]);
    const second = await runCommand(all);
    expect(second.code).toBe(0);
    expect(second.stderr).not.toContain('sparsity 0:');
    const whole = readStudy(output);
    expect(whole.points[0]).toEqual(kept.points[0]);
    const fresh = await runCommand([...args, '--cache', temporaryFolder(), '--json']);
    const scores = ({ points }: PruningStudy) => points.map(({ records }) => records[0]?.score);
    expect(scores(whole)).toEqual(scores(parsePruningStudy(JSON.parse(fresh.stdout), 'stdout')));
  });
});
