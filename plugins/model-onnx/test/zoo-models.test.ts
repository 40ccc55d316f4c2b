import { readFileSync } from 'node:fs';
import { zooModels } from '@ventral/model-onnx';
import { describeReference, referencePath } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

describe('zooModels', () => {
  it('have ids of their own', () => {
    const ids = zooModels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('squeezenet1_1');
    expect(ids).toContain('resnet50_v1');
  });

  it.each(zooModels.map((model) => [model.id, model] as const))('%s is pinned', (_, model) => {
    const [file, ...others] = model.files;
    expect(others).toEqual([]);
    expect(file?.hash).toEqual({
      algorithm: 'sha256',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(file?.urls).toHaveLength(2);
    for (const url of file?.urls ?? []) {
      expect(url).toMatch(
        /^https:\/\/[\w.]*github[\w.]*\/.*onnx\/models\/(raw\/)?b1eeaa1[0-9a-f]{33}\//,
      );
      expect(url.endsWith(file?.path ?? '?')).toBe(true);
    }
    expect(model.citation).toMatch(/\(\d{4}\).*(doi:10\.|arXiv:)/);
    expect(model.licence).toMatch(/^(MIT|Apache-2\.0|BSD-3-Clause)$/);
    if (model.imagenetTop1 !== undefined) {
      expect(model.imagenetTop1).toBeGreaterThan(50);
      expect(model.imagenetTop1).toBeLessThan(81);
    }
  });
});

describeReference('pins of the zoo', 'weights/onnx_zoo_pins.tsv', () => {
  it('are those of its repository, each the newest float32 file of its network', () => {
    const rows = readFileSync(referencePath('weights/onnx_zoo_pins.tsv'), 'utf8')
      .trim()
      .split('\n');
    const pins = new Map(
      rows.map((row) => {
        const [path = '', digest, bytes] = row.split('\t');
        return [path, { digest, bytes: Number(bytes) }];
      }),
    );
    const versionOf = (path: string) => Number(/-(\d+)\.onnx$/.exec(path)?.[1]);
    for (const { files } of zooModels) {
      const [file] = files;
      const path = file?.path ?? '';
      expect({ digest: file?.hash.digest, bytes: file?.bytes }, path).toEqual(pins.get(path));
      const versions = [...pins.keys()].filter(
        (other) => other.replace(/\d+\.onnx$/, '') === path.replace(/\d+\.onnx$/, ''),
      );
      expect(versionOf(path), path).toBe(Math.max(...versions.map(versionOf)));
    }
  });
});
