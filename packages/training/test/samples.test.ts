import { type LearningRateSettings, learningRateAt } from '@ventral/training';
import { describe, expect, it, test } from 'vitest';
import { showMaps } from '../src/objectives/show-maps.ts';
import { type ImageView, viewsOf } from '../src/samples/augmentation.ts';
import { endlessOrder, epochOrder } from '../src/samples/sample-order.ts';
import { showImages } from '../src/samples/show-images.ts';
import { madeImages, scale } from './made-training.ts';

const channels = [0, 1, 2] as const;

describe('the order of samples', () => {
  it('shows every sample once an epoch, in an order of its own', () => {
    const order = epochOrder(10, 4, 1, 0);
    const epochs = [0, 1].map((epoch) =>
      [0, 1, 2].flatMap((step) => order.at(3 * epoch + step).rows),
    );
    for (const rows of epochs)
      expect(rows.toSorted((a, b) => a - b)).toEqual([...Array(10).keys()]);
    expect(epochs[0]).not.toEqual(epochs[1]);
    expect(order.at(2).rows).toHaveLength(2);
  });

  it('is the same from whatever step it is asked for', () => {
    for (const make of [epochOrder, endlessOrder]) {
      const forwards = make(7, 3, 9, 1);
      const all = [...Array(12).keys()].map((step) => forwards.at(step));
      for (const step of [11, 0, 5, 2, 8]) expect(make(7, 3, 9, 1).at(step)).toEqual(all[step]);
    }
  });

  it('of a set that is shown round after round, has whole batches and every sample as often', () => {
    const order = endlessOrder(5, 3, 2, 1);
    const steps = [...Array(5).keys()].map((step) => order.at(step));
    for (const { rows } of steps) expect(rows).toHaveLength(3);
    const counts = [0, 1, 2, 3, 4].map(
      (row) => steps.flatMap(({ rows }) => rows).filter((one) => one === row).length,
    );
    expect(counts).toEqual([3, 3, 3, 3, 3]);
  });
});

describe('how images are shown', () => {
  it('depends on seed, round and image alone', () => {
    const augmentation = { padding: 4, flip: true };
    const views = viewsOf(augmentation, 50, 1, 0);
    const all = [0, 1, 2].map((round) => [...Array(50).keys()].map((row) => views(row, round)));
    expect(viewsOf(augmentation, 50, 1, 0)(17, 2)).toEqual(all[2]?.[17]);
    expect(all[0]).not.toEqual(all[1]);
    const moves = all.flat().map(({ right }) => right);
    expect([Math.min(...moves), Math.max(...moves)]).toEqual([-4, 4]);
    const flipped = all.flat().filter(({ isFlipped }) => isFlipped).length;
    expect(flipped).toBeGreaterThan(50);
    expect(flipped).toBeLessThan(100);
  });

  it('moves, mirrors and fills with black what lies outside', () => {
    const levels = Uint8Array.from({ length: 2 * 3 * 3 }, (_, index) => 10 * (index + 1));
    const images = { count: 1, height: 2, width: 3, levels };
    const plain = {
      levels: Float32Array.from({ length: 768 }, (_, index) => index % 256),
      channels: [2, 1, 0] as const,
    };
    const show = (right: number, down: number, isFlipped: boolean) =>
      [...showImages(images, [0], () => ({ right, down, isFlipped }), plain)].slice(0, 6);
    // The first channel of this network is blue.
    expect(show(0, 0, false)).toEqual([30, 60, 90, 120, 150, 180]);
    expect(show(1, 0, false)).toEqual([60, 90, 0, 150, 180, 0]);
    expect(show(0, -1, false)).toEqual([0, 0, 0, 30, 60, 90]);
    expect(show(0, 0, true)).toEqual([90, 60, 30, 180, 150, 120]);
  });

  it('goes for its map as well', () => {
    const [count, side] = [4, 8];
    const images = madeImages(count, side);
    const red = { levels: Float32Array.from({ length: 768 }, (_, at) => at % 256), channels };
    const values = Float32Array.from({ length: count * side * side }, (_, at) => {
      return images.levels[3 * at]!;
    });
    const isThere = [true, true, false, true];
    const maps = { shape: [count, side, side] as const, values, isThere };
    const viewOf = viewsOf({ padding: 3, flip: true }, count, 1, 1);
    const rows = [3, 0, 2, 1, 3];
    const views = rows.map((row, round) => viewOf(row, round));
    expect(new Set(views.map((view) => JSON.stringify(view))).size).toBe(5);
    const shown = showImages(images, rows, (place) => views[place]!, red);
    const ofMaps = showMaps(maps, rows, views);
    for (const place of rows.keys()) {
      const own = shown.subarray(3 * place * side * side, (3 * place + 1) * side * side);
      const size = side * side;
      expect(ofMaps.values.subarray(place * size, (place + 1) * size), `${place}`).toEqual(own);
    }
    expect([...ofMaps.isThere]).toEqual([1, 1, 0, 1, 1]);
    expect(showMaps(maps, [2, 1])).toEqual({
      values: Float32Array.of(...values.subarray(128, 192), ...values.subarray(64, 128)),
      isThere: Float32Array.of(0, 1),
    });
  });

  it('leaves nothing of a map whose only place is moved out of sight', () => {
    const values = new Float32Array(16).fill(1, 0, 1);
    const maps = { shape: [1, 4, 4] as const, values, isThere: [true] };
    const left = (view: ImageView) => showMaps(maps, [0], [view]).isThere[0];
    expect(left({ right: 0, down: 0, isFlipped: false })).toBe(1);
    expect(left({ right: 0, down: 0, isFlipped: true })).toBe(1);
    expect(left({ right: -1, down: 0, isFlipped: false })).toBe(1);
    expect(left({ right: 1, down: 0, isFlipped: false })).toBe(0);
    expect(left({ right: 0, down: 2, isFlipped: true })).toBe(0);
  });

  it('as it is, is what the levels become', () => {
    const images = madeImages(2);
    const [first] = showImages(images, [1], () => ({ right: 0, down: 0, isFlipped: false }), scale);
    expect(first).toBe(scale.levels[images.levels[192]!]);
  });
});

test.each<[LearningRateSettings, readonly number[]]>([
  [{ rate: 0.2, schedule: 'constant' }, [0.2, 0.2, 0.2]],
  [{ rate: 0.2 }, [0.2, 0.1, 0.2 * 0.5 * (1 + Math.cos(0.75 * Math.PI))]],
  [{ rate: 0.2, schedule: 'steps', at: [4], factor: 0.5 }, [0.2, 0.1, 0.1]],
  [{ rate: 0.2, schedule: 'constant', warmUp: 8 }, [0, 0.1, 0.15]],
])('the learning rate of %j', (settings, expected) => {
  for (const [index, done] of [0, 4, 6].entries()) {
    expect(learningRateAt(settings, done, 8)).toBeCloseTo(expected[index]!, 12);
  }
});
