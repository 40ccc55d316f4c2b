import { createHash } from 'node:crypto';
import {
  copyFileSync,
  linkSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { networkPath, temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('prune', () => {
  test('writes the network with exactly so many zeros, and shows every layer', async () => {
    const output = join(temporaryFolder(), 'pruned.onnx');
    const args = ['prune', networkPath, '--sparsity', '0.8', '-o', output];
    const { code, stdout } = await runHere(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/conv1\s+Conv\s+600\s+0\.0 %/);
    expect(stdout).toMatch(/all\s+8,712\s+0\.0 %\s+80\.0 %/);
    const again = await runHere([
      'prune',
      output,
      '--sparsity',
      '0',
      '-o',
      `${output}.onnx`,
      '--json',
    ]);
    const { weights, zerosBefore, zerosAfter } = JSON.parse(again.stdout);
    expect([weights, zerosBefore, zerosAfter]).toEqual([8712, 6970, 6970]);
  });

  test('prunes each layer alike with --per-layer', async () => {
    const output = join(temporaryFolder(), 'pruned.onnx');
    const args = ['prune', networkPath, '--sparsity', '0.5', '--per-layer', '-o', output, '--json'];
    const { stdout } = await runHere(args);
    const { layers } = JSON.parse(stdout) as { layers: { weights: number; zerosAfter: number }[] };
    expect(layers.map(({ weights, zerosAfter }) => zerosAfter / weights)).toEqual([0.5, 0.5, 0.5]);
  });

  test('gives the same bytes again, over an earlier output', async () => {
    const folder = temporaryFolder();
    const output = join(folder, 'pruned.onnx');
    const args = ['prune', networkPath, '--sparsity', '0.3', '--output', output];
    await runHere(args);
    const first = sha256(output);
    writeFileSync(output, 'something else');
    await runHere(args);
    expect(sha256(output)).toBe(first);
    expect(readdirSync(folder)).toEqual(['pruned.onnx']);
  });

  test.each([
    ['by its path', (path: string, _folder: string) => path],
    [
      'by a symbolic link',
      (path: string, folder: string) => {
        symlinkSync(path, join(folder, 'link.onnx'));
        return join(folder, 'link.onnx');
      },
    ],
    [
      'by another name',
      (path: string, folder: string) => {
        linkSync(path, join(folder, 'hard.onnx'));
        return join(folder, 'hard.onnx');
      },
    ],
  ])('refuses to overwrite what it reads, %s', async (_, nameOf) => {
    const folder = temporaryFolder();
    const path = join(folder, 'net.onnx');
    copyFileSync(networkPath, path);
    const output = nameOf(path, folder);
    const { code, stderr } = await runHere(['prune', path, '--sparsity', '0.5', '-o', output]);
    expect(code).toBe(1);
    expect(stderr).toContain('OPTION_INVALID');
    expect(stderr).toContain('would be overwritten');
    expect(sha256(path)).toBe(sha256(networkPath));
  });

  const out = () => join(temporaryFolder(), 'out.onnx');
  const network = Buffer.from(readFileSync(networkPath)).toString('base64');
  test.each<[what: string, args: () => string[], message: RegExp]>([
    ['a sparsity of 1', () => [networkPath, '--sparsity', '1', '-o', out()], /from 0 to below 1/],
    ['a negative one', () => [networkPath, '--sparsity=-0.1', '-o', out()], /from 0 to below 1/],
    ['a word', () => [networkPath, '--sparsity', 'most', '-o', out()], /from 0 to below 1/],
    ['nothing', () => [networkPath, '--sparsity', '', '-o', out()], /from 0 to below 1/],
    ['no output', () => [networkPath, '--sparsity', '0.5'], /--output/],
    [
      'an id',
      () => ['squeezenet1.1', '--sparsity', '0.5', '-o', out()],
      /FILE_UNREADABLE.*no \.onnx/,
    ],
    ['no file', () => ['no.onnx', '--sparsity', '0.5', '-o', out()], /MODEL_UNREADABLE.*no\.onnx/],
    [
      'a folder that is not there',
      () => [networkPath, '--sparsity', '0.5', '-o', join(temporaryFolder(), 'no/out.onnx')],
      /FILE_UNWRITABLE/,
    ],
    [
      'a torn network',
      () => {
        const torn = join(temporaryFolder(), 'torn.onnx');
        writeFileSync(torn, Buffer.from(network, 'base64').subarray(0, 9000));
        return [torn, '--sparsity', '0.5', '-o', out()];
      },
      /MODEL_UNREADABLE.*cut short/,
    ],
  ])('refuses %s', async (_, args, message) => {
    const { code, stderr } = await runHere(['prune', ...args()]);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
