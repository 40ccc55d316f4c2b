import { gradient } from './gradient.ts';
import { gradientTimesInput } from './gradient-times-input.ts';
import { integratedGradients } from './integrated-gradients.ts';
import type { SaliencyMethod } from './saliency-method.ts';
import { smoothgrad } from './smoothgrad.ts';

/** The ways to say which pixels a response depends on, by the names that files and requests give them. */
export const saliencyMethods = {
  gradient,
  'gradient-x-input': gradientTimesInput,
  smoothgrad,
  'integrated-gradients': integratedGradients,
} as const satisfies Readonly<Record<string, SaliencyMethod>>;

/** Name of a way to say which pixels a response depends on. */
export type SaliencyMethodName = keyof typeof saliencyMethods;

/** The names of all {@link saliencyMethods}, in their order. */
export const saliencyMethodNames: readonly SaliencyMethodName[] = Object.keys(
  saliencyMethods,
) as SaliencyMethodName[];
