import { createRunContext } from '@ventral/host';
import * as plugin from '@ventral/model-hmax';
import { checkManifest, checkModel } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { hmax, hmaxModel } = plugin;

checkManifest(plugin);
checkModel(hmax, { layer: 'C2' });

describe('hmax', () => {
  it('has 16 sizes of S1 cells, 8 bands of C1 cells and 400 C2 cells', async () => {
    await using model = await hmax.open(createRunContext());
    const shapes = new Map(model.layers.map(({ name, shape }) => [name, shape]));
    const named = (start: string) => [...shapes.keys()].filter((name) => name.startsWith(start));
    expect(named('S1.')).toHaveLength(16);
    expect(named('C1.band')).toHaveLength(8);
    expect(shapes.get('S1.37x37')).toEqual([4, 140, 140]);
    expect(shapes.get('C1.band1')).toEqual([4, 34, 34]);
    expect(shapes.get('C1.band8')).toEqual([4, 11, 11]);
    expect(shapes.get('C1')).toEqual([13_888]);
    expect(shapes.get('S2.8x8.band2')).toEqual([100, 20, 20]);
    expect(shapes.get('C2')).toEqual([400]);
    expect(hmax.files).toEqual([]);
  });

  it.each([0, 2.5, -1])('refuses %d templates a size', (templatesPerSize) => {
    expect(() => hmaxModel({ templatesPerSize })).toThrowError(
      expect.objectContaining({ code: 'OPTION_INVALID' }),
    );
  });

  it('is cached under a digest that lasts, one for each seed', async () => {
    await using model = await hmax.open(createRunContext());
    await using other = await hmaxModel({ seed: 1, templatesPerSize: 8 }).open(createRunContext());
    await using another = await hmaxModel({ seed: 2, templatesPerSize: 8 }).open(
      createRunContext(),
    );
    expect(model.digest).toMatchInlineSnapshot(
      `"960129305c55d2e27269e74ce5e54e7da174888e6de4c1b66ef1c734a598b63c"`,
    );
    expect(other.digest).not.toBe(another.digest);
  });
});
