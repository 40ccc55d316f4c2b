import type { Stimulus } from '@ventral/arrays';
import type { Model, RunContext } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { modelRules } from './model-rules.ts';
import { registerRules } from './rules.ts';

/** How a model is checked. */
export interface ModelCheckOptions {
  /**
   * The layer that is read.
   * @default the first of its candidate layers
   */
  readonly layer?: string;
  /** Where its weights are found; a run context's defaults otherwise. */
  readonly context?: RunContext;
  /**
   * What it is shown: seven or more stimuli of its kind, all different.
   * @default made images or texts, for models that take these
   */
  readonly stimuli?: readonly Stimulus<unknown>[];
}

/**
 * Registers the conformance tests of a model: its form and texts; pins; layers, each named once,
 * with candidates and committed layers among them; activations of the stated shapes, in order,
 * finite, and the same for a stimulus whatever is in its batch; unknown layers refused; a digest
 * that lasts; interruption; closing.
 */
export function checkModel(model: Model, options: ModelCheckOptions = {}): void {
  const { layer, stimuli, context = createRunContext() } = options;
  registerRules(model.id, modelRules, { plugin: model, layer, stimuli, context });
}
