/** How to cite centred kernel alignment. */
export const citation: string =
  'Kornblith, Norouzi, Lee & Hinton (2019), Similarity of neural network representations ' +
  'revisited, ICML. https://proceedings.mlr.press/v97/kornblith19a.html';
