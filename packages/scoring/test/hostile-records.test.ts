import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { diffRecords, makeKeyPair, parseRecord, readRecord, signRecord } from '@ventral/scoring';
import { describeReference, makeFolder, referencePath } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { recordWith, wholeRecord } from './score-record.ts';

const refused = { code: 'RECORD_INVALID' };

/** As many lists within each other. */
function nested(levels: number): unknown {
  return JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
}

describe('a record is refused', () => {
  it.each<[field: string, value: unknown, says: string]>([
    ['score.value', Number.POSITIVE_INFINITY, 'record.score.value is Infinity'],
    ['score.raw.perSplit.1', Number.NaN, 'record.score.raw.perSplit.1 is NaN'],
    ['unheardOf', [Number.NEGATIVE_INFINITY], 'record.unheardOf.0 is -Infinity'],
    ['inputs.metricOptions.components', nested(5000), 'has more than 100 levels'],
    ['unheardOf', nested(50_000), 'has more than 100 levels'],
    [
      'inputs.metricOptions.constructor',
      1,
      "record.inputs.metricOptions has the name 'constructor'",
    ],
    ['inputs.metricOptions', JSON.parse('{"__proto__": 1}'), "has the name '__proto__'"],
    ['environment.packages.prototype', '1.0.0', "has the name 'prototype'"],
    ['layers', {}, 'record.layers is not valid'],
    ['inputs.layers', [], 'record.inputs.layers is not valid'],
    ['seed', 2 ** 32, 'record.seed is not valid'],
    ['signature.signedBy', 'someone', 'record.signature.signedBy is no known field'],
  ])('with what cannot be in %s', (field, value, says) => {
    // Set on the parsed record: JSON has no way to write infinity down.
    const record = recordWith('seed', 1) as Record<string, unknown>;
    const path = field.split('.');
    const last = path.pop() as string;
    const parent = path.reduce<object>((inner, name) => Reflect.get(inner, name), record);
    Object.defineProperty(parent, last, { value, enumerable: true, configurable: true });
    expect(() => parseRecord(record)).toThrow(
      expect.objectContaining({ ...refused, message: expect.stringContaining(says) }),
    );
  });

  it('with a name twice, naming the file', async () => {
    const text = JSON.stringify(wholeRecord).replace('{', '{"score": {"value": 0.999},');
    await using folder = await makeFolder({ 'twice.json': text });
    await expect(readRecord(join(folder.path, 'twice.json'))).rejects.toMatchObject({
      ...refused,
      message: expect.stringMatching(/twice\.json .* "score" stands twice/),
    });
  });
});

describeReference('hostile records', 'cases/record-deep', () => {
  const { privateKey } = makeKeyPair();

  it.each(
    ['record-duplicate-keys', 'record-infinity', 'record-deep', 'record-empty-layers'].flatMap(
      (name) =>
        readdirSync(referencePath('cases', name))
          .filter((file) => file.endsWith('.json') && file !== 'signed.json')
          .map((file) => `cases/${name}/${file}`),
    ),
  )('%s is neither read, signed nor compared', async (file) => {
    await using folder = await makeFolder({ 'key.pem': privateKey });
    const path = referencePath(file);
    await expect(readRecord(path)).rejects.toMatchObject(refused);
    await expect(signRecord(path, join(folder.path, 'key.pem'))).rejects.toMatchObject(refused);
    await expect(diffRecords(path, wholeRecord)).rejects.toMatchObject(refused);
  });
});
