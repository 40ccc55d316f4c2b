import { brainioFile, defineTextDataset } from '@ventral/brainio';

/** A file of Brain-Score language's bucket, pinned as its source states it. */
const pinned = (identifier: string, sha1: string, versionId: string) =>
  brainioFile({ identifier, kind: 'assembly', sha1, versionId, bucket: 'brainscore-language' });

const human = { species: 'human', region: 'language_system' } as const;
const licence = 'none is stated with the data';

/**
 * Voxels of the language system of ten people while they read sentences of passages: 243 sentences of 72 passages,
 * and 384 of 96; not everyone read both. Presentations are labelled with `story`, `passage_label` and
 * `passage_index`, neuroids with `subject`.
 *
 * @example
 * const { stimuli, recordings } = await pereira2018.load(createRunContext(), '384sentences');
 */
export const pereira2018 = defineTextDataset({
  ...human,
  id: 'Pereira2018',
  title: 'Human language system, fMRI, sentences of passages (Pereira et al., 2018)',
  citation:
    'Pereira, F., Lou, B., Pritchett, B., Ritter, S., Gershman, S. J., Kanwisher, N., Botvinick, M. & ' +
    'Fedorenko, E. (2018). Toward a universal decoder of linguistic meaning from brain activation. ' +
    'Nature Communications. https://doi.org/10.1038/s41467-018-03068-4',
  licence,
  modality: 'fMRI',
  recordings: pinned(
    'Pereira2018.language',
    'f8434b4022f5b2c862f0ff2854d5b3f5f2a7fb96',
    'fq0gh.P7ThLu6DWUulho5W_F.YTEhDqJ',
  ),
  text: 'passage_label',
  subject: 'subject',
  parts: {
    '243sentences': { experiment: '243sentences' },
    '384sentences': { experiment: '384sentences' },
  },
});

/**
 * Twelve functional regions of the language system of each of five people while they heard eight stories: 1,317
 * pieces of two seconds, the signal four seconds later. Presentations are labelled with `story`.
 */
export const blank2014 = defineTextDataset({
  ...human,
  id: 'Blank2014',
  title: 'Human language system, fMRI, stories (Blank et al., 2014)',
  citation:
    'Blank, I., Kanwisher, N. & Fedorenko, E. (2014). A functional dissociation between language and ' +
    'multiple-demand systems revealed in patterns of BOLD signal fluctuations. Journal of ' +
    'Neurophysiology. https://doi.org/10.1152/jn.00884.2013',
  licence,
  modality: 'fMRI',
  recordings: pinned(
    'Blank2014.fROI',
    'af1e868821b897cb1684e4c8dcd33977121ef552',
    'qM.uLV8ltOHM297r2SaGteYMX4Vy.oHB',
  ),
  text: 'story',
  subject: 'subject_id',
});

/**
 * 97 electrodes on the language areas of five people, high gamma, while they read 52 sentences of eight words, word by
 * word. Presentations are labelled with `sentence_id`.
 */
export const fedorenko2016 = defineTextDataset({
  ...human,
  id: 'Fedorenko2016',
  title: 'Human language areas, ECoG, sentences word by word (Fedorenko et al., 2016)',
  citation:
    'Fedorenko, E., Scott, T. L., Brunner, P., Coon, W. G., Pritchett, B., Schalk, G. & Kanwisher, N. ' +
    '(2016). Neural correlate of the construction of sentence meaning. PNAS. ' +
    'https://doi.org/10.1073/pnas.1612132113',
  licence,
  modality: 'ECoG',
  recordings: pinned(
    'Fedorenko2016.language',
    '2966b6d78e972a72068aa6907377483f427e8d9a',
    'qvB7YZfEjbXEE64bODNLlQlZKWGpgPhy',
  ),
  text: 'sentence_id',
  subject: 'subject_UID',
});

/**
 * The mean response of the left-hemisphere language network of five people to 1,000 sentences, each read once and by
 * itself, z-scored within sessions: one neuroid.
 */
export const tuckute2024 = defineTextDataset({
  ...human,
  id: 'Tuckute2024',
  title: 'Human language network, fMRI, 1,000 single sentences (Tuckute et al., 2024)',
  citation:
    'Tuckute, G., Sathe, A., Srikant, S., Taliaferro, M., Wang, M., Schrimpf, M., Kay, K. & Fedorenko, E. ' +
    '(2024). Driving and suppressing the human language network using large language models. Nature ' +
    'Human Behaviour. https://doi.org/10.1038/s41562-023-01783-7',
  licence,
  modality: 'fMRI',
  recordings: pinned(
    'Tuckute2024.language',
    '5c8fc7f3e24cc1af5f5296459377b638b6492641',
    'BB.DbwqLB4OhDR64duqojNdL0CRd4RmG',
  ),
  text: 'stimulus_id',
  subject: 'subject_UID',
});
