import { type Score, withoutReplicates } from '@ventral/core';

/** A score with its intervals alone: of layers that are not the best, replicates would fill the record. */
export function withIntervalsAlone({ uncertainty, raw, parts, ...score }: Score): Score {
  const { uncertainty: ofRaw, ...rest } = raw;
  const [own, before] = [withoutReplicates(uncertainty), withoutReplicates(ofRaw)];
  return {
    ...score,
    ...(own && { uncertainty: own }),
    raw: { ...rest, ...(before && { uncertainty: before }) },
    ...(parts && {
      parts: Object.fromEntries(
        Object.entries(parts).map(([id, part]) => [id, withIntervalsAlone(part)]),
      ),
    }),
  };
}
