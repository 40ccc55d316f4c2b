import { pinFiles } from '@ventral/files';

const repository = 'https://raw.githubusercontent.com/LukasMut/VICE';

const [names] = pinFiles(
  `${repository}/5f80103ef4c9eb29477c4cadb1c9c54476d59e97`,
  '03dbe77972f9466ff8baa0da604d9f5104f677bf77cc602faebfa03a290fb51c  data/files/item_names.tsv',
);

const [trials] = pinFiles(
  `${repository}/f484c1446459c12c15deb2df1476f53969ad6f4d`,
  'f2593378408f54fb047b2f9be040e2773be8f24118bc171d46c2c6a6da79afd4  data/test_triplets.csv',
);

/** The names of the objects, in their order, and who chose which of three. */
export const sourceFiles = { names, trials } as const;
