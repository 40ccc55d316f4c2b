import type { Maybe, SiteBenchmark } from '../src/site-data.ts';

/** What stands where a number is missing. */
export const missing = '–';

/** A score as the field prints it: `.561`. */
export function scoreText(value: Maybe | undefined, digits = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return missing;
  const size = Math.abs(value);
  const text = size >= 100 ? size.toFixed(0) : size >= 10 ? size.toFixed(1) : size.toFixed(digits);
  const isZero = Number(text) === 0;
  return `${value < 0 && !isZero ? '−' : ''}${text.replace(/^0\./, '.')}`;
}

/** An interval: `.541 to .580`. */
export function intervalText(low: Maybe | undefined, high: Maybe | undefined): string {
  if (typeof low !== 'number' || typeof high !== 'number') return '';
  return `${scoreText(low)} to ${scoreText(high)}`;
}

/** A rank, or the band that it may lie in: `3`, `2–5`. */
export function bandText(low: Maybe | undefined, high: Maybe | undefined): string {
  if (typeof low !== 'number' || typeof high !== 'number') return '';
  return low === high ? `${low}` : `${low}–${high}`;
}

/** A p value, as it is printed. */
export function pText(p: Maybe | undefined): string {
  if (typeof p !== 'number') return missing;
  return p < 0.001 ? '< .001' : p.toFixed(3).replace(/^0/, '');
}

/** A size: `244 MB`. */
export function bytesText(bytes: number | undefined): string {
  if (bytes === undefined) return missing;
  return bytes >= 1e6
    ? `${(bytes / 1e6).toFixed(bytes >= 1e7 ? 0 : 1)} MB`
    : `${Math.ceil(bytes / 1e3)} kB`;
}

/** A count: `61 M`. */
export function countText(count: number | undefined): string {
  if (count === undefined) return missing;
  if (count >= 1e6) return `${(count / 1e6).toFixed(count >= 1e7 ? 0 : 1)} M`;
  return count.toLocaleString('en');
}

const regions: Readonly<Record<string, string>> = {
  behavior: 'Behaviour',
  language_system: 'Language system',
  several: 'Overall',
  unknown: 'Region not stated',
};

/** A region as people read it. */
export function regionText(region: string): string {
  return regions[region] ?? region;
}

/** A kind of stimuli as people read it: `Images`, `Texts`. */
export function stimuliText(kind: string): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}s`;
}

/** How something was measured, as people read it: `Behaviour`, `fMRI`. */
export function modalityText(modality: string): string {
  return modality === modality.toLowerCase()
    ? modality.charAt(0).toUpperCase() + modality.slice(1)
    : modality;
}

/** What sets scores apart from shares and correlations: `nats a word`, `lower is better`. */
export function scaleNotes({ unit, better }: SiteBenchmark): readonly string[] {
  return [
    ...(unit === undefined ? [] : [unit]),
    ...(better === 'lower' ? ['lower is better'] : []),
  ];
}

/** How models come, as people read it. */
export const kindTexts = {
  package: 'From a package',
  'model file': 'Model file',
  features: 'Features',
} as const;
