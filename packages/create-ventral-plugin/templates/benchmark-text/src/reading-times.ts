import { createAssembly } from '@ventral/arrays';
import { defineDataset } from '@ventral/core';
import { textSet } from '@ventral/files';

// Made up: milliseconds for each word. Put your own in their place; files of any size are pinned, and fetched when
// they are needed (ventral new dataset shows how).
const texts = [
  {
    id: 'garden',
    sentences: ['The old gardener waters the roses every morning.', 'He never picks a single flower.'],
    milliseconds: [310, 322, 398, 371, 296, 355, 312, 341, 305, 318, 349, 288, 337, 372],
  },
  {
    id: 'harbour',
    sentences: ['Two boats left the harbour before dawn.', 'Only one of them came back.'],
    milliseconds: [318, 356, 325, 284, 377, 329, 361, 322, 307, 281, 290, 333, 352],
  },
];

const words = texts.flatMap(({ id, sentences, milliseconds }) => {
  const text = sentences.join(' ');
  let end = 0;
  const found = sentences.flatMap((sentence, number) =>
    sentence.split(' ').map((word, place) => {
      const start = text.indexOf(word, end);
      end = start + word.length;
      return { word, start, end, text, text_id: id, sentence_id: `${id}.${number + 1}`, place };
    }),
  );
  return found.map((word, index) => ({
    ...word,
    id: `${id}.${index + 1}`,
    time: milliseconds[index] as number,
  }));
});

const labels = (values: readonly (string | number)[]) =>
  ({ dim: 'presentation', values }) as const;

/** Reading times of two short texts, in milliseconds a word, mean over readers. */
export const readingTimes = defineDataset({
  id: '__NAME__',
  title: 'Reading times of two short texts',
  citation: 'Your Name (2031), Your title. https://doi.org/10.0000/yours',
  licence: 'CC0-1.0',
  species: 'human',
  modality: 'behaviour',
  stimuli: 'text',
  regions: [],
  files: {},
  load: async () => ({
    stimuli: textSet({ id: '__NAME__', spans: words }),
    recordings: createAssembly({
      dims: ['presentation', 'neuroid'],
      shape: [words.length, 1],
      values: Float64Array.from(words, ({ time }) => time),
      coords: {
        stimulus_id: labels(words.map(({ id }) => id)),
        text_id: labels(words.map(({ text_id }) => text_id)),
        sentence_id: labels(words.map(({ sentence_id }) => sentence_id)),
        word_within_sentence_id: labels(words.map(({ place }) => place + 1)),
        neuroid_id: { dim: 'neuroid', values: ['mean reading time'] },
      },
    }),
  }),
});
