import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cowley2023 } from '@ventral/dataset-cowley-2023';
import { describeReference, referencePath } from '@ventral/testing';
import { beforeAll, expect, it } from 'vitest';

const folder = 'data/cowley2023-macaque-v4';

describeReference('the pins and the tree of the source', folder, () => {
  let tree: ReadonlyMap<string, string>;
  beforeAll(() => {
    tree = readTree();
  });

  it('agree on every file that is pinned by its git blob', () => {
    const pinned = cowley2023.files.filter(({ hash }) => hash.algorithm === 'git-blob');
    expect(pinned).toHaveLength(3 * 45 - 25);
    for (const { path, hash } of pinned)
      expect([path, hash.digest]).toEqual([path, tree.get(path)]);
  });

  it('leave out no file of a session with images', () => {
    const pinned = new Set(cowley2023.files.map(({ path }) => path));
    const rest = [...tree.keys()].filter((path) => !pinned.has(path));
    const withoutImages = ['201016', '201017', '201018', '201019', '201020'];
    expect(rest.sort()).toEqual(
      [
        'readme.txt',
        ...withoutImages.map((id) => `responses_raw/responses_${id}.npy`),
        ...withoutImages.map((id) => `responses_repeat_averaged/responses_${id}.npy`),
      ].sort(),
    );
  });

  it('agree on the files at hand, by both hashes and the size', () => {
    const present = cowley2023.files.filter(({ path }) => existsSync(referencePath(folder, path)));
    expect(present).toHaveLength(11);
    for (const { path, hash, bytes } of present) {
      const content = readFileSync(referencePath(folder, path));
      expect(content.length).toBe(bytes);
      expect(hash).toEqual({
        algorithm: 'sha256',
        digest: createHash('sha256').update(content).digest('hex'),
      });
      const blob = createHash('sha1').update(`blob ${content.length}\0`).update(content);
      expect(blob.digest('hex')).toBe(tree.get(path));
    }
  });
});

/** The git blob id of every file of the source, by path. */
function readTree(): ReadonlyMap<string, string> {
  const text = readFileSync(referencePath(folder, 'source-tree-git-blobs.tsv'), 'utf8');
  const lines = text.trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [blob = '', path = ''] = line.split('\t');
      return [path.replace('data_V4_responses/', ''), blob];
    }),
  );
}
