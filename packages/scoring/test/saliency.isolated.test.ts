import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePng } from '@ventral/images';
import { drawSaliency, type Saliency, type SaliencyRequest } from '@ventral/scoring';
import { madeImage } from '@ventral/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { abortWhen, networkPath, openFixture, temporaryFolder } from './project-fixture.ts';

const asked = { model: networkPath, preprocessing: 'torch', layer: 'conv1', unit: 900 };
let image: string;
beforeAll(async () => {
  image = join(temporaryFolder(), 'made.png');
  writeFileSync(image, await encodePng(madeImage(5, 48, 40)));
});

async function saliencyOf(request: Partial<SaliencyRequest> = {}, seed = 1): Promise<Saliency> {
  const project = await openFixture();
  return project.saliency({ ...asked, image, ...request }, { seed });
}

const valuesOf = ({ maps }: Saliency, method: string) =>
  maps.find((map) => map.method === method)!.values;

describe('saliency', () => {
  it('maps a response by all methods, over the image as the network sees it', async () => {
    const saliency = await saliencyOf();
    expect(saliency).toMatchObject({ image: 'made.png', layer: 'conv1', unit: 900 });
    expect(saliency.maps.map(({ method }) => method)).toEqual([
      'gradient',
      'gradient-x-input',
      'smoothgrad',
      'integrated-gradients',
    ]);
    expect([saliency.seen.width, saliency.seen.height]).toEqual([32, 32]);
    for (const { shape, values } of saliency.maps) {
      expect(shape).toEqual([32, 32, 3]);
      expect(values).toHaveLength(32 * 32 * 3);
    }
  });

  it('is one and the same by every gradient where the network is linear', async () => {
    const saliency = await saliencyOf();
    const gradient = valuesOf(saliency, 'gradient');
    const input = valuesOf(saliency, 'gradient-x-input');
    expect(gradient.some((value) => value !== 0)).toBe(true);
    for (const [place, value] of gradient.entries()) {
      expect(valuesOf(saliency, 'smoothgrad')[place]).toBeCloseTo(value, 5);
      expect(input[place]).toBeCloseTo((value * saliency.seen.data[place]!) / 255, 6);
      expect(valuesOf(saliency, 'integrated-gradients')[place]).toBeCloseTo(input[place]!, 5);
    }
  });

  it('gives with integrated gradients all of the response, less that to black', async () => {
    const saliency = await saliencyOf({ unit: undefined, methods: ['integrated-gradients'] });
    const { facts, values } = saliency.maps[0]!;
    const { baseline = 0, gap = 0, sum } = facts;
    const all = saliency.response - baseline;
    expect(sum).toBeCloseTo(
      values.reduce((total, value) => total + value, 0),
      6,
    );
    expect(gap).toBeCloseTo((sum ?? 0) - all, 6);
    expect(Math.abs(all)).toBeGreaterThan(1);
    // The midpoint rule is exact for a square of what is linear.
    expect(Math.abs(gap / all)).toBeLessThan(1e-4);
  });

  it('closes the gap of integrated gradients with more steps', async () => {
    const gapOf = async (samples: number) => {
      const methods = ['integrated-gradients'] as const;
      const request = { layer: undefined, unit: undefined, class: 3, methods, samples };
      const { facts } = (await saliencyOf(request)).maps[0]!;
      expect(facts.steps).toBe(samples);
      return Math.abs(facts.gap ?? 0);
    };
    const [few, many] = [await gapOf(3), await gapOf(300)];
    expect(few).toBeGreaterThan(10 * many);
  });

  it('is drawn from the seed: the same gives the same map, another another', async () => {
    const request = { unit: undefined, layer: 'relu2', methods: ['smoothgrad'] as const };
    const [first, again, other] = [
      await saliencyOf(request, 1),
      await saliencyOf(request, 1),
      await saliencyOf(request, 2),
    ];
    expect(valuesOf(again, 'smoothgrad')).toEqual(valuesOf(first, 'smoothgrad'));
    expect(valuesOf(other, 'smoothgrad')).not.toEqual(valuesOf(first, 'smoothgrad'));
  });

  it('draws up to what 99 % of the pixels that matter stay below', () => {
    const seen = madeImage(1, 20, 10);
    const values = new Float32Array(600);
    for (let pixel = 0; pixel < 100; pixel++) values[pixel * 3 + 1] = -(pixel + 1);
    const { picture, brightest } = drawSaliency(seen, values);
    expect(brightest).toBe(99);
    expect([picture.width, picture.height]).toEqual([3 * (20 * 23 + 8) + 16, 230]);
    expect(drawSaliency(seen, new Float32Array(600)).brightest).toBe(0);
  });

  it('ends soon after an interruption', async () => {
    const project = await openFixture();
    const interruption = abortWhen(({ done }) => done === 20);
    const running = project.saliency({ ...asked, image }, interruption);
    await expect(running).rejects.toMatchObject({
      code: 'INTERRUPTED',
      message: expect.stringContaining('after 30 of 50 images of smoothgrad'),
    });
  });

  const torn = () => {
    const path = join(temporaryFolder(), 'torn.png');
    writeFileSync(path, 'no image');
    return path;
  };
  it.each<[string, () => Partial<SaliencyRequest>, string, RegExp]>([
    ['no response', () => ({ layer: undefined, unit: undefined }), 'OPTION_INVALID', /no response/],
    ['a unit of no layer', () => ({ layer: undefined }), 'OPTION_INVALID', /unit 900 is of no/],
    ['two responses', () => ({ class: 1 }), 'OPTION_INVALID', /class 1 and a layer/],
    ['an unknown layer', () => ({ layer: 'conv9' }), 'LAYER_NOT_FOUND', /'conv9'/],
    ['a unit that is not there', () => ({ unit: 1e6 }), 'OPTION_INVALID', /no unit 1000000/],
    ['an unknown method', () => ({ methods: ['lime' as never] }), 'OPTION_INVALID', /methods/],
    ['no sample', () => ({ samples: 0 }), 'OPTION_INVALID', /samples/],
    ['no method', () => ({ methods: [] }), 'OPTION_INVALID', /methods/],
    ['no image', () => ({ image: 'no.png' }), 'FILE_UNREADABLE', /no\.png/],
    ['a torn image', () => ({ image: torn() }), 'IMAGE_UNREADABLE', /torn\.png/],
    [
      'a model that has no gradient',
      () => ({ model: 'pixels', preprocessing: undefined }),
      'GRADIENT_UNAVAILABLE',
      /'pixels' cannot be differentiated/,
    ],
    ['an unknown preprocessing', () => ({ preprocessing: undefined }), 'OPTION_INVALID', /wants/],
  ])('refuses %s', async (_, request, code, message) => {
    await expect(saliencyOf(request())).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});
