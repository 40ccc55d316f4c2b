import type { ScoreRecord } from '@ventral/scoring';

/**
 * What `ventral score MODEL BENCHMARK` needs beside the two to make a record again, as a POSIX shell
 * takes it.
 */
export function rerunFlags({ inputs, model, seed, device }: ScoreRecord): string {
  const { preprocessing, imageSize, layers, metric, metricOptions, missingParts, time } = inputs;
  const flags: (readonly [name: string, value: unknown])[] = [
    ['--preprocessing', typeof preprocessing === 'string' ? preprocessing : undefined],
    ['--image-size', imageSize],
    ...layerFlags(layers, model),
    ['--metric', metric],
    ...Object.entries(metricOptions).map(
      ([name, value]) => ['--option', `${name}=${optionText(value)}`] as const,
    ),
    ['--missing', missingParts === 'leave-out' ? missingParts : undefined],
    ['--time', time],
    ['--seed', seed === 1 ? undefined : seed],
    ['--device', device === 'cpu' ? undefined : device],
  ];
  return flags
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${shellWord(String(value))}`)
    .join(' ');
}

/** A word that a POSIX shell leaves as it is. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function layerFlags(
  layers: ScoreRecord['inputs']['layers'],
  { layer, layerChosenBy }: ScoreRecord['model'],
): (readonly [string, unknown])[] {
  const names = (layers ?? []).filter((one) => typeof one === 'string');
  if (layers !== undefined && names.length === layers.length && names.length > 1) {
    return [['--layers', names.join(',')]];
  }
  return [['--layer', layerChosenBy === 'user' ? layer : undefined]];
}

/** As `--option` reads it back: text that would read as JSON is quoted. */
function optionText(value: unknown): string {
  const json = JSON.stringify(value);
  return typeof value === 'string' && !isJson(value) ? value : json;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
