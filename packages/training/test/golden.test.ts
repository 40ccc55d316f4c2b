import type { NdArray } from '@ventral/arrays';
import {
  describeReference,
  type GoldenNrpFacts,
  goldenNrpNetwork,
  readGoldenNrp,
  readGoldenNrpFacts,
  readGoldenNrpParameters,
} from '@ventral/testing';
import { computeGradients, onnxTrainingEngine } from '@ventral/training';
import { beforeAll, describe, expect, test } from 'vitest';

describeReference('the training that PyTorch did', 'golden/nrp', () => {
  describe.each([
    { precision: 'float64', tolerance: 1e-9 },
    { precision: 'float32', tolerance: 1e-4 },
  ] as const)('in $precision', ({ precision, tolerance }) => {
    let facts: GoldenNrpFacts;
    beforeAll(() => {
      facts = readGoldenNrpFacts();
    });

    function task() {
      return {
        network: goldenNrpNetwork,
        loss: 'meanSquaredError' as const,
        optimizer: { learningRate: 0.001 },
        batchSize: 32,
        inputs: { x0: readGoldenNrp('x_block0'), x1: readGoldenNrp('x_block1') },
        targets: readGoldenNrp('y'),
        initialParameters: readGoldenNrpParameters('initial'),
        precision,
      };
    }

    function expectNear(array: NdArray | undefined, name: string): void {
      const golden = readGoldenNrp(name);
      expect(array?.shape, name).toEqual(golden.shape);
      // Relative to the largest value: what is 0 there may be rounding noise here.
      const values = Array.from(golden.values);
      const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const off = values.reduce(
        (most, value, index) => Math.max(most, Math.abs(value - (array?.values[index] as number))),
        0,
      );
      expect(off / scale, name).toBeLessThan(tolerance);
    }

    function meanAbsoluteError(prediction: NdArray, target: NdArray): number {
      const sum = Array.from(prediction.values).reduce(
        (total, value, index) => total + Math.abs(value - (target.values[index] as number)),
        0,
      );
      return sum / prediction.values.length;
    }

    test('the loss of the first step has these gradients', async () => {
      const { inputs, targets, ...rest } = task();
      const rows = ({ shape, values }: NdArray) => ({
        shape: [32, ...shape.slice(1)],
        values: values.slice(0, 32 * (shape[1] as number)),
      });
      const { loss, gradients } = await computeGradients({
        ...rest,
        inputs: { x0: rows(inputs.x0), x1: rows(inputs.x1) },
        targets: rows(targets),
      });
      expect(Math.abs(loss / (facts.loss_per_step[0] as number) - 1)).toBeLessThan(tolerance);
      for (const name of Object.keys(facts.parameters)) {
        expectNear(gradients[name], `gradient_step1.${name}`);
      }
    });

    test('weights after one step', async () => {
      await using training = await onnxTrainingEngine.begin(task());
      await training.runEpoch(Array.from({ length: 32 }, (_, row) => row));
      const parameters = await training.parameters();
      for (const name of Object.keys(facts.parameters)) {
        expectNear(parameters[name], `after_step1.${name}`);
      }
    });

    test('losses, weights, predictions, errors and hidden values after 30 steps', async () => {
      await using training = await onnxTrainingEngine.begin(task());
      const inputs = task().inputs;
      expectNear(await training.predict(inputs), 'initial_predictions');
      const order = Array.from({ length: 96 }, (_, row) => row);
      const losses: number[] = [];
      for (let epoch = 0; epoch < 10; epoch++) losses.push(...(await training.runEpoch(order)));
      expect(losses).toHaveLength(30);
      losses.forEach((loss, step) => {
        const off = Math.abs(loss / (facts.loss_per_step[step] as number) - 1);
        expect(off, `step ${step + 1}`).toBeLessThan(tolerance);
      });
      const parameters = await training.parameters();
      for (const name of Object.keys(facts.parameters)) {
        expectNear(parameters[name], `final.${name}`);
      }
      expectNear(await training.predict(inputs, 'block0'), 'final_nrp_l1_block0');
      expectNear(await training.predict(inputs, 'block1'), 'final_nrp_l1_block1');
      expectNear(await training.predict(inputs, 'hidden'), 'final_nrp_l2');

      const predicted = await training.predict(inputs);
      expectNear(predicted, 'final_predictions');
      const test = { x0: readGoldenNrp('x_block0_test'), x1: readGoldenNrp('x_block1_test') };
      const predictedTest = await training.predict(test);
      expectNear(predictedTest, 'final_predictions_test');
      const { mae_all, mae_test } = facts.final;
      const relative = (error: number, golden: number) => Math.abs(error / golden - 1);
      expect(relative(meanAbsoluteError(predicted, readGoldenNrp('y')), mae_all)).toBeLessThan(
        tolerance,
      );
      expect(
        relative(meanAbsoluteError(predictedTest, readGoldenNrp('y_test')), mae_test),
      ).toBeLessThan(tolerance);
    });
  });
});
