import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FeatureMatrix } from '@ventral/arrays';
import { createRunContext, recordActivations } from '@ventral/host';
import { RunStore, type Store } from '@ventral/runs';
import { describe, expect, it } from 'vitest';
import { activationsOf, brightnessModel, imageAt, someStimuli } from './brightness-model.ts';
import { makeFolder } from './temporary-folder.ts';

/**
 * What every store of records keeps.
 *
 * @param open a store of an address that is new or, where it is given, of that one
 */
export function describeStore(name: string, open: (address?: string) => Promise<Store>): void {
  describe(name, () => {
    it('keeps bytes by their key, and knows what is not there', async () => {
      const store = await open();
      expect(await store.read('records/a.json')).toBeUndefined();
      await store.write('records/a.json', bytes('one'));
      await store.write('records/a.json', bytes('two'));
      expect(text(await store.read('records/a.json'))).toBe('two');
      await store.remove('records/a.json');
      await store.remove('records/a.json');
      expect(await store.read('records/a.json')).toBeUndefined();
    });

    it('lets one of two writers win, who add one key at once', async () => {
      const one = await open();
      const second = await open(one.address);
      for (let round = 0; round < 20; round += 1) {
        const key = `records/${round}.json`;
        const added = await Promise.all([
          one.add(key, bytes('one')),
          second.add(key, bytes('second')),
        ]);
        expect(added.filter((isFirst) => isFirst)).toHaveLength(1);
        expect(text(await one.read(key))).toBe(added[0] ? 'one' : 'second');
      }
    });

    it('leaves the first that was added', async () => {
      const store = await open();
      expect(await store.add('records/a.json', bytes('first'))).toBe(true);
      expect(await store.add('records/a.json', bytes('later'))).toBe(false);
      expect(text(await store.read('records/a.json'))).toBe('first');
    });

    it('lists what is directly below, all of it', async () => {
      const store = await open();
      expect(await store.list('records')).toEqual([]);
      const names = Array.from({ length: 1100 }, (_, index) => `${index}.json`);
      for (let at = 0; at < names.length; at += 50) {
        await Promise.all(
          names.slice(at, at + 50).map((each) => store.write(`records/${each}`, bytes(each))),
        );
      }
      await store.write('recordsother/x.json', bytes('x'));
      await store.write('chunks/run-1/0.json', bytes('x'));
      expect([...(await store.list('records'))].sort()).toEqual([...names].sort());
      expect(await store.list('chunks')).toEqual(['run-1']);
      expect(await store.list('chunks/run-1')).toEqual(['0.json']);
    });

    it('takes large files, and gives them back as they were', async () => {
      const store = await open();
      await using folder = await makeFolder();
      const [from, to] = [join(folder.path, 'from'), join(folder.path, 'to')];
      const content = randomBytes(12_000_000);
      await writeFile(from, content);
      expect(await store.addFile('networks/a/model.onnx', from)).toBe(true);
      expect(await store.addFile('networks/a/model.onnx', from)).toBe(false);
      expect(await store.readFile('networks/a/model.onnx', to)).toBe(true);
      expect((await readFile(to)).equals(content)).toBe(true);
      expect(await store.readFile('networks/a/other.onnx', join(folder.path, 'other'))).toBe(false);
      await expect(readFile(join(folder.path, 'other'))).rejects.toThrow('ENOENT');
    });

    it('gives the activations that one machine recorded to others, and finds what is damaged', async () => {
      const store = await open();
      const { activations: sharedActivations } = new RunStore(store);
      const recordElsewhere = async () => {
        await using cache = await makeFolder();
        const context = createRunContext({ cacheFolder: cache.path, sharedActivations });
        const model = brightnessModel();
        const layers = ['late', 'early'];
        const recorded = await recordActivations(model, someStimuli(10), layers, context);
        const late = recorded.get('late') as FeatureMatrix;
        expect(await late.readColumns(0, late.featureCount)).toEqual(expected);
        return model.looks.map((look) => look.layers);
      };
      const images = Array.from({ length: 10 }, (_, index) => imageAt(index));
      const expected = activationsOf(images, 5);
      expect(await recordElsewhere()).toEqual([['late', 'early']]);
      expect(await recordElsewhere()).toEqual([]);

      const [folder = ''] = await store.list('activations');
      const names = await store.list(`activations/${folder}`);
      const key = `activations/${folder}/${names.find((each) => each.startsWith('late'))}`;
      const damaged = Buffer.from((await store.read(key)) ?? []);
      damaged.writeUInt8(damaged.readUInt8(150) ^ 1, 150);
      await store.write(key, damaged);
      expect(await recordElsewhere()).toEqual([['late']]);
      expect(await recordElsewhere()).toEqual([]);
    });

    it.each([
      '../a',
      'a/../../b',
      '/etc/passwd',
      'a//b',
      'a/./b',
      '.hidden',
      'a\\..\\b',
      'a\0b',
      '',
    ])('refuses the key %j, which could lead out', async (key) => {
      const store = await open();
      await using folder = await makeFolder({ file: 'x' });
      const path = join(folder.path, 'file');
      const refused = { code: 'STORE_UNUSABLE', message: expect.stringContaining('is no key') };
      for (const attempt of [
        async () => store.read(key),
        async () => store.add(key, bytes('x')),
        async () => store.write(key, bytes('x')),
        async () => store.remove(key),
        async () => store.list(key),
        async () => store.addFile(key, path),
        async () => store.readFile(key, join(folder.path, 'new')),
      ]) {
        await expect(attempt()).rejects.toMatchObject(refused);
      }
    });

    it('finds a damaged record by its hash, and makes room for it to be made again', async () => {
      const store = await open();
      const runs = new RunStore(store);
      const key = 'ab'.repeat(32);
      const damaged = JSON.stringify({ sha256: '0'.repeat(64), cost: {}, record: {} });
      for (const content of [damaged, damaged.slice(0, 20), '', '[]', 'null']) {
        await store.write(`records/${key}.json`, bytes(content));
        expect(await runs.recordKeys()).toEqual(new Set([key]));
        expect(await runs.record(key)).toBeUndefined();
        expect(await runs.recordKeys()).toEqual(new Set());
      }
    });
  });
}

function bytes(content: string): Uint8Array {
  return Buffer.from(content);
}

function text(content: Uint8Array | undefined): string | undefined {
  return content && Buffer.from(content).toString('utf8');
}
