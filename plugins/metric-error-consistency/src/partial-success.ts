/** Where accuracy difference and observed consistency are from. */
export const partialSuccess =
  'Geirhos, Narayanappa, Mitzkus, Thieringer, Bethge, Wichmann & Brendel (2021), Partial success in ' +
  'closing the gap between human and machine vision, NeurIPS. ' +
  'https://doi.org/10.48550/arXiv.2106.07411';
