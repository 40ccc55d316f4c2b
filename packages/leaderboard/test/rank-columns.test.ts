import { RandomState } from '@ventral/numerics';
import { expect, it } from 'vitest';
import { rankColumn } from '../src/rank-column.ts';
import { rankColumns } from '../src/rank-columns.ts';

function made(models: number, seed: number) {
  const random = new RandomState(seed);
  const values = Array.from({ length: models }, () => random.standardNormal());
  const replicates = values.map((value) =>
    Float32Array.from({ length: 50 }, () => value + 0.2 * random.standardNormal()),
  );
  return { values, replicates, better: 'higher' as const };
}

it('ranks in threads as without', async () => {
  const columns = [made(500, 1), made(400, 2)];
  expect(await rankColumns(columns)).toEqual(columns.map(rankColumn));
});

it('says in a thread, too, why there are no bands', async () => {
  const [first, second] = [made(500, 1), made(500, 2)];
  const broken = { ...second, replicates: second.replicates.map((one) => one.fill(Number.NaN)) };
  const [whole, none] = await rankColumns([first, broken]);
  expect(whole).toHaveLength(500);
  expect(none).toContain('replicates');
});
