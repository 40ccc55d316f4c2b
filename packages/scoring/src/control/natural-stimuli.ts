import type { StimulusSet } from '@ventral/arrays';
import { createMatrix, type Matrix } from '@ventral/numerics';
import type { ControlledData } from './controlled-data.ts';
import type { FittedSite, FittedSites } from './fit-sites.ts';
import { predictSites } from './predict-sites.ts';

/** What is known of stimuli that there are. */
export interface NaturalStimuli {
  readonly ids: readonly string[];
  /** In standard deviations: `stimuli x sites`. */
  readonly predicted: Matrix;
  readonly recorded?: Matrix | undefined;
  readonly truth?: Matrix | undefined;
  /** Rows that may be chosen. */
  readonly candidates: readonly number[];
}

/** The stimuli that were recorded, and those that may be chosen: held-out ones, or those of a pool. */
export async function naturalStimuli(
  data: ControlledData,
  pool: StimulusSet | undefined,
  { sites, mapping }: FittedSites,
  heldOut: readonly number[],
): Promise<readonly [natural: NaturalStimuli, candidates: NaturalStimuli]> {
  const natural: NaturalStimuli = {
    ids: data.responses.stimulusIds,
    predicted: await predictSites(mapping, data.features),
    recorded: standardized(data.responses, sites),
    truth: data.truth && standardized(data.truth, sites),
    candidates: heldOut,
  };
  if (pool === undefined) return [natural, natural];
  const truth =
    data.ask &&
    standardized(
      await data.ask(await Promise.all(pool.stimuli.map((stimulus) => stimulus.load()))),
      sites,
    );
  return [
    natural,
    {
      ids: pool.stimuli.map(({ id }) => id),
      predicted: await data.predict(pool, mapping),
      truth,
      candidates: pool.stimuli.map((_, row) => row),
    },
  ];
}

/** Responses of the sites in standard deviations from their means. */
export function standardized(all: Matrix, sites: readonly FittedSite[]): Matrix {
  const [rows, width] = all.shape;
  const values = Float64Array.from({ length: rows * sites.length }, (_, cell) => {
    const { column, mean, deviation } = sites[cell % sites.length]!;
    const value = all.values[Math.floor(cell / sites.length) * width + column]!;
    return (value - mean) / deviation;
  });
  return createMatrix([rows, sites.length], values);
}
