/**
 * Normalized scanpath saliency: the mean, over the cells that were looked at, of a map in standard deviations
 * (divided by n - 1) from its mean. 0 is chance; NaN where the map is constant or no cell was looked at.
 *
 * Reference: Peters, Iyer, Itti & Koch (2005), https://doi.org/10.1016/j.visres.2005.03.019
 */
export function scanpathSaliency(map: Float64Array, cells: readonly number[]): number {
  const total = map.length;
  let sum = 0;
  for (const value of map) sum += value;
  const mean = sum / total;
  let squares = 0;
  for (const value of map) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / (total - 1));
  const found = cells.reduce((own, cell) => own + map[cell]!, 0) / cells.length;
  return deviation === 0 ? Number.NaN : (found - mean) / deviation;
}

/**
 * AUC after Judd: how well a map tells cells that were looked at from all others. Thresholds are the values of the
 * map at the former; 0.5 is chance. Where values are equal they share a threshold, and no noise is added.
 *
 * Reference: Judd, Ehinger, Durand & Torralba (2009), https://doi.org/10.1109/ICCV.2009.5459462; as compared by
 * Bylinskii et al. (2019), https://doi.org/10.1109/TPAMI.2018.2815601
 *
 * @returns NaN where no cell, or every one, was looked at
 */
export function aucJudd(map: Float64Array, cells: readonly number[]): number {
  const others = map.length - cells.length;
  if (cells.length === 0 || others === 0) return Number.NaN;
  const sorted = map.slice().sort();
  const hits = Float64Array.from(cells, (cell) => map[cell]!).sort();
  let [area, lastHits, lastFalse] = [0, 0, 0];
  let above = map.length;
  for (let at = hits.length - 1; at >= 0; ) {
    const threshold = hits[at]!;
    while (at >= 0 && hits[at] === threshold) at--;
    while (above > 0 && sorted[above - 1]! >= threshold) above--;
    const found = hits.length - 1 - at;
    const hitRate = found / hits.length;
    const falseRate = (map.length - above - found) / others;
    area += ((falseRate - lastFalse) * (hitRate + lastHits)) / 2;
    [lastHits, lastFalse] = [hitRate, falseRate];
  }
  return area + ((1 - lastFalse) * (1 + lastHits)) / 2;
}
