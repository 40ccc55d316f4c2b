import type { PinnedFile } from '@ventral/core';

/** The authors' archive of all images, in their binary form. */
const archive: PinnedFile = {
  path: 'cifar-10-binary.tar.gz',
  urls: ['https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz'],
  hash: {
    algorithm: 'sha256',
    digest: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
  },
  bytes: 170_052_171,
};

// Verified-Intelligence/alpha-beta-CROWN
const exactFolder =
  'https://raw.githubusercontent.com/Verified-Intelligence/alpha-beta-CROWN/' +
  '8250d5fbd530c76e5e3243db28b3cad5fbaef740/complete_verifier/';

function exact(name: string, bytes: number, digest: string): PinnedFile {
  const path = `datasets/sdp/cifar/${name}`;
  return { path, urls: [`${exactFolder}${path}`], hash: { algorithm: 'sha256', digest }, bytes };
}

/** The files of each part. */
export const sourceFiles = {
  train: { archive },
  test: { archive },
  'exact-200': {
    images: exact(
      'X_sdp.npy',
      2_457_728,
      'bc487064171fc74ce09b8c29db029da3a9be1f0275a23aa2f3aca6ccacb6958e',
    ),
    labels: exact(
      'y_sdp.npy',
      1_728,
      'b02c682406c3ae3aeba6b0fa0f6598ddb1d0331ce87c9b869136263946296dbd',
    ),
  },
};
