/** How to cite image-level behavioural comparison. */
export const citation: string =
  'Rajalingham, Issa et al. (2018), Large-scale, high-resolution comparison of the core visual ' +
  'object recognition behavior of humans, monkeys, and state-of-the-art deep artificial neural ' +
  'networks, Journal of Neuroscience. https://doi.org/10.1523/JNEUROSCI.0388-18.2018';
