/**
 * Stochastic gradient descent as PyTorch has it: with gradient `g`, `g += weightDecay w`,
 * `v = momentum v + g` (in the first step `v = g`), `w -= rate v`; with Nesterov's form `w -= rate (g + momentum v)`.
 *
 * Reference: Sutskever et al. (2013), https://proceedings.mlr.press/v28/sutskever13.html
 */
export interface SgdSettings {
  readonly kind: 'sgd';
  /**
   * From 0 to below 1.
   * @default 0.9
   */
  readonly momentum?: number;
  /** @default false */
  readonly nesterov?: boolean;
  /**
   * From 0. Every weight decays.
   * @default 0
   */
  readonly weightDecay?: number;
}

/**
 * Adam as its authors have it: `g += weightDecay w`, `m = beta1 m + (1 - beta1) g`, `v = beta2 v + (1 - beta2) g^2`,
 * `w -= rate m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)`.
 *
 * Reference: Kingma & Ba (2015), https://doi.org/10.48550/arXiv.1412.6980
 */
export interface AdamStepSettings {
  readonly kind: 'adam';
  /** @default 0.9 */
  readonly beta1?: number;
  /** @default 0.999 */
  readonly beta2?: number;
  /** @default 1e-8 */
  readonly epsilon?: number;
  /**
   * From 0.
   * @default 0
   */
  readonly weightDecay?: number;
}

/** How weights follow their gradients. */
export type OptimizerSettings = SgdSettings | AdamStepSettings;

/** Where a step is. */
interface StepPlace {
  readonly learningRate: number;
  /** Counted from 1. */
  readonly step: number;
}

/** Takes steps. Computed in float64, kept in float32. */
export interface Optimizer {
  /** How many arrays of the weights' size it keeps from step to step. */
  readonly slots: number;
  /** Moves weights, and what is kept of them, in place. */
  move(
    weights: Float32Array,
    gradient: Float32Array,
    slots: readonly Float32Array[],
    place: StepPlace,
  ): void;
}
