import { createAssembly, type StimulusSet } from '@ventral/arrays';
import { importanceMaps } from '@ventral/benchmark-osie';
import { createRunContext } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { madeImage } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { placesSeen } from '../src/places-seen.ts';
import { linearNetwork, side, weights } from './made-network.ts';

const context = createRunContext();
const ids = Array.from({ length: 11 }, (_, index) => `image ${index}`);
const stimuli: StimulusSet = {
  id: 'made',
  digest: 'made',
  stimuli: ids.map((id, index) => ({ id, load: async () => madeImage(index, 40, 30) })),
};

describe('maps of importance', () => {
  it('hold the strongest slope of the highest score among the colours of a pixel', async () => {
    await using open = await linearNetwork().open(context);
    await using classifier = await open.openClassifier!(context);
    const maps = await importanceMaps(classifier, stimuli, context);
    expect(maps.stimulusIds).toEqual(ids);
    const values = await maps.readColumns(0, maps.featureCount);
    const highest = new Set<number>();
    const pixels = side * side;
    for (const [index, { load }] of stimuli.stimuli.entries()) {
      const { data } = classifier.fit(await load());
      const scores = await classifier.scores(Float32Array.from(data, (level) => level / 255));
      const named = scores[1]! > scores[0]! ? 1 : 0;
      highest.add(named);
      for (let pixel = 0; pixel < pixels; pixel += 37) {
        const slopes = preprocessings.torch.std.map(
          (deviation, channel) => Math.abs(weights[named]![channel * pixels + pixel]!) / deviation,
        );
        expect(values[index * pixels + pixel]).toBeCloseTo(Math.max(...slopes), 5);
      }
    }
    // Both classes are named, or the test would not see which one is asked about.
    expect(highest.size).toBe(2);
  });

  it('stop where the run is interrupted', async () => {
    await using open = await linearNetwork().open(context);
    await using classifier = await open.openClassifier!(context);
    const interrupted = createRunContext({ signal: AbortSignal.abort() });
    await expect(importanceMaps(classifier, stimuli, interrupted)).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
  });
});

describe('places that a network sees', () => {
  const looks = createAssembly({
    dims: ['presentation'],
    shape: [3],
    values: new Float64Array(3),
    coords: {
      stimulus_id: { dim: 'presentation', values: ['b', 'a', 'b'] },
      subject: { dim: 'presentation', values: ['1', '1', '2'] },
      x: { dim: 'presentation', values: [0, 400, 800] },
      y: { dim: 'presentation', values: [0, 450, 300] },
    },
  });
  const shown: StimulusSet = {
    ...stimuli,
    stimuli: ['a', 'b'].map((id) => ({ id, load: async () => madeImage(1, 8, 6) })),
    columns: { width: [800, 1600], height: [600, 300] },
  };

  it('are in shares of the whole image where that is seen', () => {
    const { coords } = placesSeen(looks, shown, { left: 0, top: 0, width: 1, height: 1 });
    expect(coords.x?.values).toEqual([0, 0.5, 0.5]);
    expect(coords.y?.values).toEqual([0, 0.75, 1]);
    expect(coords.subject).toEqual(looks.coords.subject);
  });

  it('are below 0 or above 1 where they are cut off', () => {
    const part = { left: 0.25, top: 0.5, width: 0.5, height: 0.25 };
    const { coords } = placesSeen(looks, shown, part);
    expect(coords.x?.values).toEqual([-0.5, 0.5, 0.5]);
    expect(coords.y?.values).toEqual([-2, 1, 2]);
  });
});
