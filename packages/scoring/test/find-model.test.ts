import { join } from 'node:path';
import { discoverPlugins } from '@ventral/host';
import { installed, makeFolder, project } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { fileOf, findModel, openerOf } from '../src/find-model.ts';

const opener = `export const open = (path, options) => ({ kind: 'model', id: path, options });
export const openFronted = (path, options) => ({ kind: 'model', id: 'fronted ' + path, options });
export const openReader = (path, options) => ({ kind: 'model', id: 'reader of ' + path, options });`;

const described = { modelDescriptionVersion: 1, tokenizer: 'tokens/tokenizer.json' };

/** A project with a package that opens networks, as they are and behind a front end. */
async function makeProject(
  extra: Readonly<Record<string, string | object>> = {},
  more: readonly object[] = [],
) {
  const files = installed('a', 'A');
  const [folder = ''] = Object.keys(files).map((path) => path.slice(0, path.lastIndexOf('/')));
  const made = await makeFolder({
    'package.json': project('a'),
    ...files,
    [`${folder}/package.json`]: {
      name: 'a',
      version: '1.0.0',
      type: 'module',
      exports: './index.js',
      ventral: {
        apiVersion: 1,
        plugins: [],
        modelFiles: [
          { extension: '.onnx', prefix: 'retinal+', export: 'openFronted' },
          { extension: '.onnx', export: 'open' },
          ...more,
        ],
      },
    },
    [`${folder}/index.js`]: opener,
    'nets/net.onnx': 'a network',
    ...extra,
  });
  return { made, index: await discoverPlugins(made.path) };
}

describe('a model file behind a front end', () => {
  it('is addressed by what stands before the name of the file', async () => {
    const { made, index } = await makeProject();
    await using _folder = made;
    const path = join(made.path, 'nets/net.onnx');
    const plain = await findModel(path, {}, index);
    expect([plain.model.id, plain.file]).toEqual([path, path]);
    const fronted = await findModel(join(made.path, 'nets/retinal+net.onnx'), {}, index);
    expect([fronted.model.id, fronted.file]).toEqual([`fronted ${path}`, path]);
  });

  it('is used as the description beside the network says', async () => {
    const { made, index } = await makeProject({
      'nets/net.ventral.json': { modelDescriptionVersion: 1, imageSize: 32 },
    });
    await using _folder = made;
    const { options, taken } = await findModel(join(made.path, 'nets/retinal+net.onnx'), {}, index);
    expect(options).toEqual({ imageSize: 32 });
    expect(taken).toEqual(['32 x 32 pixels']);
  });

  it('is no such address where a file has that very name', async () => {
    const { made, index } = await makeProject({ 'nets/retinal+net.onnx': 'another network' });
    await using _folder = made;
    const path = join(made.path, 'nets/retinal+net.onnx');
    expect((await findModel(path, {}, index)).file).toBe(path);
  });

  it('is no such address where only a folder is called so', async () => {
    const { made, index } = await makeProject();
    await using _folder = made;
    const found = openerOf('retinal+nets/net.onnx', index)!;
    expect(found.prefix).toBeUndefined();
    expect(fileOf('retinal+nets/net.onnx', found)).toBe('retinal+nets/net.onnx');
  });

  it('is named where the network is not there', async () => {
    const { made, index } = await makeProject();
    await using _folder = made;
    await expect(
      findModel(join(made.path, 'nets/retinal+missing.onnx'), {}, index),
    ).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('missing'),
    });
  });
});

describe('a model file of language', () => {
  const reader = { extension: '.onnx', stimuli: 'text', export: 'openReader' };

  it('is one by its tokenizer, named or described beside the file', async () => {
    const { made, index } = await makeProject(
      { 'nets/gpt.onnx': '', 'nets/gpt.ventral.json': described },
      [reader],
    );
    await using _folder = made;
    const [net, gpt] = ['nets/net.onnx', 'nets/gpt.onnx'].map((name) => join(made.path, name));
    expect((await findModel(net!, {}, index)).model.id).toBe(net);
    const asked = await findModel(net!, { tokenizer: 'far/tokenizer.json' }, index);
    expect(asked.model.id).toBe(`reader of ${net}`);
    expect(asked.options).toEqual({ tokenizer: 'far/tokenizer.json' });
    const found = await findModel(gpt!, {}, index);
    expect(found.model.id).toBe(`reader of ${gpt}`);
    expect(found.options).toEqual({ tokenizer: join(made.path, 'nets/tokens/tokenizer.json') });
    expect(found.taken).toEqual(['the tokenizer tokenizer.json']);
  });

  it('is told from networks that look, where nothing reads it', async () => {
    const { made, index } = await makeProject();
    await using _folder = made;
    const path = join(made.path, 'nets/net.onnx');
    await expect(findModel(path, { tokenizer: 'tokenizer.json' }, index)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: 'No installed package reads net.onnx as a model of language.',
      hint: expect.stringContaining('@ventral/model-language'),
    });
  });

  it('needs no tokenizer where files of its kind are of language alone', async () => {
    const arpa = { ...reader, extension: '.arpa' };
    const { made, index } = await makeProject({ 'nets/news.arpa': '' }, [arpa]);
    await using _folder = made;
    const path = join(made.path, 'nets/news.arpa');
    expect((await findModel(path, {}, index)).model.id).toBe(`reader of ${path}`);
  });
});
