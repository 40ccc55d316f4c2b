import { statSync } from 'node:fs';
import { openAssembly } from '@ventral/brainio';
import { openZip } from '@ventral/files';
import { describeReference } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { expectLayout, goldenPath, readExpectations } from './golden-sets.ts';
import { hashOf } from './hash.ts';

describeReference('the golden data sets', 'golden/brainio', () => {
  describe.each(['majajhong', 'freemanziemba', 'rajalingham'])('%s', (set) => {
    it('has the files of the expectations', async () => {
      for (const [name, expected] of Object.entries(readExpectations(set).files)) {
        const path = goldenPath(set, name);
        expect(statSync(path).size, name).toBe(expected.bytes);
        expect(await hashOf(path, 'sha1'), name).toBe(expected.sha1);
        expect(await hashOf(path, 'sha256'), name).toBe(expected.sha256);
      }
    });

    it('gives every variable of every assembly', async () => {
      for (const [name, expected] of Object.entries(readExpectations(set).layout)) {
        await expectLayout(await openAssembly(goldenPath(set, name)), expected);
      }
    });

    it('unpacks every image', async () => {
      const names = Object.keys(readExpectations(set).files).filter((name) =>
        name.endsWith('.zip'),
      );
      for (const name of names) {
        const zip = await openZip(goldenPath(set, name));
        expect(zip.entries.length).toBeGreaterThan(30);
        for (const entry of zip.entries) {
          expect(await zip.read(entry.name)).toHaveLength(entry.bytes);
        }
      }
    });
  });
});
