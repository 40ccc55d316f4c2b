import { type Assembly, createAssembly, featureMatrix } from '@ventral/arrays';
import { isVentralError } from '@ventral/errors';
import { createRunContext } from '@ventral/host';
import { pls, reversePls, ridge, ridgecvSplit } from '@ventral/metric-linear-predictivity';
import { describe, expect, it } from 'vitest';
import { featuresOf, golden, recordingsOf } from './golden-case.ts';

const { first } = golden;
const context = createRunContext();
const features = featuresOf(first);
const recordings = recordingsOf(first);

function withLabels(name: string, label: (row: number) => string): Assembly {
  const values = first.stimulus_id.map((_, row) => label(row));
  return createAssembly({
    ...recordings,
    coords: { ...recordings.coords, [name]: { dim: 'presentation', values } },
  });
}

async function expectRefusal(run: Promise<unknown>, code: string, ...parts: string[]) {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toSatisfy((reason) => isVentralError(reason));
  expect(error).toMatchObject({ code });
  for (const part of parts) expect((error as Error).message).toContain(part);
}

describe('features that do not fit', () => {
  it('a silent layer', async () => {
    const source = featureMatrix(new Float32Array(60 * 40), first.stimulus_id);
    for (const metric of [pls, ridge]) {
      await expectRefusal(
        metric.compare(source, recordings, {}, context),
        'RESPONSES_INVALID',
        `The score by '${metric.id}' is NaN in split 1 of 10.`,
      );
    }
  });

  it('NaN among them', async () => {
    const values = Float64Array.from(first.source.flat());
    values[40 * 9 + 5] = Number.NaN;
    const source = featureMatrix(values, first.stimulus_id);
    for (const metric of [pls, reversePls]) {
      await expectRefusal(
        metric.compare(source, recordings, { components: 3 }, context),
        'RESPONSES_INVALID',
        `Feature 5 of stimulus '${first.stimulus_id[9]}' is NaN`,
      );
    }
  });

  it('more features than reverse_pls can hold', async () => {
    const source = {
      stimulusIds: first.stimulus_id,
      featureCount: 2_000_000,
      readColumns: () => Promise.reject(new Error('must not be read')),
    };
    await expectRefusal(
      reversePls.compare(source, recordings, {}, context),
      'OPTION_INVALID',
      '2000000 features of 60 stimuli',
    );
  });
});

describe('options that cannot be used', () => {
  it.each([
    [{ stratification: 'colour' }, `by 'colour'`],
    [{ stratification: 'stimulus_id' }, 'has only 1 row'],
    [{ trainSize: 0.99 }, '59 to fit on and 1 to test on'],
    [{ trainSize: 1 }, 'trainSize'],
    [{ splits: 0 }, 'splits'],
    [{ splits: 1e9 }, 'splits'],
    [{ splits: 2.5 }, 'splits'],
    [{ alpha: -1 }, 'alpha'],
    [{ alhpa: 2 } as object, 'alhpa'],
  ])('%o', async (options, part) => {
    await expectRefusal(
      ridge.compare(features, recordings, options, context),
      'OPTION_INVALID',
      part,
    );
  });

  it('more components than features', async () => {
    await expectRefusal(
      pls.compare(features, recordings, { components: 41 }, context),
      'OPTION_INVALID',
      '41 components',
    );
  });

  it.each<[string, Assembly, string]>([
    ['no partition', recordings, `by 'partition'`],
    ['an unknown side', withLabels('partition', () => 'validation'), `is 'validation'`],
    [
      'a side without stimuli',
      withLabels('partition', () => 'train'),
      '60 stimuli to fit on and 0 to test on',
    ],
  ])('%s', async (_, target, part) => {
    await expectRefusal(
      ridgecvSplit.compare(features, target, {}, context),
      'OPTION_INVALID',
      part,
    );
  });
});
