/** Where an array is stored. */
export interface ArrayPath {
  readonly file: string;
  /** The name of one of several arrays in a .npz. */
  readonly array?: string;
}

/**
 * What a path of an array says: `features.npy`, `features.npz` with one array, or
 * `features.npz:fc7`, one of several. Undefined for a path of anything else; capitals do not count.
 */
export function parseArrayPath(path: string): ArrayPath | undefined {
  const [, file, array] = /^(.+?\.npz):(.+)$/is.exec(path) ?? [];
  if (file !== undefined && array !== undefined) return { file, array };
  return /\.np[yz]$/i.test(path) ? { file: path } : undefined;
}
