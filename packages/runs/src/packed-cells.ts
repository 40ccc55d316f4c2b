import { VentralError } from '@ventral/errors';
import { type Cell, parseCell } from '@ventral/scoring';

/** Cells, with each of their tables of packages once: thousands of cells share some. Plain JSON. */
export interface PackedCells {
  readonly code: readonly Cell['code'][];
  /** Each with the index of its table. */
  readonly cells: readonly (Omit<Cell, 'code'> & { readonly code: number })[];
}

export function packCells(cells: readonly Cell[]): PackedCells {
  const tables = new Map<string, number>();
  const packed = cells.map(({ code, ...cell }) => {
    const table = JSON.stringify(code);
    const index = tables.get(table) ?? tables.size;
    tables.set(table, index);
    return { ...cell, code: index };
  });
  return { code: [...tables.keys()].map((table) => JSON.parse(table)), cells: packed };
}

/**
 * The cells of {@link packCells}, checked: they may come from elsewhere.
 *
 * @throws VentralError `CELL_REFUSED`
 */
export function unpackCells(value: unknown): readonly Cell[] {
  const { code, cells } = Object(value) as Partial<Record<keyof PackedCells, unknown>>;
  if (!Array.isArray(code) || !Array.isArray(cells)) {
    throw new VentralError('CELL_REFUSED', 'These are no cells of a plan.', {
      hint: 'Cells are made by ventral plan and ventral run, of this version.',
    });
  }
  return cells.map((cell) => parseCell({ ...cell, code: code[Object(cell).code] }));
}
