import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePng } from '@ventral/images';
import type { RobustnessStudy } from '@ventral/scoring';
import { madeImage } from '@ventral/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { networkPath, temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const classes = 10;

/** A folder of two images of each class. */
async function imagesIn(folder: string, count = classes): Promise<string> {
  const images = join(folder, `photos-${count}`);
  for (let label = 0; label < count; label++) {
    mkdirSync(join(images, String(label)), { recursive: true });
    for (const one of [0, 1]) {
      const picture = await encodePng(madeImage(2 * label + one, 16, 16));
      writeFileSync(join(images, String(label), `${one}.png`), picture);
    }
  }
  return images;
}

describe('a study of robustness', () => {
  const folder = temporaryFolder();
  const [output, plot] = [join(folder, 'study.json'), join(folder, 'study.svg')];
  const how = ['--preprocessing', 'torch', '--missing', 'leave-out', '--cache', folder];
  let said: string;
  let study: RobustnessStudy;

  beforeAll(async () => {
    const images = await imagesIn(folder);
    const args = ['study', 'robustness', networkPath, '--images', images, ...how];
    const asked = ['--reference', networkPath, '--output', output, '--plot', plot];
    const outcome = await runHere([...args, ...asked]);
    expect(outcome).toMatchObject({ code: 0 });
    said = outcome.stdout;
    study = JSON.parse(readFileSync(output, 'utf8'));
  });

  test('has a row for every attack and for corruptions, and says what is meant', () => {
    for (const name of ['clean', 'pgd linf 8/255', 'pgd l2 0.5', 'pgd l1 8', 'square linf 8/255']) {
      expect(said).toContain(name);
    }
    expect(said).toMatch(/mCE +1\.000/);
    expect(said).toContain('20 images (photos-10)');
    expect(said).toContain('left out frost');
    expect(study.networks).toHaveLength(1);
    const [{ clean, scores, whiteBox, mean }] = study.networks as [RobustnessStudy['networks'][0]];
    expect(Object.keys(scores)).toEqual(study.benchmarks);
    const attacked = study.benchmarks.filter((id) => id.includes('-pgd-'));
    expect(attacked).toHaveLength(9);
    const values = attacked.map((id) => scores[id]?.value as number);
    expect(whiteBox?.value).toBeCloseTo(values.reduce((sum, one) => sum + one, 0) / 9, 12);
    expect(Math.max(...values)).toBeLessThanOrEqual(clean + 1e-12);
    const corruption = scores['Corruption.photos-10']?.value as number;
    expect(mean?.value).toBeCloseTo((corruption + (whiteBox?.value as number)) / 2, 12);
    expect(readFileSync(plot, 'utf8')).toContain('<svg');
  });

  test('is the same when it is made again, from what was kept', async () => {
    const images = join(folder, 'photos-10');
    const args = ['study', 'robustness', networkPath, '--images', images, ...how, '--json'];
    const again: RobustnessStudy = JSON.parse((await runHere(args)).stdout);
    expect(again.networks[0]?.scores).toEqual(study.networks[0]?.scores);
  });

  test('relates robustness to the score on a benchmark over networks', async () => {
    const networks: string[] = [];
    for (const sparsity of ['0', '0.3', '0.6', '0.9']) {
      const pruned = join(folder, `pruned-${sparsity}.onnx`);
      await runHere(['prune', networkPath, '--sparsity', sparsity, '-o', pruned]);
      networks.push(pruned);
    }
    const v1 = ['--v1', 'Gratings.V4-pls', '--layer', 'relu2'];
    const of = (some: readonly string[]) => [
      ...['study', 'robustness', ...some, '--images', join(folder, 'photos-10')],
      ...[...how, ...v1],
    ];
    const found: RobustnessStudy = JSON.parse((await runHere([...of(networks), '--json'])).stdout);
    const pairs = found.networks.map((one) => [one.v1!.value, one.whiteBox!.value] as const);
    const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / 4;
    const centred = [0, 1].map((side) => {
      const values = pairs.map((pair) => pair[side as 0 | 1]);
      return values.map((one) => one - mean(values));
    });
    const product = (a: number, b: number) =>
      centred[a]!.reduce((sum, one, at) => sum + one * centred[b]![at]!, 0);
    const r = product(0, 1) / Math.sqrt(product(0, 0) * product(1, 1));
    expect(found.relation).toMatchObject({ benchmark: 'Gratings.V4-pls', networks: 4 });
    expect(found.relation!.r).toBeCloseTo(r, 10);
    const [low, high] = found.relation!.interval as [number, number];
    // Of four networks: 1.96 on Fisher's scale, to both sides.
    expect(Math.atanh(r) - Math.atanh(low)).toBeCloseTo(1.96, 3);
    expect(Math.atanh(high) - Math.atanh(r)).toBeCloseTo(1.96, 3);
    expect((await runHere(of(networks.slice(0, 1)))).stdout).toContain('it takes three');
  });

  test.each([
    ['another number of classes', () => imagesIn(folder, 3), /tells 10 classes apart.* 3/],
    ['a folder that is not there', async () => join(folder, 'nowhere'), /nowhere/],
    [
      'images without classes',
      async () => {
        const images = join(folder, 'flat');
        mkdirSync(images, { recursive: true });
        writeFileSync(join(images, 'one.png'), await encodePng(madeImage(1, 16, 16)));
        return images;
      },
      /no classes/,
    ],
  ])('refuses %s', async (_, make, message) => {
    const args = ['study', 'robustness', networkPath, '--images', await make(), ...how];
    const { code, stderr } = await runHere(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });

  test('refuses a reference that is none of the models', async () => {
    const args = ['study', 'robustness', networkPath, '--reference', 'other', ...how];
    const { code, stderr } = await runHere(args);
    expect(code).toBe(1);
    expect(stderr).toContain("'other' is none of the models");
  });
});
