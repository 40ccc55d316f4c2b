import { openAssembly } from '@ventral/brainio';
import type { Ceiling, PinnedFile, RunContext } from '@ventral/core';
import { fetchFile } from '@ventral/files';
import { median } from '@ventral/numerics';

/** Names a file of ceilings in Brain-Score language's bucket, one a neuroid, as its source states it. */
export function ceilingFile(benchmark: string, sha1: string, versionId: string): PinnedFile {
  const path = `ceiling_raw_${benchmark.replaceAll('.', '_')}.nc`;
  const version = encodeURIComponent(versionId);
  return Object.freeze({
    path,
    urls: [`https://brainscore-language.s3.amazonaws.com/${path}?versionId=${version}`],
    hash: { algorithm: 'sha1' as const, digest: sha1 },
  });
}

/**
 * The ceiling that was published of each neuroid, as their median.
 *
 * @throws VentralError what `fetchFile` of @ventral/files and `openAssembly` of @ventral/brainio throw
 */
export async function readPublishedCeiling(
  file: PinnedFile,
  context: RunContext,
): Promise<Ceiling> {
  const { values } = await (await openAssembly(await fetchFile(file, context))).read();
  const known = Array.from(values).filter(Number.isFinite);
  return {
    value: median(known),
    notes: [
      `The ceiling is the median of ${known.length} that were published, extrapolated from subjects.`,
    ],
  };
}

/** A ceiling of which only the number was published. */
export function quotedCeiling(value: number): Ceiling {
  return {
    value,
    notes: [`The ceiling of ${value} is quoted: it was extrapolated from subjects by its authors.`],
  };
}
