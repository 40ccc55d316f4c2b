import { relate } from './ceiling.ts';
import type { Score, Uncertainty } from './score.ts';
import { type MeasuredUncertainty, replicatesIn, uncertaintyOf } from './uncertainty.ts';

/**
 * The uncertainty of a score under its ceiling, which is drawn again with it: on stimuli that all models
 * find easy, recordings may be more reliable as well. Where a ceiling has no replicates it is taken as it
 * is, without an error.
 *
 * @param score after {@link applyCeiling}
 * @param raw of the score before
 */
export function ceiledUncertainty(
  { value, ceiling, ceilingConvention = 'raw', raw }: Ceiled,
  ofRaw: Uncertainty | undefined,
  ofCeiling: Uncertainty | undefined,
): Pick<Score, 'uncertainty' | 'ceilingInterval' | 'raw'> {
  const measured = measuredOf(ofCeiling);
  const ceilingInterval = measured && { ceilingInterval: measured.interval };
  if (ofRaw === undefined || 'unavailable' in ofRaw || ceilingConvention === 'raw') {
    return { raw, ...(ofRaw && { uncertainty: ofRaw }), ...ceilingInterval };
  }
  const [rs, cs] = [replicatesIn(ofRaw), measured ? replicatesIn(measured) : {}];
  const replicates = Object.fromEntries(
    Object.entries(rs).map(([axis, drawn]) => [
      axis,
      Array.from(drawn, (r, replicate) => {
        const c = cs[axis]?.[replicate] ?? ceiling ?? Number.NaN;
        return c > 0 ? relate(r, c, ceilingConvention)[0] : Number.NaN;
      }),
    ]),
  );
  return {
    raw: { ...raw, uncertainty: ofRaw },
    uncertainty: uncertaintyOf(value, replicates, ofRaw),
    ...ceilingInterval,
  };
}

type Ceiled = Pick<Score, 'value' | 'ceiling' | 'ceilingConvention' | 'raw'>;

function measuredOf(uncertainty: Uncertainty | undefined): MeasuredUncertainty | undefined {
  return uncertainty === undefined || 'unavailable' in uncertainty ? undefined : uncertainty;
}
