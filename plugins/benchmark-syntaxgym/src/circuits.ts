/**
 * The suites of each kind of syntax, as the authors group them in their analysis; 31 of the 34.
 *
 * `fgd-embed3`, `fgd-embed4` and `nn-nv-rpl` are in none: authors and Brain-Score leave them out.
 */
export const circuits = {
  agreement: ['number_orc', 'number_prep', 'number_src'],
  center_embedding: ['center_embed', 'center_embed_mod'],
  garden_path: [
    ...['mvrr', 'mvrr_mod'],
    ...['npz_ambig', 'npz_ambig_mod', 'npz_obj', 'npz_obj_mod'],
  ],
  gross_syntactic_state: [
    'subordination',
    'subordination_orc-orc',
    'subordination_pp-pp',
    'subordination_src-src',
  ],
  licensing: [
    ...['npi_orc_any', 'npi_orc_ever', 'npi_src_any', 'npi_src_ever'],
    ...['reflexive_orc_fem', 'reflexive_orc_masc'],
    ...['reflexive_prep_fem', 'reflexive_prep_masc'],
    ...['reflexive_src_fem', 'reflexive_src_masc'],
  ],
  long_distance: [
    ...['cleft', 'cleft_modifier'],
    ...['fgd_hierarchy', 'fgd_object', 'fgd_pp', 'fgd_subject'],
  ],
} as const;

/** A kind of syntax. */
export type Circuit = keyof typeof circuits;

/** How each is called. */
export const circuitNames: Readonly<Record<Circuit, string>> = {
  agreement: 'agreement of verbs with their subjects',
  center_embedding: 'center embedding',
  garden_path: 'garden paths',
  gross_syntactic_state: 'subordinate clauses',
  licensing: 'licensing of negative polarity items and reflexives',
  long_distance: 'long-distance dependencies',
};
