import { type Score, withoutReplicates } from '@ventral/core';

/** A score whose time bins have their intervals alone: replicates of each would fill the record. */
export function withBinIntervalsAlone({ overTime, parts, ...score }: Score): Score {
  return {
    ...score,
    ...(parts && {
      parts: Object.fromEntries(
        Object.entries(parts).map(([id, part]) => [id, withBinIntervalsAlone(part)]),
      ),
    }),
    ...(overTime && {
      overTime: {
        ...overTime,
        bins: overTime.bins.map(({ score: ofBin, ...bin }) => ({
          ...bin,
          ...(ofBin && { score: withIntervalsAlone(ofBin) }),
        })),
      },
    }),
  };
}

/** A score with its intervals alone: of layers that are not the best, replicates would fill the record. */
export function withIntervalsAlone(given: Score): Score {
  const { uncertainty, raw, parts, overTime, ...score } = withBinIntervalsAlone(given);
  const { uncertainty: ofRaw, ...rest } = raw;
  const [own, before] = [withoutReplicates(uncertainty), withoutReplicates(ofRaw)];
  return {
    ...score,
    ...(overTime && { overTime: { ...overTime, mean: withIntervalsAlone(overTime.mean) } }),
    ...(own && { uncertainty: own }),
    raw: { ...rest, ...(before && { uncertainty: before }) },
    ...(parts && {
      parts: Object.fromEntries(
        Object.entries(parts).map(([id, part]) => [id, withIntervalsAlone(part)]),
      ),
    }),
  };
}
