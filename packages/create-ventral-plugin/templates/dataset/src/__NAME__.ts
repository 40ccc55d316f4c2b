import { createAssembly } from '@ventral/arrays';
import { defineDataset } from '@ventral/core';
import { fetchFile, fetchStimuli, pinFiles, readLines } from '@ventral/files';

// Where the files lie for good, such as OSF, Zenodo or a repository at one commit; `sha256sum *`.
const [responses, ...images] = pinFiles(
  'https://example.org/__NAME__',
  `
b9131dc78e04cc5b6fae3589092b403ff878ccc2ca3f354ea36f3e2c39ae49cc  responses.csv
b616b0f14c8ebda98979a52a444e1e0ad9490b0a5f3be3ad4bafbb830c467ad0  images/grating1.png
3685e531812e7854c12264468150384566a8dff70ce54ae88065fc6d1a6e422f  images/grating2.png
36a01bec4be8c11c09461e5aa040a522e5da0f4f024fceb5402ed3b0c1e4b872  images/grating3.png
387f9c6d108b64f6a434371e90074b03ceb0140f00fb80d3e8806bee913ad9e1  images/grating4.png
`,
);

/** Responses of three simulated units to four gratings, in spikes per second. */
export const __EXPORT__ = defineDataset({
  id: '__NAME__',
  title: 'Simulated responses to four gratings',
  citation: 'Your Name (2031), Your title. https://doi.org/10.0000/yours',
  licence: 'CC0-1.0',
  species: 'simulated',
  regions: ['V1'],
  files: { responses, images },
  async load(files, context) {
    const lines = await readLines(await fetchFile(files.responses, context));
    const [head = [], ...rows] = lines.map((line) => line.split(','));
    const recordings = createAssembly({
      dims: ['presentation', 'neuroid'],
      shape: [rows.length, head.length - 1],
      values: Float64Array.from(rows.flatMap((row) => row.slice(1).map(Number))),
      coords: {
        stimulus_id: { dim: 'presentation', values: rows.map((row) => row[0] as string) },
        neuroid_id: { dim: 'neuroid', values: head.slice(1) },
      },
    });
    return { stimuli: await fetchStimuli('__NAME__', files.images, context), recordings };
  },
});
