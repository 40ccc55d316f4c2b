import { createHash } from 'node:crypto';
import type { Cell } from '@ventral/scoring';
import type { Chunk } from './engine.ts';

/** How cells are put together. */
export interface ChunkSettings {
  /** How long a cell takes, in seconds. @default a minute each */
  readonly secondsOf?: (cell: Cell) => number;
  /** About how long a chunk takes, in seconds. @default 600 */
  readonly seconds?: number;
  /** Of all chunks; the smaller, the sooner. @default 0 */
  readonly priority?: number;
}

/**
 * Puts cells together for workers: of one model each, so that its activations are recorded once, and as many
 * as take about the given time. The longest chunk comes first, so that no worker is left with it at the end.
 */
export function chunksOf(
  cells: readonly Cell[],
  { secondsOf = () => 60, seconds = 600, priority = 0 }: ChunkSettings = {},
): readonly Chunk[] {
  const byModel = new Map<string, Cell[]>();
  for (const cell of cells) {
    const model = JSON.stringify([cell.model, cell.network?.files.map(({ sha256 }) => sha256)]);
    byModel.set(model, [...(byModel.get(model) ?? []), cell]);
  }
  const chunks: { readonly cells: readonly Cell[]; readonly seconds: number }[] = [];
  for (const ofModel of byModel.values()) {
    const total = ofModel.reduce((sum, cell) => sum + secondsOf(cell), 0);
    // Parts as equal as can be: a remainder would be a chunk too small.
    const share = total / Math.max(1, Math.round(total / seconds));
    let part: Cell[] = [];
    let inPart = 0;
    for (const cell of ofModel) {
      part.push(cell);
      inPart += secondsOf(cell);
      if (inPart < share - 1e-9) continue;
      chunks.push({ cells: part, seconds: inPart });
      [part, inPart] = [[], 0];
    }
    if (part.length > 0) chunks.push({ cells: part, seconds: inPart });
  }
  return chunks
    .toSorted((a, b) => b.seconds - a.seconds)
    .map((chunk) => ({ id: chunkId(chunk.cells), cells: chunk.cells, priority }));
}

function chunkId(cells: readonly Cell[]): string {
  const keys = cells.map(({ key }) => key);
  return createHash('sha256').update(keys.join()).digest('hex');
}
