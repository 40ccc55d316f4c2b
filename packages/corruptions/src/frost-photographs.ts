import type { RgbImage } from '@ventral/arrays';
import { oncePerRun, type RunContext } from '@ventral/core';
import { fetchStimuli, pinFiles } from '@ventral/files';

/**
 * The photographs of frost that the authors drew from (Apache-2.0), as imagecorruptions holds them: five of its six,
 * since the sixth is never drawn.
 */
export const frostFiles = pinFiles(
  'https://raw.githubusercontent.com/bethgelab/imagecorruptions/' +
    'c959e659c9713837d2acd7ce785a81202d4be799/imagecorruptions/frost',
  `
ff9f907860bd7a835d459e32f9d588062b7f61ee267343cc7222b56753a14755  frost1.png
fe211a89b336999c207a852ce05818d4545d0b57c5beadd824b4cc9d9a9b6137  frost2.png
2d0d50b4a9bb213f38b024ef7768731bb83cc08d2f26b5766bbc167cdfa0e504  frost3.png
3f8b91ca1a9fa7167b09e773da53f5ae60d0a1fd88f02a783f6e328a72887f6e  frost4.jpg
5fc6a19df4a429ba68abdcc8f8a4278d4c9f81c9ccafd2c92ab0c8cf8992ebd2  frost5.jpg
`,
);

/**
 * Fetches and decodes the photographs that `frost` needs, once a run.
 *
 * @throws VentralError `DATA_UNAVAILABLE` and what else `fetchFile` throws
 */
export const loadFrostPhotographs: (context: RunContext) => Promise<readonly RgbImage[]> =
  oncePerRun(async (context) => {
    const { stimuli } = await fetchStimuli('frost', frostFiles, context);
    return Promise.all(stimuli.map((photograph) => photograph.load()));
  });
