/** Images with the values that Pillow and torchvision give: a few in fixtures, the rest in the reference material. */
import { existsSync, readFileSync } from 'node:fs';
import { decodeNpy, type NpyArray, type RgbImage } from '@ventral/arrays';
import { decodeImage, type ResizeFilter } from '@ventral/images';
import { referencePath } from '@ventral/testing';

interface HashedImage {
  readonly image: string;
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
}

/** Hashes of what Pillow gives for the images in fixtures. */
export const pillow: {
  readonly decoded: readonly HashedImage[];
  readonly resized: readonly (HashedImage & { readonly filter: ResizeFilter })[];
} = JSON.parse(readFileSync(new URL('fixtures/pillow.json', import.meta.url), 'utf8'));

export function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url));
}

export interface GoldenCase {
  readonly image: string;
  readonly op: string;
  readonly file: string;
  readonly shape: readonly number[];
  readonly result_mode?: string;
  readonly width: number;
  readonly height: number;
  readonly size: number;
  readonly resize: number;
  readonly crop: number;
  readonly mean_bgr: readonly [number, number, number];
  readonly source_degrees: number;
  readonly target_degrees: number;
}

export interface GoldenIndex {
  readonly images: Readonly<
    Record<string, { readonly width: number; readonly height: number; readonly decoded?: string }>
  >;
  readonly cases: readonly GoldenCase[];
}

/** The reference index; empty where there is none, for suites that are then skipped. */
export function goldenIndex(): GoldenIndex {
  const path = referencePath('golden/images/index.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { images: {}, cases: [] };
}

export function goldenArray(file: string): NpyArray {
  return decodeNpy(readFileSync(referencePath('golden/images', file)));
}

export async function goldenImage(name: string): Promise<RgbImage> {
  return decodeImage(readFileSync(referencePath('golden/images', name)), name);
}

/** How many values differ; -1 where there are not as many. */
export function differing(actual: ArrayLike<number>, expected: NpyArray['values']): number {
  if (actual.length !== expected.length) return -1;
  let count = 0;
  for (let index = 0; index < expected.length; index++) {
    if (actual[index] !== expected[index]) count++;
  }
  return count;
}
