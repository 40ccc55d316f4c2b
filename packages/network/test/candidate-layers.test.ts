import { candidateLayers, type GraphLayer } from '@ventral/network';
import { describe, expect, it } from 'vitest';

/** `name:Operation`, `name:Operation:features` for a fully connected layer, `-` before what is on a branch. */
function layers(text: string): readonly GraphLayer[] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [name = '', operation = '', features] = word.replace('-', '').split(':');
      const shape = features === undefined ? [8, 4, 4] : [Number(features)];
      return { name, operation, shape, isCut: !word.startsWith('-') };
    });
}

const block = (id: string) => `-${id}.conv1:Conv -${id}.relu:Relu -${id}.conv2:Conv ${id}.add:Add`;

describe('candidateLayers', () => {
  it('takes rectified sums and pools of a residual network', () => {
    const network = layers(`
      conv1:Conv relu:Relu pool1:MaxPool
      ${['a', 'b', 'c', 'd', 'e'].map((id) => `${block(id)} ${id}:Relu`).join(' ')}
      mean:GlobalAveragePool fc:Gemm:10 prob:Softmax:10`);
    expect(candidateLayers(network)).toEqual(['pool1', 'a', 'b', 'c', 'd', 'e']);
  });

  it('takes the sums themselves where nothing rectifies them', () => {
    const network = layers(['a', 'b', 'c', 'd', 'e', 'f'].map(block).join(' '));
    expect(candidateLayers(network)).toEqual([
      'a.add',
      'b.add',
      'c.add',
      'd.add',
      'e.add',
      'f.add',
    ]);
  });

  it('takes every rectified value of a plain network, and no class scores', () => {
    const network = layers(`
      conv1:Conv relu1:Relu pool1:MaxPool conv2:Conv relu2:Relu pool2:MaxPool
      fc6:Gemm:100 relu6:Relu:100 fc7:Gemm:10 prob:Softmax:10`);
    expect(candidateLayers(network)).toEqual(['relu1', 'pool1', 'relu2', 'pool2', 'relu6']);
  });

  it('takes pools and fully connected layers of a deep plain network', () => {
    const stage = (id: number) => `a${id}:Relu b${id}:Relu pool${id}:MaxPool`;
    const network = layers(`${[1, 2, 3, 4, 5].map(stage).join(' ')} fc6:Gemm:9 relu6:Relu:9`);
    expect(candidateLayers(network)).toEqual([
      ...['pool1', 'pool2', 'pool3', 'pool4', 'pool5', 'relu6'],
    ]);
  });

  it('leaves out what lies on a branch', () => {
    const module = (id: number) => `-left${id}:Relu -pool${id}:MaxPool out${id}:Concat`;
    const network = layers([1, 2, 3, 4, 5, 6].map(module).join(' '));
    expect(candidateLayers(network)).toEqual(['out1', 'out2', 'out3', 'out4', 'out5', 'out6']);
  });

  it('spreads twelve over a deep network, the last among them', () => {
    const network = layers(Array.from({ length: 30 }, (_, index) => `c${index}:Concat`).join(' '));
    const chosen = candidateLayers(network).map((name) => Number(name.slice(1)));
    expect(chosen).toEqual([2, 4, 7, 9, 12, 14, 17, 19, 22, 24, 27, 29]);
  });

  it('takes something of any network', () => {
    expect(candidateLayers(layers('a:MatMul b:MatMul'))).toEqual(['a', 'b']);
  });
});
