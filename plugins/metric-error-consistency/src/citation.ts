/** How to cite error consistency. */
export const citation: string =
  'Geirhos, Meding & Wichmann (2020), Beyond accuracy: quantifying trial-by-trial behaviour of ' +
  'CNNs and humans by measuring error consistency, NeurIPS. https://arxiv.org/abs/2006.16736';
