type Json = Readonly<Record<string, unknown>>;

/**
 * A record of version 1 in the form of version 2, which keeps what only one metric says of a score
 * among the score's `extras`; anything else as it is.
 *
 * @param value whatever was read
 */
export function upgradeRecord(value: unknown): unknown {
  if (!isObject(value) || value.recordVersion !== 1) return value;
  const { score, layers } = value;
  return {
    ...value,
    recordVersion: 2,
    score: upgradeScore(score),
    ...(layers === undefined ? {} : { layers: upgradeScores(layers) }),
  };
}

function upgradeScores(scores: unknown): unknown {
  if (!isObject(scores)) return scores;
  return Object.fromEntries(
    Object.entries(scores).map(([name, score]) => [name, upgradeScore(score)]),
  );
}

function upgradeScore(score: unknown): unknown {
  if (!isObject(score)) return score;
  const { baseline, search, ...rest } = score;
  // The baseline of a mean is made of its parts'.
  if (rest.parts !== undefined) return { ...rest, parts: upgradeScores(rest.parts) };
  const extras = {
    ...(baseline === undefined ? {} : { baseline }),
    ...(search === undefined ? {} : { search }),
  };
  if (Object.keys(extras).length === 0) return rest;
  const { id } = Object(rest.metric) as { id?: unknown };
  return { ...rest, extras: { [String(id)]: extras } };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
