import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeNpy } from '@ventral/arrays';
import { decodeImage, encodePng } from '@ventral/images';
import { madeImage } from '@ventral/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { networkPath, runCommand, temporaryFolder } from './run-command.ts';

let image: string;
beforeAll(async () => {
  image = join(temporaryFolder(), 'cat.png');
  writeFileSync(image, await encodePng(madeImage(5, 48, 40)));
});

const argsFor = (output: string, ...more: readonly string[]) => [
  ...['saliency', networkPath, '--preprocessing', 'torch', '--image', image],
  ...['--output', output, ...more],
];

describe('saliency', () => {
  test('writes a picture and values for every method, and says what they are of', async () => {
    const output = join(temporaryFolder(), 'maps');
    const { code, stdout, stderr } = await runCommand(argsFor(output, '--class', '3'));
    expect(stderr).not.toContain('error');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Class 3 of logits: -?[\d.]+, by the 32 x 32 x 3 pixels/);
    expect(stdout).toMatch(/integrated-gradients .*gap/);
    const methods = ['gradient-x-input', 'gradient', 'integrated-gradients', 'smoothgrad'];
    expect(readdirSync(output).sort()).toEqual(
      methods.flatMap((method) => [`cat.${method}.npy`, `cat.${method}.png`]),
    );
    for (const method of methods) {
      const picture = join(output, `cat.${method}.png`);
      const { width, height } = await decodeImage(readFileSync(picture), picture);
      expect([width, height]).toEqual([3 * (224 + 8) + 16, 224]);
      const { shape, values } = decodeNpy(readFileSync(join(output, `cat.${method}.npy`)));
      expect(shape).toEqual([32, 32, 3]);
      expect(values).toBeInstanceOf(Float32Array);
    }
  });

  test('says as JSON what was differentiated, and where the maps are', async () => {
    const output = temporaryFolder();
    const more = ['--layer', 'conv1', '--unit', '900', '--methods', 'gradient', '--json'];
    const { stdout } = await runCommand(argsFor(output, ...more));
    expect(JSON.parse(stdout)).toEqual({
      model: networkPath,
      image: 'cat.png',
      layer: 'conv1',
      unit: 900,
      response: expect.any(Number),
      width: 32,
      height: 32,
      maps: [
        {
          method: 'gradient',
          facts: {},
          brightest: expect.any(Number),
          picture: join(output, 'cat.gradient.png'),
          values: join(output, 'cat.gradient.npy'),
        },
      ],
    });
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no response', [], /OPTION_INVALID.*no response is named/],
    ['a class and a layer', ['--class', '1', '--layer', 'conv1'], /cannot be used with/],
    ['a class that is no index', ['--class', 'cat'], /whole number from 0 on/],
    ['a class too many', ['--class', '10'], /OPTION_INVALID.*no class 10: 'logits' .* 10 classes/],
    ['an unknown method', ['--layer', 'conv1', '--methods', 'lime'], /Methods are gradient, /],
    ['an unknown layer', ['--layer', 'conv9'], /LAYER_NOT_FOUND.*'conv9'.*\n.*conv1/],
    ['a unit too many', ['--layer', 'conv1', '--unit', '999999'], /OPTION_INVALID.*no unit 999999/],
  ])('refuses %s', async (_, more, message) => {
    const { code, stderr } = await runCommand(argsFor(temporaryFolder(), ...more));
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('refuses to overwrite the image that a link leads to', async () => {
    const output = temporaryFolder();
    symlinkSync(image, join(output, 'cat.gradient.png'));
    const before = readFileSync(image);
    const { code, stderr } = await runCommand(argsFor(output, '--class', '1'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/OPTION_INVALID.*would be overwritten/);
    expect(readFileSync(image).equals(before)).toBe(true);
  });
});
