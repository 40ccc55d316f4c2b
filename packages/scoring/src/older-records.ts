type Json = Readonly<Record<string, unknown>>;

/**
 * A record of an earlier version in the form of today's; anything else as it is.
 *
 * Version 2 keeps what only one metric says of a score among the score's `extras`. Version 3 calls spread
 * what was called error, which it is not, and may hold a score's `uncertainty`.
 *
 * @param value whatever was read
 */
export function upgradeRecord(value: unknown): unknown {
  if (!isObject(value)) return value;
  if (value.recordVersion === 1) return upgradeRecord(withScores(value, 2, gatherExtras));
  if (value.recordVersion === 2) return withScores(value, 3, renameErrors);
  return value;
}

function withScores(
  { score, layers, ...record }: Json,
  recordVersion: number,
  upgrade: (score: unknown) => unknown,
): Json {
  return {
    ...record,
    recordVersion,
    score: upgrade(score),
    ...(layers === undefined ? {} : { layers: eachOf(layers, upgrade) }),
  };
}

function eachOf(scores: unknown, upgrade: (score: unknown) => unknown): unknown {
  if (!isObject(scores)) return scores;
  return Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, upgrade(score)]));
}

function gatherExtras(score: unknown): unknown {
  if (!isObject(score)) return score;
  const { baseline, search, ...rest } = score;
  // The baseline of a mean is made of its parts'.
  if (rest.parts !== undefined) return { ...rest, parts: eachOf(rest.parts, gatherExtras) };
  const extras = {
    ...(baseline === undefined ? {} : { baseline }),
    ...(search === undefined ? {} : { search }),
  };
  if (Object.keys(extras).length === 0) return rest;
  const { id } = Object(rest.metric) as { id?: unknown };
  return { ...rest, extras: { [String(id)]: extras } };
}

function renameErrors(score: unknown): unknown {
  if (!isObject(score)) return score;
  const { error, ceilingError, raw, parts, ...rest } = score;
  return {
    ...rest,
    ...(error === undefined ? {} : { spread: error }),
    ...(ceilingError === undefined ? {} : { ceilingSpread: ceilingError }),
    raw: isObject(raw) ? renameError(raw) : raw,
    ...(parts === undefined ? {} : { parts: eachOf(parts, renameErrors) }),
  };
}

function renameError({ error, ...raw }: Json): Json {
  return error === undefined ? raw : { ...raw, spread: error };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
