/**
 * sha1 of the two files of each set of stimuli, as Brain-Score lists them (brain-score/vision, commit
 * c642dbe4, `geirhos_hashes.csv`): a table, one row a stimulus, and the archive of the images.
 */
export const stimulusChecksums = {
  sketch: {
    csv: 'a5741b2f7bd08541a0dbefd7fb2d6a3845ca800b',
    zip: '8e8712f08a5ad3655ea2bd8cd675db8cdf65129a',
  },
  stylized: {
    csv: '2265a540dee6915150bf7c61143eaf788f603866',
    zip: '75d273e8de643b0d814fbe60cd237c31ebe19c44',
  },
  edge: {
    csv: 'fb57005ecb80e4e37b01e084f1f176fe7f59ff7f',
    zip: '6c1199d90836a26be454aa799864a63c5efacaa1',
  },
  silhouette: {
    csv: 'fb57005ecb80e4e37b01e084f1f176fe7f59ff7f',
    zip: '36c8a481f7876a2af2ad4fe80890b302fe3ae91e',
  },
  'cue-conflict': {
    csv: '8d3ae89d8870fb7d7c5d5ff387085b1f0116e2b7',
    zip: '7e601186b181102939cd0b43a4e8a3ca95c18259',
  },
  colour: {
    csv: '9c97c155fd6039a95978be89eb604c6894c5fa16',
    zip: 'd166f1d3dc3d00c4f51a489e6fcf96dbbe778d2c',
  },
  contrast: {
    csv: 'f6ef69a2e8937e1d0d83c8a21b325b4273494cb5',
    zip: 'ebeeef2f9c6a7282e20ef2026dc77eefa026957b',
  },
  'high-pass': {
    csv: 'ddf523dcf43398cc15894c7b51c436d526e6c992',
    zip: '12322bb17270a5dde206314fcdc125c4bb235e3b',
  },
  'low-pass': {
    csv: '1264f9be407c7d428cf3d62a7bb1b1bb45a821bc',
    zip: 'ad087676e04e51adadea7c7c5c1fa28e4dd6360c',
  },
  'phase-scrambling': {
    csv: '0cc87f7ac42c2266f98d3a08783f7173499ec2fc',
    zip: '462e77ab9533072b7036118f1f697e8c9bf30ae4',
  },
  'power-equalisation': {
    csv: '743935476b1fe4b7bd4d01a4eed24cd9ed5b3a22',
    zip: 'a0d5307525bccf8da8f3d293e7e324b9b20248c6',
  },
  'false-colour': {
    csv: '8a09a7af8ec44339bcae5500ae5900d9c4309042',
    zip: 'ec0ba347fc14d0c0587d38bfa96e4ab5d2f7979a',
  },
  rotation: {
    csv: '2577831e9ead905669613fa17cb2651d0c48a455',
    zip: '8f5d9cb217807e96ace61337144e429d0d4ba04c',
  },
  eidolonI: {
    csv: '049adbed36fed52c609d38d5230e6084336df6b9',
    zip: 'abaa45a225628dd66e424ec7d8e2b10a0c88bc0d',
  },
  eidolonII: {
    csv: '1806ada128c260ab54db570d2e73aea71d679754',
    zip: '2654ba55291f8ab972f18b36565f9ead80a45339',
  },
  eidolonIII: {
    csv: 'ba0173b315f02df16d418dc3ff1df7dc498b4893',
    zip: 'd0304c0c0024d0f493ea9c0c47ae0221da391016',
  },
  'uniform-noise': {
    csv: '89b62a6af878974d388278ed0e23e8ed1c2fd855',
    zip: 'ff4566542d65056028660293e2409b532e887714',
  },
} as const;
