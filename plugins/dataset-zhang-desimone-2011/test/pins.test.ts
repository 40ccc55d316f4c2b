import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as plugin from '@ventral/dataset-zhang-desimone-2011';
import { describeReference, referencePath } from '@ventral/testing';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { files } = plugin.zhangDesimone2011;
const folder =
  'data/zhang-desimone-2011-macaque-it/data-raw/raster/Zhang_Desimone_7object_raster_data_mat';

describe('the pins', () => {
  it('name a file for each of 132 neurons, at the pinned commit', () => {
    expect(new Set(files.map(({ path }) => path)).size).toBe(132);
    for (const { path, urls } of files) {
      expect(path).toMatch(/^bp10\d\dspk_0\d[A-D]_raster_data\.mat$/);
      expect(urls).toEqual([
        `https://raw.githubusercontent.com/emeyers/NeuroDecodeR/826e2119a69d7879c3f58c75854272324dead2a7/data-raw/raster/Zhang_Desimone_7object_raster_data_mat/${path}`,
      ]);
    }
  });
});

describeReference('the pins and the files', folder, () => {
  it('agree', () => {
    for (const { path, hash } of files) {
      const content = readFileSync(referencePath(folder, path));
      expect(createHash('sha256').update(content).digest('hex')).toBe(hash.digest);
    }
  });
});

checkManifest(plugin);
checkDataset(plugin.zhangDesimone2011);
