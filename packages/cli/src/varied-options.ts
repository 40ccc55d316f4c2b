import type { Search } from './shown-extras.ts';

/** Names of the options that a search varied, `layers` among them. */
export function variedOptions({ configurations }: Search): readonly string[] {
  const [first] = configurations;
  return Object.keys(first?.options ?? {}).filter(
    (name) => new Set(configurations.map(({ options }) => inWords(options[name]))).size > 1,
  );
}

/** The value of an option, as a person reads it; layers that are joined, as they are asked for. */
export function inWords(value: unknown): string {
  return Array.isArray(value) ? value.join('+') : String(value);
}
