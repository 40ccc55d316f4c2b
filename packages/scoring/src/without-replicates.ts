import type { Score, Uncertainty } from '@ventral/core';

/** A score with its intervals alone: of layers that are not the best, replicates would fill the record. */
export function withoutReplicates({ uncertainty, raw, parts, ...score }: Score): Score {
  const { uncertainty: ofRaw, ...rest } = raw;
  return {
    ...score,
    ...(uncertainty && { uncertainty: intervalOf(uncertainty) }),
    raw: { ...rest, ...(ofRaw && { uncertainty: intervalOf(ofRaw) }) },
    ...(parts && {
      parts: Object.fromEntries(
        Object.entries(parts).map(([id, part]) => [id, withoutReplicates(part)]),
      ),
    }),
  };
}

function intervalOf(uncertainty: Uncertainty): Uncertainty {
  if ('unavailable' in uncertainty) return uncertainty;
  const { replicates: _, ...interval } = uncertainty;
  return interval;
}
