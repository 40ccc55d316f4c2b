/** How to cite representational similarity analysis. */
export const citation: string =
  'Kriegeskorte, Mur & Bandettini (2008), Representational similarity analysis - connecting the ' +
  'branches of systems neuroscience, Frontiers in Systems Neuroscience. ' +
  'https://doi.org/10.3389/neuro.06.004.2008';
