import { changeColours } from './change-colours.ts';
import { defineCorruption } from './corruption.ts';
import { clipUnit } from './grey-level.ts';

interface SaturationSetting {
  readonly factor: number;
  readonly more: number;
}

/** Colours paler, then stronger, than they are: the saturation times a factor, and some more. */
export const saturate = defineCorruption<SaturationSetting>({
  name: 'saturate',
  title: 'Saturate',
  group: 'digital',
  extra: true,
  settings: {
    imagenet: [colours(0.3, 0), colours(0.1, 0), colours(2, 0), colours(5, 0.1), colours(20, 0.2)],
    cifar: [colours(0.3, 0), colours(0.1, 0), colours(1.5, 0), colours(2, 0.1), colours(2.5, 0.2)],
  },
  corrupt: (image, { factor, more }) =>
    changeColours(image, { saturation: (saturation) => clipUnit(saturation * factor + more) }),
});

function colours(factor: number, more: number): SaturationSetting {
  return { factor, more };
}
