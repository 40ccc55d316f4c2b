import * as v from 'valibot';
import type { RequestFields } from '../check-request.ts';
import { seedField } from '../run-settings.ts';
import {
  type RecordedObjective,
  type TrainRequest,
  trainFields,
} from '../training/train-request.ts';

/** What to train over weights of an objective, and what to score. */
export interface AlignmentStudyRequest
  extends Omit<TrainRequest, 'recorded'>,
    Pick<RecordedObjective, 'recordings' | 'region' | 'stimulusShare' | 'siteShare'> {
  /** How alike the layer and the recordings are to be. */
  readonly objective: RecordedObjective['objective'];
  /** The layer that is to be alike, and that is compared with the recordings that are held out. */
  readonly layer: string;
  /** Of the objective beside classification, above 0. A network without the objective, of weight 0, is always made. */
  readonly weights: readonly number[];
  /** A network is trained with each; each holds out other stimuli and sites. */
  readonly seeds: readonly number[];
  /** A region whose recordings are learnt from instead, as a control at the largest weight. */
  readonly controlRegion?: string | undefined;
  /** Ids of benchmarks that the networks are scored on besides. */
  readonly benchmarks?: readonly string[] | undefined;
}

const shareField = v.optional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1)));
const { recorded: _, ...ofTraining } = trainFields;

/** The fields of a request to study alignment. */
export const alignmentStudyFields: RequestFields<AlignmentStudyRequest> = {
  ...ofTraining,
  recordings: v.string(),
  region: v.optional(v.string()),
  stimulusShare: shareField,
  siteShare: shareField,
  objective: v.picklist(['cka', 'similarity', 'regression']),
  layer: v.string(),
  weights: v.pipe(v.array(v.pipe(v.number(), v.finite(), v.gtValue(0))), v.nonEmpty()),
  seeds: v.pipe(v.array(seedField), v.nonEmpty()),
  controlRegion: v.optional(v.string()),
  benchmarks: v.optional(v.array(v.string())),
};
