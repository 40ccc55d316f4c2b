import { changeColours } from './change-colours.ts';
import { defineCorruption } from './corruption.ts';
import { clipUnit } from './grey-level.ts';

/** Too much light: a setting is added to the value (of hue, saturation and value, from 0 to 1) of every pixel. */
export const brightness = defineCorruption<number>({
  name: 'brightness',
  title: 'Brightness',
  group: 'weather',
  settings: { imagenet: [0.1, 0.2, 0.3, 0.4, 0.5], cifar: [0.05, 0.1, 0.15, 0.2, 0.3] },
  corrupt: (image, more) => changeColours(image, { value: (value) => clipUnit(value + more) }),
});
