import type { ScoreRecord } from '@ventral/scoring';
import * as v from 'valibot';
import { entriesOf, type RecordEntry } from '../src/record-entry.ts';

const text = v.string();
const plugin = v.looseObject({ id: text, package: v.exactOptional(text) });
const score: v.GenericSchema = v.looseObject({
  value: v.pipe(v.number(), v.finite()),
  better: v.picklist(['higher', 'lower']),
  notes: v.exactOptional(v.array(text)),
  scoreVersion: v.exactOptional(v.number()),
  parts: v.exactOptional(
    v.record(
      text,
      v.lazy(() => score),
    ),
  ),
  overTime: v.exactOptional(
    v.looseObject({
      aspect: text,
      bins: v.array(
        v.looseObject({
          window: v.tuple([v.number(), v.number()]),
          score: v.exactOptional(v.lazy(() => score)),
        }),
      ),
    }),
  ),
  uncertainty: v.exactOptional(
    v.union([
      v.looseObject({ interval: v.tuple([v.number(), v.number()]), plan: text }),
      v.looseObject({ unavailable: text }),
    ]),
  ),
});

/** What the page reads of a record; `ventral verify` checks all of it. */
const shownRecord = v.looseObject({
  recordVersion: v.picklist([1, 2, 3]),
  createdAt: v.pipe(text, v.isoTimestamp()),
  benchmark: v.looseObject({ ...plugin.entries, scoreVersion: v.number() }),
  datasets: v.array(plugin),
  model: v.looseObject({ id: text }),
  inputs: v.looseObject({ metricOptions: v.record(text, v.unknown()), missingParts: text }),
  seed: v.number(),
  device: text,
  adapter: v.exactOptional(v.looseObject({ name: v.exactOptional(text) })),
  score,
  layers: v.exactOptional(v.record(text, score)),
  environment: v.looseObject({ packages: v.record(text, text) }),
});

const largest = 50e6;

/** Reads a file that was dropped onto the page: a record, or a list of records. */
export async function readDropped(
  file: File,
): Promise<{ readonly entries: readonly RecordEntry[] } | { readonly problem: string }> {
  if (file.size > largest) return { problem: `${file.name} is too large for a score record.` };
  try {
    const json: unknown = JSON.parse(await file.text());
    const records = Array.isArray(json) ? json : [json];
    const entries = records.flatMap((one, index) => {
      v.assert(shownRecord, one);
      return entriesOf(one as unknown as ScoreRecord, { file: file.name, index, isSigned: false });
    });
    if (entries.length > 0) return { entries };
    return { problem: `${file.name} holds no score record.` };
  } catch (error) {
    return { problem: `${file.name} is no score record: ${(error as Error).message}` };
  }
}
