import { type Assembly, createAssembly, type FeatureMatrix, featureMatrix } from '@ventral/arrays';
import type { MetricContext } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { RandomState } from '@ventral/numerics';

/** How much of it. */
export interface MadeSizes {
  /** @default 240 */
  readonly images?: number;
  /** @default 7 */
  readonly seed?: number;
}

const count = 6;
const sites = 8;

/** Features and the recordings that they give rise to. */
export interface MadeData {
  readonly features: FeatureMatrix;
  readonly recordings: Assembly;
}

/**
 * Made-up recordings: each site responds to the absolute value of its own mixture of the features,
 * which a linear mapping cannot follow, with a little noise; 6 features, 8 sites.
 */
export function madeData({ images = 240, seed = 7 }: MadeSizes = {}): MadeData {
  const random = new RandomState(seed);
  const draw = (length: number) => Float64Array.from({ length }, () => random.standardNormal());
  const values = draw(images * count);
  const weights = draw(count * sites);
  const noise = draw(images * sites);
  const rates = noise.map((off, cell) => {
    const [image, site] = [Math.floor(cell / sites), cell % sites];
    let sum = 0;
    for (let feature = 0; feature < count; feature++) {
      sum +=
        (values[image * count + feature] as number) * (weights[feature * sites + site] as number);
    }
    return Math.abs(sum) + 0.05 * off;
  });
  const stimulusIds = Array.from({ length: images }, (_, image) => `image${image}`);
  return {
    features: featureMatrix(values, stimulusIds),
    recordings: madeRecordings(rates, stimulusIds),
  };
}

/** Rates, `images x sites`, as an assembly. */
export function madeRecordings(
  rates: Float64Array,
  stimulusIds: readonly string[],
  coords: Assembly['coords'] = {},
): Assembly {
  const sites = rates.length / stimulusIds.length;
  return createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [stimulusIds.length, sites],
    values: rates,
    coords: {
      stimulus_id: { dim: 'presentation', values: [...stimulusIds] },
      neuroid_id: { dim: 'neuroid', values: Array.from({ length: sites }, (_, n) => `site${n}`) },
      ...coords,
    },
  });
}

/** A context that keeps nothing from run to run. */
export function quietContext(changes: Partial<MetricContext> = {}): MetricContext {
  const { signal } = createRunContext();
  return { seed: 1, signal, report: () => {}, ...changes };
}
