import { featureMatrix, matchStimuli } from '@ventral/arrays';
import { describe, expect, it } from 'vitest';

const ids = Array.from({ length: 60 }, (_, index) => `s${index}`);

function featuresOf(stimulusIds: readonly string[]) {
  return featureMatrix(
    Float64Array.from(stimulusIds, (_, row) => row),
    stimulusIds,
  );
}

describe('features are matched with recordings', () => {
  it('by stimulus id', async () => {
    const matched = matchStimuli(featuresOf(['cat', 'owl', 'dog']), ['dog', 'cat', 'owl']);
    expect(matched.stimulusIds).toEqual(['dog', 'cat', 'owl']);
    expect(await matched.readColumns(0, 1)).toEqual(Float64Array.of(2, 0, 1));
  });

  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    [
      'other stimuli, on both sides',
      ids.map((id, row) => (row < 2 ? `other-${id}` : id)),
      ids,
      [
        `2 of 60 recorded stimuli have no features ('s0', 's1'); `,
        `2 of 60 stimuli with features were not recorded ('other-s0', 'other-s1').`,
      ],
    ],
    [
      'more stimuli than were recorded',
      ids,
      ids.slice(0, 50),
      [`10 of 60 stimuli with features were not recorded ('s50', 's51', 's52', ...).`],
    ],
    [
      'fewer stimuli than were recorded',
      ids.slice(0, 59),
      ids,
      [`1 of 60 recorded stimuli have no features ('s59').`],
    ],
    [
      'a stimulus with two rows',
      [...ids, 's7'],
      ids,
      [`61 rows of features are about 60 stimuli; 's7' has several.`],
    ],
  ])('unless there are %s', (_, featured, recorded, parts) => {
    const match = () => matchStimuli(featuresOf(featured), recorded);
    expect(match).toThrow(expect.objectContaining({ code: 'STIMULI_MISMATCH' }));
    for (const part of parts) expect(match).toThrow(part);
  });
});
