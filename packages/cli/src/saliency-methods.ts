import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { SaliencyMethodName } from '@ventral/scoring';
import { list } from './flag-values.ts';

// The compiler holds it to all methods there are; loading those would slow down every --help.
const methods: Readonly<Record<SaliencyMethodName, true>> = {
  gradient: true,
  'gradient-x-input': true,
  smoothgrad: true,
  'integrated-gradients': true,
};

/** The names of all methods, in their order. */
export const saliencyMethods = Object.keys(methods) as readonly SaliencyMethodName[];

/** Reads names of methods separated by commas, each once. */
export function saliencyMethodList(value: string): readonly SaliencyMethodName[] {
  const names = list(value);
  const chosen = saliencyMethods.filter((name) => names.includes(name));
  if (chosen.length > 0 && chosen.length === new Set(names).size) return chosen;
  throw new InvalidArgumentError(`Methods are ${saliencyMethods.join(', ')}.`);
}
