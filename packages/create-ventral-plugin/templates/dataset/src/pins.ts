import type { PinnedFile } from '@ventral/core';

// Where the files lie for good: a repository at one commit, OSF, Zenodo.
const address = 'https://example.org/__NAME__';

/** Every file of the data set, the images in the order of the experiment; `sha256sum` gives hashes. */
export const pins: readonly PinnedFile[] = [
  pin(
    'images/grating1.png',
    128,
    'b616b0f14c8ebda98979a52a444e1e0ad9490b0a5f3be3ad4bafbb830c467ad0',
  ),
  pin(
    'images/grating2.png',
    569,
    '3685e531812e7854c12264468150384566a8dff70ce54ae88065fc6d1a6e422f',
  ),
  pin(
    'images/grating3.png',
    200,
    '36a01bec4be8c11c09461e5aa040a522e5da0f4f024fceb5402ed3b0c1e4b872',
  ),
  pin(
    'images/grating4.png',
    581,
    '387f9c6d108b64f6a434371e90074b03ceb0140f00fb80d3e8806bee913ad9e1',
  ),
  pin(
    'images/grating5.png',
    153,
    'ff59ff4b9d51702d11775253ba0f29cb13ed34e0819f1c6bafc8e356b01cb85c',
  ),
  pin(
    'images/grating6.png',
    595,
    'a0d1588186bae7968cce39289f7801c590913f2a40276df0b80196c8d8aed63f',
  ),
  pin(
    'images/grating7.png',
    305,
    'a2afa492af33224024a821e73fb05b5b2fccfcc2796e07157443c32ef0881904',
  ),
  pin(
    'images/grating8.png',
    653,
    'cb0c6e44cb2bbf51c0e7493c6434ade9ed738bb183847de26e5594c1e946ab2b',
  ),
  pin('responses.csv', 236, 'c0a10da1d7e725079f72017ca4a58a2e306d20e954a44da5881311803afc30e6'),
];

function pin(path: string, bytes: number, digest: string): PinnedFile {
  return { path, urls: [`${address}/${path}`], hash: { algorithm: 'sha256', digest }, bytes };
}
