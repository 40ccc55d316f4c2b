import { encodeNode, extendModel, openSession, type Tensor, withInputs } from '@ventral/onnx';
import { type EpochsState, trainEpochs, trainedModel } from '@ventral/training';
import { expect, test } from 'vitest';
import { madeNetwork, madeTask } from './made-training.ts';

const drawn = [{ name: 'noise', shape: [3, 8, 8], kind: 'normal' as const }];

/** A network that sees its images with what is drawn added to them. */
function noisyNetwork() {
  const model = madeNetwork();
  const seen = encodeNode({ operation: 'Add', inputs: ['image', 'noise'], outputs: ['seen'] });
  const nodes = model.graph.node.map((node) =>
    node.output[0] === 'stem.convolved'
      ? { ...node, input: ['seen', ...node.input.slice(1)] }
      : node,
  );
  const input = (name: string) => ({ name, type: 'float32', shape: ['samples', 3, 8, 8] }) as const;
  return withInputs(extendModel(model, { nodes: [seen, ...nodes], outputs: ['logits'] }), [
    input('image'),
    input('noise'),
  ]);
}

const noisyTask = (changes: Parameters<typeof madeTask>[0] = {}) =>
  madeTask({ network: { model: noisyNetwork(), trainable: 'all' }, drawn, ...changes });

test('what is drawn is drawn again: a training that goes on has the bits of one that was not left', async () => {
  const states: EpochsState[] = [];
  const whole = await trainEpochs(noisyTask(), {
    onEpoch: (state) => states.push(structuredClone(state)),
  });
  expect(await trainEpochs(noisyTask(), {}, states[1])).toEqual(whole);
  const quiet = await trainEpochs(madeTask());
  expect(quiet.curves[0]?.loss).not.toBe(whole.curves[0]?.loss);
  const other = await trainEpochs(noisyTask({ seed: 4 }));
  expect(other.curves[0]?.loss).not.toBe(whole.curves[0]?.loss);
});

test('attacked images are seen with what is drawn', async () => {
  const [pass] = madeTask().passes;
  const attack = {
    epsilon: 0.1,
    steps: 2,
    labels: Array.from({ length: 20 }, (_, row) => row % 3),
  };
  const attacked = (changes: object) =>
    trainEpochs(noisyTask({ passes: [{ ...pass, attack }], epochs: 1, ...changes }));
  const [first, again, other] = [
    await attacked({}),
    await attacked({}),
    await attacked({ seed: 9 }),
  ];
  expect(again).toEqual(first);
  expect(other.curves[0]?.loss).not.toBe(first.curves[0]?.loss);
});

test('weights that are not named stay as they are, and the form that learns may be another', async () => {
  const network = { model: madeNetwork(), trainable: ['logits.weights', 'logits.bias'] };
  const choice = [{ ...drawn[0]!, kind: 'choice' as const }];
  // The same network, which sees one pixel of one channel brighter while it learns.
  const state = await trainEpochs(
    madeTask({ network, learning: noisyNetwork(), drawn: choice, epochs: 2 }),
  );
  expect(Object.keys(state.weights).sort()).toEqual(['logits.bias', 'logits.weights']);
  const trained = trainedModel(network.model, { ...state.weights, ...state.statistics });
  await using session = await openSession(trained);
  const values = new Float32Array(3 * 64).fill(0.5);
  const image: Tensor = { type: 'float32', shape: [1, 3, 8, 8], values };
  const logits = (await session.run({ image })).logits?.values as Float32Array;
  expect([...logits].every(Number.isFinite)).toBe(true);
  const plain = await trainEpochs(madeTask({ network, epochs: 2 }));
  expect(plain.curves[0]?.loss).not.toBe(state.curves[0]?.loss);
});
