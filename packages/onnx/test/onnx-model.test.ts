import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { buildModel, encodeModel, externalFiles, openSession, readModel } from '@ventral/onnx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphProto, ModelProtoSchema, TensorProtoSchema } from '../src/generated/onnx_pb.ts';

const bytes = buildModel({
  inputs: [{ name: 'x', type: 'float32', shape: ['n', 2] }],
  outputs: [{ name: 'y', type: 'float32', shape: ['n', 2] }],
  nodes: [{ operation: 'Add', inputs: ['x', 'w'], outputs: ['y'] }],
  initializers: [{ name: 'w', shape: [2], values: Float32Array.of(10, 20) }],
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventral-onnx-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('readModel', () => {
  it('takes bytes or a path', async () => {
    const path = join(folder, 'add.onnx');
    await writeFile(path, bytes);
    const fromPath = await readModel(path);
    expect(fromPath).toMatchObject({ name: path, folder });
    expect(encodeModel(fromPath)).toEqual(encodeModel(await readModel(bytes)));
  });

  it('keeps what it does not know when it writes a model', async () => {
    // Field 6 of a model, its documentation, is not among the fields that are read.
    const documented = Buffer.concat([bytes, Uint8Array.of((6 << 3) | 2, 2), Buffer.from('hi')]);
    const again = Buffer.from(encodeModel(await readModel(documented)));
    expect(again.includes(Buffer.concat([Uint8Array.of((6 << 3) | 2, 2), Buffer.from('hi')]))).toBe(
      true,
    );
  });

  it.each([
    ['no file', 'nowhere.onnx', undefined, /There is no file/],
    ['a folder', '', undefined, /could not be read/],
    [
      'a Git LFS pointer',
      'pointer.onnx',
      'version https://git-lfs.github.com/spec/v1\n',
      /Git LFS/,
    ],
    ['a web page', 'page.onnx', '<!DOCTYPE html><html></html>', /no ONNX model|cut short/],
    ['no graph', 'header.onnx', new Uint8Array([8, 8]), /holds no graph/],
  ])('refuses %s', async (_, name, content, message) => {
    const path = join(folder, name);
    if (content !== undefined) await writeFile(path, content);
    await expect(readModel(path)).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      message: expect.stringMatching(message),
    });
  });

  it('refuses a damaged weight, wherever it lies (onnx-damaged-weight)', async () => {
    const damaged = Uint8Array.of((8 << 3) | 2, 100, 1);
    const proto = fromBinary(ModelProtoSchema, bytes);
    proto.graph?.initializer.push(damaged);
    const inBranch = fromBinary(ModelProtoSchema, bytes);
    inBranch.graph?.node[0]?.attribute.push({
      $typeName: 'onnx.AttributeProto',
      ...{ name: 'body', type: 5, floats: [], ints: [], strings: [], graphs: [] },
      g: fromBinary(ModelProtoSchema, toBinary(ModelProtoSchema, proto)).graph as GraphProto,
    });
    for (const one of [proto, inBranch]) {
      await expect(readModel(toBinary(ModelProtoSchema, one))).rejects.toMatchObject({
        code: 'MODEL_UNREADABLE',
        message: expect.stringContaining('damaged: premature EOF'),
        hint: expect.stringContaining('sha256'),
      });
    }
  });

  it('refuses a graph without its output', async () => {
    const proto = fromBinary(ModelProtoSchema, bytes);
    proto.graph?.output.forEach((output) => {
      output.name = 'z';
    });
    await expect(readModel(toBinary(ModelProtoSchema, proto))).rejects.toThrow("its output 'z'");
  });
});

describe('weights in a second file', () => {
  async function writeExternal(
    location: string,
    { offset = '8', length = '8' } = {},
  ): Promise<string> {
    const proto = fromBinary(ModelProtoSchema, bytes);
    const weight = create(TensorProtoSchema, {
      name: 'w',
      dims: [2n],
      dataType: 1,
      dataLocation: 1,
      externalData: [
        { key: 'location', value: location },
        { key: 'offset', value: offset },
        { key: 'length', value: length },
      ],
    });
    if (proto.graph !== undefined) {
      proto.graph.initializer = [toBinary(TensorProtoSchema, weight)];
    }
    const path = join(folder, 'external.onnx');
    await writeFile(path, toBinary(ModelProtoSchema, proto));
    return path;
  }

  it('are found beside the model', async () => {
    const path = await writeExternal('external.bin');
    await writeFile(join(folder, 'external.bin'), Buffer.from(Float32Array.of(0, 0, 1, 2).buffer));
    const model = await readModel(path);
    expect(externalFiles(model)).toEqual([join(folder, 'external.bin')]);
    await using session = await openSession(model);
    const { y } = await session.run({
      x: { type: 'float32', shape: [1, 2], values: Float32Array.of(5, 5) },
    });
    expect(y?.values).toEqual(Float32Array.of(6, 7));
  });

  it('are found behind links, as in the cache of Hugging Face (hf-cache-symlink)', async () => {
    const [hub, blobs] = [join(folder, 'hub/snapshots/abc'), join(folder, 'hub/blobs')];
    await Promise.all([hub, blobs].map((path) => mkdir(path, { recursive: true })));
    await copyFile(await writeExternal('net.onnx_data'), join(blobs, 'aaaa'));
    await writeFile(join(blobs, 'bbbb'), Buffer.from(Float32Array.of(0, 0, 1, 2).buffer));
    await symlink('../../blobs/aaaa', join(hub, 'net.onnx'));
    await symlink('../../blobs/bbbb', join(hub, 'net.onnx_data'));
    const model = await readModel(join(hub, 'net.onnx'));
    expect(externalFiles(model)).toEqual([join(hub, 'net.onnx_data')]);
    const linked = join(folder, 'linked');
    await symlink(hub, linked);
    for (const one of [model, await readModel(join(linked, 'net.onnx'))]) {
      await using session = await openSession(one);
      const { y } = await session.run({
        x: { type: 'float32', shape: [1, 2], values: Float32Array.of(5, 5) },
      });
      expect(y?.values).toEqual(Float32Array.of(6, 7));
    }
  });

  it.each([
    ['offset', '-8'],
    ['offset', 'eight'],
    ['length', '1e400'],
  ])('are refused at %s %j', async (key, stated) => {
    const path = await writeExternal('external.bin', { [key]: stated });
    await writeFile(join(folder, 'external.bin'), new Uint8Array(16));
    await expect(readModel(path)).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      message: expect.stringContaining(`at ${key} '${stated}'`),
    });
  });

  it('are refused when cut short', async () => {
    const path = await writeExternal('short.bin');
    await writeFile(join(folder, 'short.bin'), new Uint8Array(12));
    await expect(readModel(path)).rejects.toThrow('it has 12 bytes of 16');
  });

  it.each(['/etc/passwd', '../outside.bin', 'sub/../../outside.bin', ''])(
    'are not looked for in %j',
    async (location) => {
      const path = await writeExternal(location);
      await expect(readModel(path)).rejects.toMatchObject({
        code: 'MODEL_UNREADABLE',
        message: expect.stringContaining('outside its own folder'),
      });
    },
  );
});
