import type { KeyObject } from 'node:crypto';
import { type Device, devices } from '@ventral/core';
import { deviceTolerance } from '@ventral/onnx';
import * as v from 'valibot';
import type { RequestFields } from './check-request.ts';
import { compareRecords } from './compare-records.ts';
import { candidateField, type Features } from './features.ts';
import { upgradeRecord } from './older-records.ts';
import type { ProjectRun } from './project-run.ts';
import { recomputeRecord } from './recompute-record.ts';
import { type RecordSource, readRecord } from './record-file.ts';
import { checkSignature } from './record-signature.ts';
import { readKey } from './signing-key.ts';
import { unknownFields } from './unknown-fields.ts';
import { describeComparison, type Verification } from './verification.ts';
import { describeInstallation, verifyInstalled } from './verify-installed.ts';
import { requireTrust, type VerifyListeners } from './verify-trust.ts';

/** A record to verify, and how. */
export interface VerifyRequest {
  /** Path of a record, or its JSON. */
  readonly record: RecordSource;
  /** For a record of a model file or of features: where they are. */
  readonly model?: string | Features | undefined;
  /** For a file of features whose rows were named: path of the file that does so. */
  readonly stimulusIds?: string | undefined;
  /** For a record of a model file of language: path of its tokenizer.json. */
  readonly tokenizer?: string | undefined;
  /** The key that the record has to be signed with, or its path. */
  readonly publicKey?: string | KeyObject | undefined;
  /**
   * What to score again on. `verify` of another device says within what the numbers are equal.
   * @default that of the record
   */
  readonly device?: Device | undefined;
  /**
   * Distance at which numbers are equal.
   * @default 1e-9; 1e-4 where either was made on another device than the CPU
   */
  readonly tolerance?: number | undefined;
  /**
   * Whether to install exactly the recorded packages, into a temporary folder, and verify there. Their
   * code runs: whoever signed with the key that was named is trusted, else `confirm` is asked.
   * @default false: by the packages of the project
   */
  readonly install?: boolean | undefined;
}

/** The fields of a request to verify. */
export const verifyFields: RequestFields<VerifyRequest> = {
  record: v.union([v.string(), v.looseObject({})]),
  model: v.optional(candidateField),
  stimulusIds: v.optional(v.string()),
  tokenizer: v.optional(v.string()),
  publicKey: v.optional(v.union([v.string(), v.looseObject({})])),
  device: v.optional(v.picklist(devices)),
  tolerance: v.optional(v.pipe(v.number(), v.minValue(0))),
  install: v.optional(v.boolean()),
};

/**
 * Checks a record and its signature, scores again, and says whether the two are equal.
 *
 * @throws VentralError `RECORD_INVALID`, `SIGNATURE_INVALID`; `OPTION_INVALID` where a file that the record
 *   names is not given; `DEPENDENCY_MISSING` where a package cannot be installed; `RECORD_UNTRUSTED` where
 *   nobody confirms what only someone trusted may ask
 */
export async function verifyRecord(
  request: VerifyRequest,
  listeners: VerifyListeners,
  run: ProjectRun,
): Promise<Verification> {
  const { publicKey, install = false, ...given } = request;
  const { json, record } = await readRecord(request.record);
  const { device = record.device } = request;
  const isOnCpu = device === 'cpu' && record.device === 'cpu';
  const { tolerance = isOnCpu ? 1e-9 : deviceTolerance } = request;
  const key = typeof publicKey === 'string' ? await readKey(publicKey, 'public') : publicKey;
  const signature = checkSignature(json, record.signature, key);
  const unknown = unknownFields(upgradeRecord(json), record);
  const require = (asked: string) => requireTrust(asked, signature, listeners);
  const verifyHere = async () => {
    const context = { ...run.context, device };
    const again = await recomputeRecord(record, given, { ...run, context, require });
    const names = ['recorded', 'recomputed'] as const;
    const settings = { tolerance, names, acrossDevices: true };
    return describeComparison(compareRecords(record, again, settings));
  };
  const verifyThere = async () => {
    await require(describeInstallation(record));
    return verifyInstalled({ ...given, record: json, tolerance, device }, record, run.context);
  };
  const verification = install ? await verifyThere() : await verifyHere();
  return {
    ...verification,
    ...(unknown.length > 0 && { unknown }),
    ...(signature && { signature }),
  };
}
