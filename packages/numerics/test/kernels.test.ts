import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import openWabt from 'wabt';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const all = ['packages/attacks', 'packages/corruptions', 'packages/numerics'];
const packages = ['packages', 'plugins'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
);

it('has the text of every kernel, and a kernel of every text', () => {
  expect(packages.filter((own) => textsOf(own).length > 0)).toEqual(all);
  expect(packages.filter((own) => sourcesOf(own).some(opensKernel))).toEqual(all);
});

it.each(all)('has the bytes of the kernel that the text of %s makes', async (own) => {
  const wabt = await openWabt();
  const kernels = sourcesOf(own).filter(opensKernel).map(kernelOf);
  expect(kernels.map(({ text }) => text)).toEqual(textsOf(own));
  for (const { text, base64 } of kernels) {
    const parsed = wabt.parseWat(text, readFileSync(join(root, own, 'scripts', text), 'utf8'));
    const { buffer } = parsed.toBinary({});
    parsed.destroy();
    expect(base64).toBe(Buffer.from(buffer).toString('base64'));
  }
});

function textsOf(own: string): string[] {
  return namesIn(own, 'scripts').filter((name) => name.endsWith('.wat'));
}

function sourcesOf(own: string): string[] {
  const names = namesIn(own, 'src').filter((name) => name.endsWith('.ts'));
  return names.map((name) => readFileSync(join(root, own, 'src', name), 'utf8'));
}

function namesIn(own: string, folder: string): string[] {
  try {
    return readdirSync(join(root, own, folder), { recursive: true, encoding: 'utf8' });
  } catch {
    return []; // not every package has one
  }
}

function opensKernel(source: string): boolean {
  return /(?<!function )\bopenWebAssembly</.test(source);
}

/** The text that a source names, and the bytes that follow. */
function kernelOf(source: string): { text: string; base64: string } {
  const found = /\/\/ scripts\/(\S+), as `wat2wasm` .*\nconst kernelBytes =([^;]+);/.exec(source);
  const pieces = found?.[2]?.matchAll(/'([^']*)'/g) ?? [];
  return { text: found?.[1] ?? '', base64: Array.from(pieces, ([, piece]) => piece).join('') };
}
