import { readFileSync } from 'node:fs';
import type { ScoreRecord } from '@ventral/scoring';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, test } from 'vitest';
import { runCommand, temporaryFolder, workspaceFolder } from './run-command.ts';

interface LayerGolden {
  readonly pls: { readonly score: number; readonly error: number };
  readonly ridge_alpha1: { readonly score: number; readonly error: number };
}

interface SessionGolden {
  readonly internal_consistency?: { readonly ceiling: number };
  readonly models: Readonly<Record<string, Readonly<Record<string, LayerGolden>>>>;
}

// Real networks on real recordings, through the command, against Pillow, onnxruntime and
// scikit-learn.
describeReference('scores of real networks', 'golden/end-to-end', () => {
  const path = referencePath('golden/end-to-end/scores.json');
  const cache = temporaryFolder();
  const environment = { VENTRAL_MIRROR: referencePath('data'), VENTRAL_CACHE: cache };

  test.each([
    ['squeezenet1_1', 'caffe', '210325'],
    ['squeezenet1_1', 'caffe', '210305'],
    ['mobilenet_v1_0.25_128', 'tf', '210325'],
    ['mobilenet_v1_0.25_128', 'tf', '210305'],
  ])('%s, preprocessing %s, session %s', async (network, preprocessing, session) => {
    const golden = JSON.parse(readFileSync(path, 'utf8')) as Record<string, SessionGolden>;
    const layers = golden[session]?.models[network] as Record<string, LayerGolden>;
    const weights = referencePath(`weights/${network}.onnx`);
    for (const [metric, key] of [
      ['pls', 'pls'],
      ['ridge', 'ridge_alpha1'],
    ] as const) {
      const args = ['score', weights, `Cowley2023.V4.${session}-${metric}`, '--json'];
      const options = ['--preprocessing', preprocessing, '--layers', Object.keys(layers).join(',')];
      const { stdout } = await runCommand([...args, ...options], {
        folder: workspaceFolder,
        environment,
      });
      const record = JSON.parse(stdout) as ScoreRecord;
      const ceiling = golden[session]?.internal_consistency?.ceiling;
      if (ceiling !== undefined) expect(record.score.ceiling).toBeCloseTo(ceiling, 6);
      for (const [layer, expected] of Object.entries(layers)) {
        const score = record.layers?.[layer];
        expect(Math.abs((score?.value ?? 0) - expected[key].score), layer).toBeLessThan(0.002);
        expect(Math.abs((score?.spread ?? 0) - expected[key].error), layer).toBeLessThan(0.002);
      }
    }
  });
});
