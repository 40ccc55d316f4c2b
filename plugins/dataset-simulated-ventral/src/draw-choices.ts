import type { Assembly } from '@ventral/arrays';
import type { ChoiceSimulation, ChoiceSimulationSettings } from '@ventral/calibration';
import { choiceCeiling } from './choice-ceiling.ts';
import { choose, hitRates } from './choose.ts';
import { type Observer, observe, probabilitiesOf, wholeObserver } from './observers.ts';
import { requireSettings } from './require-settings.ts';
import { choiceObjects, drawScenes } from './scene.ts';
import { defaultChoices } from './simulate-ventral.ts';

/** Observers who share a part of what those of the data set do. */
const observers: Readonly<Record<string, Observer>> = {
  unbiased: { seesLess: true, isBiased: false },
  'sharp-eyed': { seesLess: false, isBiased: true },
  whole: wholeObserver,
};

/**
 * Draws other observers, who judge other images; nothing is rendered.
 *
 * Who could have made the choices: `whole`, who did; `unbiased`, for whom images are hard for the same
 * reasons but who has no biases; and `sharp-eyed`, who has the same biases but sees every object well.
 * Images come in whole numbers for each of the 24 objects, at least 2: 50 stimuli are 48.
 *
 * @throws VentralError `OPTION_INVALID` for a setting out of range
 */
export async function drawChoices({
  seed,
  stimuli = defaultChoices.images * choiceObjects.length,
  repeats = defaultChoices.trials,
}: ChoiceSimulationSettings): Promise<ChoiceSimulation> {
  requireSettings({ seed, stimuli: [stimuli, 2 * choiceObjects.length], repeats: [repeats, 2] });
  const scenes = drawScenes(seed, 'choice', Math.floor(stimuli / choiceObjects.length));
  const logitsOf = new Map(
    Object.entries(observers).map(([name, observer]) => [name, observe(seed, scenes, observer)]),
  );
  const rates = hitRates(scenes, logitsOf.get('whole') as Assembly);
  return {
    trials: choose(scenes, rates, { trials: repeats, seed }),
    observers: new Map([...logitsOf].map(([name, logits]) => [name, probabilitiesOf(logits)])),
    observer: 'whole',
    agreements: { i2n: choiceCeiling(rates, repeats) },
  };
}
