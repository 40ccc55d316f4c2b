/**
 * Names for files that would have one name between them: as much of each path as tells them apart,
 * `a/net` and `b/net`.
 *
 * @param paths all different
 * @returns by path
 */
export function distinctNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const split = paths.map((path) => withoutExtension(path).split(/[\\/]+/));
  const deepest = Math.max(0, ...split.map((parts) => parts.length));
  for (let depth = 1; depth <= deepest; depth += 1) {
    const names = split.map((parts) => parts.slice(-depth).join('/'));
    if (new Set(names).size === paths.length) {
      return new Map(paths.map((path, index) => [path, names[index] as string]));
    }
  }
  return new Map(paths.map((path) => [path, path]));
}

function withoutExtension(path: string): string {
  return path.replace(/\.\w+$/, '');
}
