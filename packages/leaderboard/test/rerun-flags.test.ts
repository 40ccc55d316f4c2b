import { expect, it } from 'vitest';
import { rerunFlags } from '../src/rerun-flags.ts';
import { madeRecord } from './made-record.ts';

const record = madeRecord({ model: 'net.onnx', value: 0.5 });

it('is empty where the command needs nothing beside model and benchmark', () => {
  expect(rerunFlags(record)).toBe('');
});

it('names what was asked for, each word as a shell leaves it', () => {
  const flags = rerunFlags({
    ...record,
    seed: 7,
    model: { id: 'net.onnx', layer: 'fire 5/concat', layerChosenBy: 'user' },
    inputs: {
      preprocessing: 'torch',
      imageSize: 224,
      metric: 'ridge',
      metricOptions: { penalty: [1, 2], name: "it's", text: '10' },
      missingParts: 'leave-out',
      time: 'changes',
    },
  });
  expect(flags).toBe(
    `--preprocessing torch --image-size 224 --layer 'fire 5/concat' --metric ridge ` +
      `--option penalty=[1,2] --option 'name=it'\\''s' --option 'text="10"' --missing leave-out --time changes --seed 7`.replace(
        'penalty=[1,2]',
        "'penalty=[1,2]'",
      ),
  );
});
