import { featureMatrix, matchStimuli, selectStimuli } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { modelCandidate } from '@ventral/host';
import {
  centeredGram,
  type Matrix,
  median,
  pearsonColumns,
  predictCrossValidatedRidge,
  preparePredictors,
} from '@ventral/numerics';
import { openModel } from '../open-model.ts';
import type { ProjectRun } from '../project-run.ts';
import { type PartedRecordings, selectResponses } from '../training/recorded-images.ts';
import type { AlignedNetwork } from './alignment-study.ts';

/**
 * How alike a layer and recordings are that no network of the seed was trained on.
 *
 * Similarity: linear CKA, 0..1, of the held-out stimuli and sites, by its biased estimate. It is above 0 by chance, and
 * the more so the fewer stimuli: it is for comparing networks on the same ones.
 * Reference: Kornblith et al. (2019), https://doi.org/10.48550/arXiv.1905.00414
 *
 * Predictivity: the median over held-out sites of Pearson's r, -1..1, between responses to held-out stimuli and what
 * cross-validated ridge regression, fitted on the other stimuli, predicts of them.
 *
 * @throws VentralError `OPTION_INVALID` for fewer than four stimuli, or no site, that are held out
 * @throws VentralError `RESPONSES_INVALID` where the layer, or every held-out site, is the same for all of them
 */
export async function heldOutAlignment(
  path: string,
  layer: string,
  { stimuli, responses, learnt, heldOut }: PartedRecordings,
  { plugins, context }: ProjectRun,
): Promise<AlignedNetwork['heldOut']> {
  requireHeldOut({ heldOut });
  const { degrees } = stimuli;
  // Shown as they were while it learnt: over the whole field of view.
  const shown = degrees === undefined ? {} : { visualDegrees: degrees };
  await using opened = await openModel(path, shown, plugins, context);
  const settings = { model: opened.model, open: opened.open, layers: layer };
  const features = matchStimuli(
    await modelCandidate(settings, context).record(stimuli, layer),
    responses.stimulusIds,
  );
  const { signal } = context;
  const recorded = selectResponses(responses, heldOut);
  const ids = heldOut.stimuli.map((row) => responses.stimulusIds[row]!);
  const [modelled, measured] = [
    await centeredGram(selectStimuli(features, ids), { signal }),
    await centeredGram(featureMatrix(recorded.values, ids), { signal }),
  ];
  const similarity =
    inner(modelled, measured) / Math.sqrt(inner(modelled, modelled) * inner(measured, measured));

  const rows = [...responses.stimulusIds.keys()];
  const targets = selectResponses(responses, { stimuli: rows, sites: heldOut.sites });
  const split = { train: learnt.stimuli, test: heldOut.stimuli };
  const predictors = await preparePredictors(features, { signal });
  const [ridge] = await predictCrossValidatedRidge(predictors, targets, [split], { signal });
  const predictivity = median(pearsonColumns(ridge!.prediction, recorded));
  if (!Number.isFinite(similarity) || !Number.isFinite(predictivity)) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `${path} cannot be compared: '${layer}', or every one of ${heldOut.sites.length} held-out sites, ` +
        `responds the same to all ${ids.length} held-out stimuli.`,
      { hint: 'Name another layer, or hold more out.' },
    );
  }
  const [stimulusCount, sites] = recorded.shape;
  return { stimuli: stimulusCount, sites, similarity, predictivity };
}

/** @throws VentralError `OPTION_INVALID` for fewer than four stimuli, or no site, that are held out */
export function requireHeldOut({ heldOut }: Pick<PartedRecordings, 'heldOut'>): void {
  const { stimuli, sites } = heldOut;
  if (stimuli.length >= 4 && sites.length >= 1) return;
  throw new VentralError(
    'OPTION_INVALID',
    `${stimuli.length} stimuli and ${sites.length} sites are held out.`,
    { hint: 'It takes four stimuli and a site: learn from smaller shares.' },
  );
}

/** The sum of products of two matrices, entry by entry. */
function inner({ values: a }: Matrix, { values: b }: Matrix): number {
  return a.reduce((sum, value, cell) => sum + value * b[cell]!, 0);
}
